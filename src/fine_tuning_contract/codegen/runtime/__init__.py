"""The hand-written part of every generated client; this folder is its one source and is copied into the client."""
