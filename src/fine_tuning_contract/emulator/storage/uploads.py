"""The content of uploaded files, hashed on its way into a store and never half there."""

import hashlib
from collections.abc import Callable, Collection
from typing import Any, BinaryIO, Protocol, Self

import attrs

from fine_tuning_contract.emulator.identifiers import new
from fine_tuning_contract.emulator.storage.folders import Folder


class Incoming(Protocol):
    """A content that is being written, which nobody sees until it is kept."""

    def write(self, chunk: bytes) -> None:
        """Add what arrived next."""

    def keep(self) -> None:
        """Let the content appear, whole, under its name."""

    def close(self) -> None:
        """Let go of it; what was not kept is gone."""


class Store(Protocol):
    """A place for contents under names that the emulator gave them."""

    @property
    def is_remote(self) -> bool:
        """Tell whether reading and writing may take long."""
        ...

    def begin(self, name: str) -> Incoming:
        """Open a place for a content that is about to arrive."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Open a content for reading; raises FileNotFoundError."""
        ...

    def remove(self, name: str) -> None:
        """Remove a content, if it is there."""

    def names(self) -> list[str]:
        """Return the names of all contents."""
        ...

    def sweep(self, known: Collection[str], is_known: Callable[[str], bool]) -> None:
        """Remove what a killed process left; what was not known before may be known by now."""


@attrs.define
class Upload:
    """
    A file on its way in.

    Leaving the context without `keep` removes what was written.
    """

    file_id: str
    _incoming: Incoming
    size: int = 0
    _digest: Any = attrs.field(factory=hashlib.sha256)

    def write(self, chunk: bytes) -> None:
        """Add what arrived next."""
        self._incoming.write(chunk)
        self._digest.update(chunk)
        self.size += len(chunk)

    @property
    def sha256(self) -> str:
        """Return the digest of what has arrived."""
        return str(self._digest.hexdigest())

    def keep(self) -> None:
        """Give the file its place."""
        self._incoming.keep()

    def __enter__(self) -> Self:
        """Return the upload itself."""
        return self

    def __exit__(self, *_fault: object) -> None:
        """Remove what was not kept."""
        self._incoming.close()


@attrs.frozen
class Content:
    """The content of a file: how many bytes, and how to open it."""

    size: int
    _store: Store
    _name: str

    def open(self) -> BinaryIO:
        """Open it for reading; raises FileNotFoundError if it was deleted meanwhile."""
        return self._store.open(self._name)


@attrs.frozen
class Uploads:
    """All contents, named by the ids of their files."""

    store: Store

    @classmethod
    def at(cls, place: str) -> "Uploads":
        """Return the uploads in a folder, or at a URL that fsspec knows."""
        if "://" not in place or place.startswith("file://"):
            return cls(Folder.at(place.removeprefix("file://")))
        # Its import takes longer than the rest of the start, and few need it.
        from fine_tuning_contract.emulator.storage.objects import Objects  # noqa: PLC0415 - see above

        return cls(Objects.at(place))

    @property
    def is_remote(self) -> bool:
        """Tell whether reading and writing may take long enough to hold up others."""
        return self.store.is_remote

    def begin(self) -> Upload:
        """Open a place for a file that is about to arrive, and give it its id."""
        file_id = new("file-", 22)
        return Upload(file_id, self.store.begin(file_id))

    def content(self, file_id: str, size: int) -> Content:
        """Return the content of a file that the database knows."""
        return Content(size, self.store, file_id)

    def open(self, file_id: str) -> BinaryIO:
        """Open a file for reading; raises FileNotFoundError if it was deleted meanwhile."""
        return self.store.open(file_id)

    def remove(self, file_id: str) -> None:
        """Remove a file's content."""
        self.store.remove(file_id)
