"""Files that a description refers to: those below its own folder, and no others."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from attrs import define, field

from .documents import Document, load
from .failures import DescriptionError
from .pointers import look_up

MOST_FILES = 1000

_NETWORK = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//|[A-Za-z][A-Za-z0-9+.-]+:")
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")


@define(frozen=True)
class Origin:
    """A place in a file: the file, with every link followed, and a pointer into it."""

    file: Path
    pointer: str

    def __str__(self) -> str:
        """Return file and pointer as a reference spells them."""
        return f"{self.file}#{self.pointer}"


class RefusedError(Exception):
    """A reference that is not followed; the text says why."""


@define
class Folder:
    """The files below the folder of one description, each read when it is first needed."""

    first: Document
    _files: dict[Path, Document] = field(factory=dict[Path, Document])

    def __attrs_post_init__(self) -> None:
        """Begin with the file that all others are found from."""
        self._files[self.entry] = self.first

    @property
    def entry(self) -> Path:
        """The first file, with every link followed."""
        return self.first.path.resolve()

    @property
    def read(self) -> tuple[Path, ...]:
        """The files that were read, the first one included."""
        return tuple(document.path for document in self._files.values())

    def resolve(self, target: str, file: Path) -> Origin:
        """
        Return the place that a reference in a file names.

        Raises RefusedError if it may not be followed, or leads to nothing, and
        DescriptionError if the file that it leads to is not valid.
        """
        name, _, fragment = target.partition("#")
        found = self._file(name, file) if name else file
        origin = Origin(found, unquote(fragment))
        self.content(origin)
        return origin

    def document(self, file: Path) -> Document:
        """Return the document in a file that was resolved before."""
        return self._files[file]

    def content(self, origin: Origin) -> Any:
        """Return what stands at a place; raises RefusedError if nothing does."""
        document = self._files[origin.file]
        if origin.pointer and not origin.pointer.startswith("/"):
            raise RefusedError("names an anchor; name the place, as in #/components/schemas/Pet")
        try:
            return look_up(document.content, origin.pointer)
        except KeyError:
            raise RefusedError(f"{document.path} has nothing there") from None

    def _file(self, name: str, beside: Path) -> Path:
        if _ABSOLUTE.match(name) and not name.startswith("//"):
            raise RefusedError("an absolute path; name the file from where the reference stands")
        if _NETWORK.match(name):
            raise RefusedError("an address; nothing is fetched, so put the file into the folder")
        top = self.entry.parent
        try:
            found = (beside.parent / unquote(name)).resolve()
            there = found.is_file()
        except (OSError, RuntimeError, ValueError):
            raise RefusedError("a path that cannot be followed") from None
        if not found.is_relative_to(top):
            raise RefusedError(f"leads out of the folder {self.first.path.parent}")
        if not there:
            raise RefusedError("no such file")
        self._load(found, self.first.path.parent / found.relative_to(top))
        return found

    def _load(self, file: Path, shown: Path) -> None:
        if file in self._files:
            return
        if len(self._files) >= MOST_FILES:
            message = f"{self.first.path}: refers to more than {MOST_FILES} files; join some"
            raise DescriptionError(message)
        self._files[file] = load(shown)
