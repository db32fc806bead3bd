"""The way to the database: sessions that read, and sessions whose changes stand together."""

from collections import deque
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import attrs
from sqlalchemy import Column, Engine, Executable, Select, Table, select
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import SQLAlchemyError

from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.storage.addresses import database_url, shown
from fine_tuning_contract.emulator.storage.engines import engine_for
from fine_tuning_contract.emulator.storage.pulses import PostgresWatch, Pulse, SqliteWatch, pulse_of
from fine_tuning_contract.emulator.storage.tables import METADATA
from fine_tuning_contract.emulator.storage.versions import bring_up_to_date

# Whoever changes everything at once waits at this gate until those who change a little are through.
_GATE = 7_355_608
_BEGIN = f"BEGIN; SELECT pg_advisory_xact_lock_shared({_GATE})"
_BEGIN_ALONE = f"BEGIN; SELECT pg_advisory_xact_lock({_GATE})"


@attrs.frozen
class Session:
    """
    A connection that is lent for a while.

    SQLAlchemy writes the SQL, once for each statement; the driver runs it. What
    SQLAlchemy does around every execution takes longer than SQLite takes to answer.
    """

    _dialect: Dialect
    _connection: Any

    def rows(self, statement: Executable, **values: Any) -> list[Any]:
        """Return what a query finds."""
        found: list[Any] = self._run(statement, values).fetchall()
        return found

    def first(self, statement: Executable, **values: Any) -> Any:
        """Return the first row that a query finds, or None."""
        return self._run(statement, values).fetchone()

    def change(self, statement: Executable, **values: Any) -> int:
        """Change rows and return how many there were."""
        return int(self._run(statement, values).rowcount)

    def pulse(self) -> Pulse:
        """Return what PostgreSQL says of the time, without another connection."""
        return pulse_of(self._connection)

    def run(self, text: str) -> None:
        """Run a command of the database itself."""
        self._connection.cursor().execute(text)

    def _run(self, statement: Executable, values: Mapping[str, Any]) -> Any:
        compiled = _compiled(self._dialect, statement)
        cursor = self._connection.cursor()
        cursor.execute(compiled.text, compiled.arguments(values))
        return cursor


@attrs.frozen
class _Compiled:
    """A statement as a driver takes it; `names` are in the driver's order where it counts them."""

    text: str
    names: Sequence[str] | None
    fixed: Mapping[str, Any]

    def arguments(self, values: Mapping[str, Any]) -> Any:
        given = {**self.fixed, **values} if self.fixed else values
        if self.names is None:
            return {name: _without_nul(value) for name, value in given.items()}
        return [given[name] for name in self.names]


def _without_nul(value: Any) -> Any:
    # PostgreSQL's text has no NUL. What is stored has none either, so that only a search for
    # something unknown can bring one, and finds nothing in this form too.
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


# Statements with filters are made anew for each request, so the cache has an end.
@lru_cache(maxsize=256)
def _compiled(dialect: Dialect, statement: Any) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return _Compiled(str(compiled), compiled.positiontup, fixed)


@attrs.frozen
class Database:
    """A database whose tables are up to date."""

    engine: Engine
    _watch: SqliteWatch | PostgresWatch
    _idle: deque[Any] = attrs.field(factory=deque[Any])

    @classmethod
    def open(cls, database: str) -> "Database":
        """Open a database by its path or URL, and make or change the tables that it lacks."""
        engine = engine_for(database_url(database))
        try:
            bring_up_to_date(engine)
        except (SQLAlchemyError, ImportError) as fault:
            engine.dispose()
            reason = str(getattr(fault, "orig", None) or fault).strip()
            message = f"The database {shown(database)} cannot be opened: {reason}"
            raise EmulatorError(message) from fault
        except EmulatorError:
            engine.dispose()
            raise
        is_sqlite = engine.dialect.name == "sqlite"
        return cls(engine, SqliteWatch(engine) if is_sqlite else PostgresWatch(engine))

    @property
    def is_remote(self) -> bool:
        """Tell whether an answer may take long enough to hold up others."""
        return self.engine.dialect.name != "sqlite"

    def pulse(self, session: Session | None = None) -> Pulse:
        """
        Return the mark of the last change, and what every request has to know.

        Whoever holds a session passes it: who waits for a second one may wait for ever.
        """
        if session is not None and self.is_remote:
            return session.pulse()
        return self._watch.pulse()

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Lend a session for reading; each of its statements sees what is true then."""
        connection = self._take()
        try:
            yield Session(self.engine.dialect, connection)
        except Exception as fault:
            self._look_after(connection, fault)
            raise
        finally:
            self._give(connection)

    @contextmanager
    def writing(self, *, alone: bool = False) -> Generator[Session]:
        """
        Lend a session whose changes are kept together or not at all.

        With `alone`, nobody else changes anything meanwhile.
        """
        with self.reading() as session:
            session.run(self._beginning(alone=alone))
            try:
                yield session
            except BaseException:
                session.run("ROLLBACK")
                raise
            session.run("COMMIT")

    def close(self) -> None:
        """Close every connection."""
        while self._idle:
            self._idle.pop().close()
        self._watch.close()
        self.engine.dispose()

    def _beginning(self, *, alone: bool) -> str:
        if self.is_remote:
            return _BEGIN_ALONE if alone else _BEGIN
        # Two readers that both turn into writers would refuse each other.
        return "BEGIN IMMEDIATE"

    def _take(self) -> Any:
        # A local file needs no check whether the connection still stands.
        if self._idle:
            return self._idle.pop()
        return self.engine.raw_connection()

    def _give(self, connection: Any) -> None:
        if self.is_remote:
            connection.close()
        else:
            self._idle.append(connection)

    def _look_after(self, connection: Any, fault: Any) -> None:
        """Give up all connections if one is found dead: they end together with their server."""
        driver: Any = self.engine.dialect.loaded_dbapi
        if self.is_remote and isinstance(fault, driver.Error):
            own = connection.dbapi_connection
            if own is None or self.engine.dialect.is_disconnect(fault, own, None):
                self.engine.dispose()


def columns(table: Table, names: Sequence[str]) -> Select[Any]:
    """Return the query for some columns of a table, in the order of their names."""
    wanted: list[Column[Any]] = [table.columns[name] for name in names]
    query: Select[Any] = select(*wanted)
    return query


def empty(session: Session) -> None:
    """Forget everything."""
    for table in METADATA.sorted_tables:
        session.change(table.delete())
