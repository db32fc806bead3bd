"""The hand-written part of every generated client: its one source, copied into each."""
