"""A sign of life, on standard error, while a command has nothing else to show."""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.status import Status

_A_SECOND = 1.0


@contextmanager
def working(
    what: str, console: Console | None = None, *, after: float = _A_SECOND
) -> Generator[None]:
    """
    Say what is being done, on a terminal, from when it has taken a second until it is done.

    Nothing of it is left on the screen, and nothing is written where nobody looks.
    """
    shown = console or Console(stderr=True)
    if not shown.is_terminal:
        yield
        return
    status = Status(what, console=shown)
    waiting = threading.Timer(after, status.start)
    waiting.daemon = True
    waiting.start()
    try:
        yield
    finally:
        waiting.cancel()
        # One that was about to start has to have started, or it could not be stopped.
        waiting.join()
        status.stop()
