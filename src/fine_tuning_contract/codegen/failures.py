"""What stops a generation, told to whoever started it."""


class GenerationError(Exception):
    """A client that would not be whole; the text says what is missing, where, and what to do."""
