"""What reading a large text gave, kept on disk for the next time; safe to delete at any time."""

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# A folder to keep entries in; where the variable is set and empty, nothing is kept.
VARIABLE = "FINE_TUNING_CONTRACT_CACHE"
# A smaller text is read about as fast as its entry would be.
SMALLEST = 32 * 1024
MOST_ENTRIES = 64

# The modules that decide what a text means: a change to one of them makes every entry stale.
_READERS = ("json_text.py", "nodes.py", "positions.py", "scalars.py")
_DIGEST = 32
_OF_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def kept(kind: str, text: str, make: Callable[[], Any]) -> Any:
    """
    Return the JSON value that a text was found to give before, or make it and keep it.

    An entry that is damaged, or that cannot be read or written, is as none. So is every entry
    of a folder that others may write to, since what it holds is taken for the text itself.
    """
    place = _place(kind, text) if len(text) >= SMALLEST else None
    if place is None:
        return make()
    with suppress(OSError, ValueError, RecursionError):
        return _opened(place.read_bytes())
    value = make()
    with suppress(OSError, ValueError, RecursionError):
        _keep(place, json.dumps(value, separators=(",", ":")).encode())
    return value


def _place(kind: str, text: str) -> Path | None:
    """Return where the entry of a text is, or would be; None where nothing is to be kept."""
    folder = _folder()
    if folder is None:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder / f"{_key(text)}.{kind}.json" if _is_ours(folder) else None
    except OSError:
        return None


def _folder() -> Path | None:
    given = os.environ.get(VARIABLE)
    if given is not None:
        return Path(given) if given else None
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        # The standard says that a relative path is to be passed over.
        above = Path(base) if base.startswith("/") else Path.home() / ".cache"
    except RuntimeError:
        return None
    return above / "fine-tuning-contract" / "descriptions"


def _is_ours(folder: Path) -> bool:
    """Whether nobody but the user who runs this can write to a folder."""
    if os.name != "posix":
        return True
    found = folder.stat()
    return found.st_uid == os.geteuid() and not found.st_mode & _OF_OTHERS


def _key(text: str) -> str:
    return hashlib.sha256(_engine() + text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _engine() -> bytes:
    """Return a digest of the code that reads texts."""
    here = Path(__file__).parent
    parts = [yaml.__version__.encode(), *((here / name).read_bytes() for name in _READERS)]
    return hashlib.sha256(b"\0".join(parts)).digest()


def _opened(entry: bytes) -> Any:
    digest, body = entry[:_DIGEST], entry[_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        message = "a damaged entry"
        raise ValueError(message)
    return json.loads(body)


def _keep(place: Path, body: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest() + body)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    entries = sorted(place.parent.glob("*.json"), key=lambda each: each.stat().st_mtime)
    for oldest in entries[:-MOST_ENTRIES]:
        oldest.unlink(missing_ok=True)
