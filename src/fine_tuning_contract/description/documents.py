"""Documents: files of YAML or JSON, with the line and column of everything in them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import define, field

from .cache import kept
from .failures import DescriptionError
from .json_text import json_nodes, read_json
from .json_values import is_object
from .nodes import compose, read_yaml
from .pointers import parts_of
from .positions import Positions, tree_of

LARGEST = 64 * 1024 * 1024


def load(path: str | Path) -> "Document":
    """
    Read a YAML or JSON file whose top is an object.

    Raises DescriptionError for a file that is missing, no UTF-8, too large or not valid.
    """
    place = Path(path)
    text = _decode(_read(place), place)
    document = _json(text, place) if _is_json(place) else _yaml(text, place)
    if not is_object(document.content):
        message = f"{document.where('')}: the top of the file is no object; it should be one"
        raise DescriptionError(message)
    return document


def _json(text: str, path: Path) -> "Document":
    content = kept("json", text, lambda: read_json(text, str(path)))
    find = Positions(lambda: tree_of(json_nodes(text)))
    return Document(path, content, find)


def _yaml(text: str, path: Path) -> "Document":
    content = kept("yaml", text, lambda: read_yaml(text, str(path)))
    find = Positions(
        lambda: kept("yaml-positions", text, lambda: tree_of(compose(text, str(path))))
    )
    return Document(path, content, find)


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            message = f"{path}: {size:,} bytes; the limit is {LARGEST:,}: is this the right file?"
            raise DescriptionError(message)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{path}: cannot be read: {reason}; check the path"
        raise DescriptionError(message) from None


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"{path}:{line}:{column}: not UTF-8; save the file as UTF-8"
        raise DescriptionError(message) from None


@define(frozen=True)
class Part:
    """A part of a document that came from another: where it stands in either."""

    pointer: str
    document: "Document"
    origin: str


@define(frozen=True)
class Document:
    """A file's content, which no part of this package changes in place."""

    path: Path
    content: dict[str, Any] = field(repr=False)
    positions: Positions | None = field(default=None, repr=False, eq=False)
    parts: tuple[Part, ...] = field(default=(), repr=False, eq=False)
    # References to other files that were not followed, and why.
    refused: Mapping[str, str] = field(factory=dict[str, str], repr=False, eq=False)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files it was read from, its own first."""
        return tuple(dict.fromkeys([self.path, *(part.document.path for part in self.parts)]))

    def where(self, pointer: str) -> str:
        """Return `file:line:column` of a pointer, or of the nearest place above it."""
        plain = pointer.removeprefix("#")
        outer = [part for part in self.parts if f"{plain}/".startswith(f"{part.pointer}/")]
        if outer:
            part = max(outer, key=lambda each: len(each.pointer))
            return part.document.where(part.origin + plain[len(part.pointer) :])
        if self.positions is None:
            return str(self.path)
        return f"{self.path}:{self.positions.of(parts_of(plain))}"
