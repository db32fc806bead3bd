"""The content of uploaded files, on disk."""

import hashlib
import os
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import attrs

from fine_tuning_contract.emulator.identifiers import new


@attrs.define
class Upload:
    """
    A file on its way in: written aside, and moved to its place when it is whole.

    Leaving the context without `keep` removes what was written.
    """

    _folder: Path
    _path: Path
    _file: BinaryIO
    size: int = 0
    _digest: Any = attrs.field(factory=hashlib.sha256)

    def write(self, chunk: bytes) -> None:
        """Add what arrived next."""
        self._file.write(chunk)
        self._digest.update(chunk)
        self.size += len(chunk)

    @property
    def sha256(self) -> str:
        """Return the digest of what has arrived."""
        return str(self._digest.hexdigest())

    def keep(self, file_id: str) -> None:
        """Give the file its place."""
        self._file.close()
        os.replace(self._path, self._folder / file_id)  # noqa: PTH105 - names the operation: atomic

    def __enter__(self) -> Self:
        """Return the upload itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what was not kept."""
        self._file.close()
        self._path.unlink(missing_ok=True)


@attrs.frozen
class Uploads:
    """A folder of files named by the ids that the emulator gave them."""

    folder: Path

    def begin(self) -> Upload:
        """Open a place for a file that is about to arrive."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / new("incoming-")
        return Upload(self.folder, path, path.open("wb"))

    def path(self, file_id: str) -> Path:
        """Return where a file's content lies; the id is one that the database knows."""
        return self.folder / file_id

    def remove(self, file_id: str) -> None:
        """Remove a file's content."""
        self.path(file_id).unlink(missing_ok=True)

    def empty(self) -> None:
        """Remove the content of every file."""
        for path in self.folder.glob("*"):
            path.unlink(missing_ok=True)
