"""What stops an emulator from starting."""


class EmulatorError(Exception):
    """The emulator cannot start; the text says why, and what to do."""
