"""A store at a URL, through fsspec: S3 and what speaks its protocol, and all else that it knows."""

from collections.abc import Callable, Collection
from importlib import import_module
from io import BufferedReader
from typing import Any, BinaryIO

import attrs

from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.storage.addresses import shown

# As small as S3 allows for the parts of a large object: it is what an upload holds in memory.
_PART = 5 * 1024 * 1024
_READ_AHEAD = 1024 * 1024
_IN_MEMORY = "memory://"


@attrs.define
class IncomingObject:
    """An object that is being written; a store shows it only when it is committed."""

    _file: Any
    _kept: bool = False

    def write(self, chunk: bytes) -> None:
        """Add what arrived next."""
        self._file.write(chunk)

    def keep(self) -> None:
        """Let the object appear, whole, under its name."""
        self._file.close()
        self._file.commit()
        self._kept = True

    def close(self) -> None:
        """Let go of it; what was not kept is gone."""
        if not self._kept:
            # Closing it would write the rest first.
            self._file.closed = True
            self._file.discard()


@attrs.frozen
class Objects:
    """The objects below a URL."""

    _files: Any
    _root: str

    @classmethod
    def at(cls, url: str) -> "Objects":
        """Return the objects below a URL, once it was seen to answer; raises EmulatorError."""
        if url.startswith(_IN_MEMORY):
            raise EmulatorError(f"{shown(url)} is seen by one process only, and gone with it.")
        try:
            # Few need it, and it has no types.
            core: Any = import_module("fsspec.core")
            files, root = core.url_to_fs(url, use_listings_cache=False)
            files.makedirs(root, exist_ok=True)
        except ImportError as fault:
            message = f"{shown(url)} needs a package that is not installed: {fault}"
            hint = "for s3:// it is pip install 'fine-tuning-contract[s3]'"
            raise EmulatorError(f"{message}; {hint}") from fault
        except Exception as fault:
            # Every store has errors of its own.
            raise EmulatorError(f"Uploads cannot be kept at {shown(url)}: {fault}") from fault
        return cls(files, root.rstrip("/"))

    @property
    def is_remote(self) -> bool:
        """Tell that reading and writing may take long."""
        return True

    def begin(self, name: str) -> IncomingObject:
        """Open a place for an object that is about to arrive."""
        file = self._files.open(self._path(name), "wb", autocommit=False, block_size=_PART)
        return IncomingObject(file)

    def open(self, name: str) -> BinaryIO:
        """Open an object for reading; raises FileNotFoundError."""
        file = self._files.open(self._path(name), "rb", block_size=_READ_AHEAD)
        # Not every store reads a line up to a limit.
        return BufferedReader(file, _READ_AHEAD)

    def remove(self, name: str) -> None:
        """Remove an object, if it is there."""
        try:
            self._files.rm_file(self._path(name))
        except FileNotFoundError:
            return

    def names(self) -> list[str]:
        """Return the names of all objects."""
        try:
            found: list[str] = self._files.ls(self._root, detail=False)
        except FileNotFoundError:
            # Most stores know no empty folders.
            return []
        return [path.rpartition("/")[2] for path in found]

    def sweep(self, known: Collection[str], is_known: Callable[[str], bool]) -> None:
        """Do nothing: nobody can tell a part that a dead process left from one that arrives."""

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"
