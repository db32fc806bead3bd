"""Documents: files of YAML or JSON, with the line and column of everything in them."""

from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import define, field
from yaml import Node

from .failures import DescriptionError
from .json_text import json_nodes, read_json
from .json_values import is_object
from .nodes import child, compose, position, read_yaml
from .pointers import parts_of

LARGEST = 64 * 1024 * 1024


def load(path: str | Path) -> "Document":
    """
    Read a YAML or JSON file whose top is an object.

    Raises DescriptionError for a file that is missing, no UTF-8, too large or not valid.
    """
    place = Path(path)
    text = _decode(_read(place), place)
    content = read_json(text, str(place)) if _is_json(place) else read_yaml(text, str(place))
    document = Document(path=place, content=content, text=text)
    if not is_object(content):
        message = f"{document.where('')}: the top of the file is no object; it should be one"
        raise DescriptionError(message)
    return document


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


@define(frozen=True, slots=False)
class Document:
    """A file's content, which no part of this package changes in place."""

    path: Path
    content: dict[str, Any] = field(repr=False)
    text: str = field(repr=False, default="")

    @cached_property
    def _root(self) -> Node | None:
        if not self.text:
            return None
        return json_nodes(self.text) if _is_json(self.path) else compose(self.text, str(self.path))

    def where(self, pointer: str) -> str:
        """Return `file:line:column` of a pointer, or of the nearest place above it."""
        node = self._root
        if node is None:
            return str(self.path)
        shown = node
        for part in parts_of(pointer):
            below = child(node, part)
            if below is None:
                break
            shown, node = below
        return f"{self.path}:{position(shown)}"
