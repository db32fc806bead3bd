"""The rules for a server."""
