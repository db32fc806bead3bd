"""How a command ends that cannot do what it was asked: a message and an exit code."""

from collections.abc import Generator
from contextlib import contextmanager

import click

BROKEN = 1
WRONG_USAGE = 2
COULD_NOT_RUN = 3


class Ending(click.ClickException):
    """A message on stderr and an exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        """Keep both."""
        super().__init__(message)
        self._code = exit_code

    @property
    def exit_code(self) -> int:  # type: ignore[override] # click has a class variable
        """What the shell is told."""
        return self._code


@contextmanager
def ending_at(*mistakes: type[Exception], code: int = WRONG_USAGE) -> Generator[None]:
    """Turn the given exceptions, whose text is written for a reader, into an ending."""
    try:
        yield
    except mistakes as error:
        raise Ending(str(error), code) from error


@contextmanager
def ending_at_file_errors() -> Generator[None]:
    """Turn a file that cannot be read or written into an ending that names it."""
    try:
        yield
    except OSError as error:
        where = error.filename or "a file"
        raise Ending(f"{where}: {error.strerror or error}", WRONG_USAGE) from error
