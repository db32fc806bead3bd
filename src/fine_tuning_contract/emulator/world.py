"""Everything that an operation may look at or change."""

import tempfile
from pathlib import Path
from typing import Any

import attrs

from fine_tuning_contract.emulator.access import Caller
from fine_tuning_contract.emulator.clock import Clock
from fine_tuning_contract.emulator.control.script import Script
from fine_tuning_contract.emulator.settings import Settings
from fine_tuning_contract.emulator.storage.database import Database, sqlite_url
from fine_tuning_contract.emulator.storage.files import StoredFile
from fine_tuning_contract.emulator.storage.snapshots import Snapshots
from fine_tuning_contract.emulator.storage.uploads import Uploads

Json = dict[str, Any]


@attrs.frozen
class World:
    """The state of an emulator."""

    settings: Settings
    database: Database
    uploads: Uploads
    clock: Clock
    script: Script
    snapshots: Snapshots
    temporary: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def open(cls, settings: Settings) -> "World":
        """Open the database and the folder of uploads, temporary ones if none are named."""
        temporary = None
        if settings.database is None or settings.files is None:
            temporary = tempfile.TemporaryDirectory(prefix="fine-tuning-emulator-")
        database = Database.open(_url(settings, temporary))
        uploads = Uploads(_folder(settings, temporary))
        clock = _clock(settings)
        snapshots = Snapshots(database, uploads, clock)
        return cls(settings, database, uploads, clock, Script(), snapshots, temporary)

    def now(self) -> float:
        """Return the emulated time."""
        return self.clock.now()

    def reset(self) -> None:
        """Forget everything that happened since the start."""
        self.database.empty()
        self.uploads.empty()
        self.script.empty()
        self.snapshots.forget()
        self.clock.set_to(_clock(self.settings))

    def close(self) -> None:
        """Close the database and remove what was temporary."""
        self.snapshots.forget()
        self.database.close()
        if self.temporary is not None:
            self.temporary.cleanup()


@attrs.frozen
class Request:
    """A request that fits the description: who asks, for what, and with which values."""

    caller: Caller
    ids: dict[str, str]
    query: Json
    body: Json

    @property
    def organization(self) -> str:
        """Return the organization whose data the request sees."""
        return self.caller.organization


@attrs.frozen
class Download:
    """The content of a file, as an answer: text that was made, or a path to stream from."""

    file: StoredFile
    path: Path | None = None
    content: bytes = b""


def _clock(settings: Settings) -> Clock:
    return Clock.manual() if settings.manual_clock else Clock()


def _url(settings: Settings, temporary: tempfile.TemporaryDirectory[str] | None) -> str:
    if settings.database is not None:
        is_url = "://" in settings.database
        return settings.database if is_url else sqlite_url(Path(settings.database))
    assert temporary is not None
    return sqlite_url(Path(temporary.name, "emulator.sqlite3"))


def _folder(settings: Settings, temporary: tempfile.TemporaryDirectory[str] | None) -> Path:
    if settings.files is not None:
        return Path(settings.files)
    if settings.database is not None and "://" not in settings.database:
        return Path(settings.database + "-files")
    assert temporary is not None
    return Path(temporary.name, "files")
