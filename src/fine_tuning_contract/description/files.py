"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from .failures import DescriptionError


def write_atomically(path: str | Path, text: str) -> None:
    """
    Write a text file as UTF-8 in such a way that no reader ever sees half of it.

    Raises DescriptionError where the place cannot be written to.
    """
    place = Path(path)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _replace(place, text)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{place}: cannot be written: {reason}; choose another place"
        raise DescriptionError(message) from None


def _replace(place: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        # mkstemp keeps the file to its owner; the result should be as readable as any other.
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
