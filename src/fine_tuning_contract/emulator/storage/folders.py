"""A folder as a store: files are written aside and moved to their place when they are whole."""

import contextlib
import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import BinaryIO

import attrs

from fine_tuning_contract.emulator.problems import EmulatorError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows does not remove what is open anyway
    fcntl = None  # type: ignore[assignment]

_INCOMING = "incoming-"


@attrs.define
class IncomingFile:
    """
    A file that is being written.

    It stays locked until it is closed: this tells it from what a killed process left.
    """

    _folder: Path
    _name: str
    _file: BinaryIO

    @property
    def _aside(self) -> Path:
        return self._folder / f"{_INCOMING}{self._name}"

    def write(self, chunk: bytes) -> None:
        """Add what arrived next."""
        self._file.write(chunk)

    def keep(self) -> None:
        """Let the file appear, whole, under its name."""
        self._file.flush()
        os.replace(self._aside, self._folder / self._name)  # noqa: PTH105 - names the operation: atomic

    def close(self) -> None:
        """Let go of it; what was not kept is gone."""
        self._aside.unlink(missing_ok=True)
        self._file.close()


@attrs.frozen
class Folder:
    """The files of a folder."""

    path: Path

    @classmethod
    def at(cls, path: str) -> "Folder":
        """Return a folder, made if it is missing; raises EmulatorError if that cannot be."""
        folder = Path(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise EmulatorError(f"Uploads cannot be kept in {folder}: {fault}") from fault
        return cls(folder)

    @property
    def is_remote(self) -> bool:
        """Tell that reading and writing do not take long."""
        return False

    def begin(self, name: str) -> IncomingFile:
        """Open a place for a file that is about to arrive."""
        while True:
            aside = self.path / f"{_INCOMING}{name}"
            file = aside.open("wb")
            # Whoever sweeps may have taken the file between these two lines.
            if _locked(file) and aside.exists():
                return IncomingFile(self.path, name, file)
            file.close()

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading; raises FileNotFoundError."""
        return (self.path / name).open("rb")

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        (self.path / name).unlink(missing_ok=True)

    def names(self) -> list[str]:
        """Return the names of all files that are whole."""
        return [name for name in os.listdir(self.path) if not name.startswith(_INCOMING)]  # noqa: PTH208 - ten times as fast

    def sweep(self, known: Collection[str], is_known: Callable[[str], bool]) -> None:
        """Remove what killed processes left; what is being written is locked, and stays."""
        for name in os.listdir(self.path):  # noqa: PTH208 - ten times as fast
            if name.startswith((_INCOMING, "file-")) and name not in known:
                with contextlib.suppress(FileNotFoundError):
                    self._remove_abandoned(name, is_known)

    def _remove_abandoned(self, name: str, is_known: Callable[[str], bool]) -> None:
        path = self.path / name
        with path.open("rb") as file:
            # Its writer may have finished while we came here.
            if _locked(file) and not is_known(name):
                path.unlink(missing_ok=True)


def _locked(file: BinaryIO) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
