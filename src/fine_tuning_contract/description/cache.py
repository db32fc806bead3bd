"""What reading a large text gave, kept on disk for the next time; safe to delete at any time."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

SWITCH = "FINE_TUNING_CONTRACT_NO_CACHE"
# A smaller text is read about as fast as its entry would be.
SMALLEST = 32 * 1024
MOST_ENTRIES = 64

# The modules that decide what a text means: a change to one of them makes every entry stale.
_READERS = ("json_text.py", "nodes.py", "positions.py", "scalars.py")


def kept(kind: str, text: str, make: Callable[[], Any]) -> Any:
    """
    Return the JSON value that a text was found to give before, or make it and keep it.

    An entry that is damaged, or that cannot be read or written, is as none.
    """
    folder = _folder()
    if folder is None or len(text) < SMALLEST:
        return make()
    place = folder / f"{_key(text)}.{kind}.json"
    with suppress(OSError, ValueError, RecursionError):
        return _opened(place.read_bytes())
    value = make()
    with suppress(OSError, ValueError, RecursionError):
        _keep(place, json.dumps(value, separators=(",", ":")).encode())
    return value


def _folder() -> Path | None:
    if os.environ.get(SWITCH):
        return None
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        # The standard says that a relative path is to be passed over.
        above = Path(base) if base.startswith("/") else Path.home() / ".cache"
    except RuntimeError:
        return None
    return above / "fine-tuning-contract" / "descriptions"


def _key(text: str) -> str:
    return hashlib.sha256(_engine() + text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _engine() -> bytes:
    """Return a digest of the code that reads texts."""
    here = Path(__file__).parent
    return hashlib.sha256(b"\0".join((here / name).read_bytes() for name in _READERS)).digest()


def _opened(entry: bytes) -> Any:
    digest, _, body = entry.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        message = "a damaged entry"
        raise ValueError(message)
    return json.loads(body)


def _keep(place: Path, body: bytes) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    entries = sorted(place.parent.glob("*.json"), key=lambda each: each.stat().st_mtime)
    for oldest in entries[:-MOST_ENTRIES]:
        oldest.unlink(missing_ok=True)
