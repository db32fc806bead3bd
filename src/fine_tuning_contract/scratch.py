"""Temporary folders, which the next process removes if the one that made them was killed."""

import errno
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks, so nothing is swept there
    fcntl = None  # type: ignore[assignment]

_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def scratch(prefix: str) -> Generator[Path]:
    """
    Lend a folder that is removed at the end, and remove what killed processes left of its kind.

    It stays locked as long as its process lives, so nobody else takes it for abandoned.
    Only this function may make folders whose names begin with the prefix.
    """
    if fcntl is None:  # pragma: no cover - see above
        with tempfile.TemporaryDirectory(prefix=prefix) as name:
            yield Path(name)
        return
    _sweep(prefix)
    folder, lock = _made(prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _made(prefix: str) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix))
        lock = _opened(folder)
        # Whoever sweeps may have taken the folder between these two lines.
        if lock is not None and _is_ours(lock) and folder.exists():
            return folder, lock
        _close(lock)


def _sweep(prefix: str) -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        lock = _opened(folder)
        if lock is not None and _is_ours(lock, sure=True):
            shutil.rmtree(folder, ignore_errors=True)
        _close(lock)


def _opened(folder: Path) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY | _FOLDER)
    except OSError:
        # It is gone already, no folder, or somebody else's.
        return None


def _is_ours(lock: int, *, sure: bool = False) -> bool:
    """Take the lock of an open folder; where there are no locks, nobody is `sure` of it."""
    assert fcntl is not None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        return not sure and fault.errno != errno.EWOULDBLOCK
    return True


def _close(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)
