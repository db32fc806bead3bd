"""What stops an emulator from starting, or from doing what its controls are told."""


class EmulatorError(Exception):
    """The emulator cannot do what it was told; the text says why, and what to do."""
