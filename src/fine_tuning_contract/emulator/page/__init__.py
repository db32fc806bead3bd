"""The web page of an emulator: its jobs, live, and buttons to act on them."""
