"""What a request has to know of a database before all else: has it changed, and what time is it."""

from collections.abc import Hashable
from threading import Lock
from typing import Any

import attrs
from sqlalchemy import Engine

from fine_tuning_contract.emulator.clock import Clock

_STATE = "SELECT frozen_at, shift, (SELECT count(*) FROM faults) FROM clock"
# Two equal snapshots see the same transactions, so nothing was changed between them. The time is
# the server's: the machines that share it may each believe something else.
_POSTGRES = """
SELECT pg_current_snapshot()::text,
       coalesce(frozen_at, extract(epoch FROM clock_timestamp())::float8) + shift,
       (SELECT count(*) FROM faults)
FROM clock
"""


@attrs.frozen
class Pulse:
    """A database at one moment; its mark is another one after any change, by any process."""

    mark: Hashable
    clock: Clock
    faults: int

    def now(self) -> float:
        """Return the emulated time."""
        return self.clock.now()


@attrs.define
class SqliteWatch:
    """
    Feels the pulse of a file.

    SQLite tells a connection of changes that others made, so this one makes none.
    """

    _engine: Engine
    _lock: Any = attrs.field(factory=Lock)
    _connection: Any = None
    _cursor: Any = None
    _last: Pulse | None = None

    def pulse(self) -> Pulse:
        """Return what is true now; what did not change is not read again."""
        with self._lock:
            cursor = self._cursor or self._open()
            mark = cursor.execute("PRAGMA data_version").fetchone()[0]
            last = self._last
            if last is None or last.mark != mark:
                *clock, faults = cursor.execute(_STATE).fetchone()
                last = self._last = Pulse(mark, Clock(*clock), faults)
            return last

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = self._cursor = None

    def _open(self) -> Any:
        self._connection = self._engine.raw_connection()
        self._cursor = self._connection.cursor()
        return self._cursor


@attrs.frozen
class PostgresWatch:
    """Feels the pulse of a PostgreSQL database."""

    _engine: Engine

    def pulse(self) -> Pulse:
        """Return what is true now."""
        connection = self._engine.raw_connection()
        try:
            return pulse_of(connection)
        finally:
            connection.close()

    def close(self) -> None:
        """Hold nothing."""


def pulse_of(connection: Any) -> Pulse:
    """Return what is true now, by a connection to PostgreSQL."""
    cursor = connection.cursor()
    cursor.execute(_POSTGRES)
    mark, now, faults = cursor.fetchone()
    return Pulse(mark, Clock(frozen_at=now), faults)
