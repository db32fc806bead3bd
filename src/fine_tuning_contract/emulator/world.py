"""Everything that an operation may look at or change."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from typing import Any

import attrs

from fine_tuning_contract.emulator.access import Caller
from fine_tuning_contract.emulator.control.script import Script
from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.settings import Settings
from fine_tuning_contract.emulator.storage import clocks, files, snapshots
from fine_tuning_contract.emulator.storage.addresses import sqlite_path
from fine_tuning_contract.emulator.storage.database import Database, Session, empty
from fine_tuning_contract.emulator.storage.files import StoredFile
from fine_tuning_contract.emulator.storage.pulses import Pulse
from fine_tuning_contract.emulator.storage.uploads import Content, Uploads
from fine_tuning_contract.scratch import scratch

Json = dict[str, Any]


@attrs.frozen
class World:
    """The state of an emulator, which any number of processes may share."""

    settings: Settings
    database: Database
    uploads: Uploads
    script: Script
    _ending: ExitStack

    @classmethod
    def open(cls, settings: Settings) -> "World":
        """Open the database and the uploads, temporary ones if none are named."""
        ending = ExitStack()
        try:
            world = cls._opened(ending.enter_context(settled(settings)), ending)
            world.start()
        except BaseException:
            ending.close()
            raise
        return world

    @classmethod
    def _opened(cls, settings: Settings, ending: ExitStack) -> "World":
        database = Database.open(settings.database or "")
        ending.callback(database.close)
        uploads = Uploads.at(settings.files or "")
        return cls(settings, database, uploads, Script(database), ending)

    def start(self) -> None:
        """Set the clock going and remove what killed processes left."""
        with self.database.writing(alone=True) as session:
            clocks.start(session, manual=self.settings.manual_clock)
        with self.database.reading() as session:
            known = snapshots.uploaded(session) | snapshots.kept(session)
            self.uploads.store.sweep(known, lambda name: self._is_known(session, name))

    def pulse(self) -> Pulse:
        """Return the mark of the last change, and what every request has to know."""
        return self.database.pulse()

    def now(self, session: Session | None = None) -> float:
        """Return the emulated time; whoever holds a session passes it."""
        return self.database.pulse(session).now()

    def advance(self, seconds: float) -> None:
        """Move the emulated time forward."""
        with self.database.writing() as session:
            clocks.advance(session, seconds)

    def reset(self) -> None:
        """Forget everything that happened since the start, and all snapshots."""
        with self.database.writing(alone=True) as session:
            empty(session)
            clocks.start(session, manual=self.settings.manual_clock)
            names = self.uploads.store.names()
        for name in names:
            self.uploads.remove(name)

    def keep(self, name: str) -> None:
        """Keep the present state under a name."""
        with self.database.writing(alone=True) as session:
            snapshots.take(session, name)

    def restore(self, name: str) -> None:
        """Return to a state that was kept; raises Refused if there is none of that name."""
        with self.database.writing(alone=True) as session:
            before = snapshots.uploaded(session)
            snapshots.restore(session, name)
            clocks.start(session, manual=self.settings.manual_clock)
            gone = before - snapshots.uploaded(session)
        self.forget_contents(gone)

    def forget_contents(self, file_ids: set[str]) -> None:
        """Remove the contents of files that were deleted, but for those a snapshot brings back."""
        with self.database.reading() as session:
            needed = {file_id for file_id in file_ids if snapshots.keeps(session, file_id)}
        for file_id in file_ids - needed:
            self.uploads.remove(file_id)

    def close(self) -> None:
        """Close the database and remove what was temporary."""
        self._ending.close()

    def _is_known(self, session: Session, name: str) -> bool:
        return files.is_uploaded(session, name) or snapshots.keeps(session, name)


@attrs.frozen
class Request:
    """
    A request that fits the description: who asks, for what, with which values, and when.

    What changes something asks the clock again, once nobody else can change it.
    """

    caller: Caller
    ids: dict[str, str]
    query: Json
    body: Json
    now: float

    @property
    def organization(self) -> str:
        """Return the organization whose data the request sees."""
        return self.caller.organization


@attrs.frozen
class Download:
    """The content of a file, as an answer: text that was made, or what is to be streamed."""

    file: StoredFile
    stored: Content | None = None
    content: bytes = b""


@contextmanager
def settled(settings: Settings) -> Generator[Settings]:
    """
    Lend settings that name a database and a place for uploads.

    What they do not name is temporary, and gone at the end.
    """
    with ExitStack() as temporary:
        if settings.database is None:
            folder = temporary.enter_context(scratch("emulated-fine-tuning-"))
            database = str(folder / "emulator.sqlite3")
            settings = attrs.evolve(settings, database=database)
        if settings.files is None:
            settings = attrs.evolve(settings, files=_beside(settings.database or ""))
        yield settings


def _beside(database: str) -> str:
    path = sqlite_path(database)
    if path is None:
        message = (
            "A database server needs a place for uploads that every process sees:"
            " name a folder or a URL such as s3://bucket/folder with --uploads."
        )
        raise EmulatorError(message)
    return f"{path}-files"
