"""What the emulator remembers: rows in a database, uploads on disk."""
