"""The way to the database: sessions that read, and sessions whose changes stand together."""

from collections import deque
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
from sqlalchemy import Column, Engine, Executable, Select, Table, create_engine, event, select
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.storage.tables import METADATA

_POOL_SIZE = 8
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=10000",
)


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
        return given if self.names is None else [given[name] for name in self.names]


# Statements with filters are made anew for each request, so the cache has an end.
@lru_cache(maxsize=256)
def _compiled(dialect: Dialect, statement: Any) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return _Compiled(str(compiled), compiled.positiontup, fixed)


@attrs.frozen
class Database:
    """A database whose tables exist."""

    engine: Engine
    _idle: deque[Any] = attrs.field(factory=deque[Any])
    _watch: deque[Any] = attrs.field(factory=deque[Any])

    @classmethod
    def open(cls, url: str) -> "Database":
        """Open a database by its URL and make the tables that it lacks."""
        try:
            engine = create_engine(url, poolclass=QueuePool, pool_size=_POOL_SIZE, max_overflow=-1)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _prepare_sqlite)
            METADATA.create_all(engine)
        except (SQLAlchemyError, ImportError) as fault:
            reason = str(getattr(fault, "orig", None) or fault)
            raise EmulatorError(f"The database {_shown(url)} cannot be opened: {reason}") from fault
        return cls(engine)

    @property
    def _is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Lend a session for reading."""
        connection = self._take()
        try:
            yield Session(self.engine.dialect, connection)
        finally:
            self._give(connection)

    @contextmanager
    def writing(self) -> Generator[Session]:
        """Lend a session whose changes are kept together or not at all."""
        with self.reading() as session:
            if self._is_sqlite:
                # Two readers that both turn into writers would refuse each other.
                session.run("BEGIN IMMEDIATE")
            try:
                yield session
            except BaseException:
                session.run("ROLLBACK")
                raise
            session.run("COMMIT")

    def generation(self) -> int | None:
        """
        Return a number that is another one after any change of the data, by any process.

        It is None where the database has no such number. Only one thread may ask.
        """
        if not self._is_sqlite:
            return None
        if not self._watch:
            # The number tells of changes by others, so this connection makes none itself.
            self._watch.append(self.engine.raw_connection())
        row = self._watch[0].cursor().execute("PRAGMA data_version").fetchone()
        return int(row[0])

    def empty(self) -> None:
        """Forget everything."""
        with self.writing() as session:
            for table in METADATA.sorted_tables:
                session.change(table.delete())

    def close(self) -> None:
        """Close every connection."""
        for connections in (self._idle, self._watch):
            while connections:
                connections.pop().close()
        self.engine.dispose()

    def _take(self) -> Any:
        # A local file needs no check whether the connection still stands.
        if self._is_sqlite and self._idle:
            return self._idle.pop()
        return self.engine.raw_connection()

    def _give(self, connection: Any) -> None:
        if self._is_sqlite:
            self._idle.append(connection)
        else:
            connection.close()


def columns(table: Table, names: Sequence[str]) -> Select[Any]:
    """Return the query for some columns of a table, in the order of their names."""
    wanted: list[Column[Any]] = [table.columns[name] for name in names]
    query: Select[Any] = select(*wanted)
    return query


def sqlite_url(path: Path) -> str:
    """Return the URL of the SQLite database in a file."""
    return f"sqlite:///{path}"


def _shown(url: str) -> str:
    # A password in the URL must not reach a log.
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "that was named"


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Transactions are begun by us: the driver's own would begin too late and only for writing.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)
