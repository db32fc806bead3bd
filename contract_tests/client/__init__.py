"""The rules for the client, each checked over a made-up server."""
