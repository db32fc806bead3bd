"""The way to the database: connections that read, and transactions that write."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
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
class Database:
    """A database whose tables exist."""

    engine: Engine

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

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Lend a connection for reading."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """Lend a connection whose changes are kept together or not at all."""
        with self.engine.connect() as connection:
            if self.engine.dialect.name == "sqlite":
                # Two readers that both turn into writers would refuse each other.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                _end(connection, "ROLLBACK")
                raise
            _end(connection, "COMMIT")

    def empty(self) -> None:
        """Forget everything."""
        with self.writing() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(table.delete())

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _shown(url: str) -> str:
    # A password in the URL must not reach a log.
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "that was named"


def sqlite_url(path: Path) -> str:
    """Return the URL of the SQLite database in a file."""
    return f"sqlite:///{path}"


def _end(connection: Connection, command: str) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(command)
    elif command == "COMMIT":
        connection.commit()
    else:
        connection.rollback()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Transactions are begun by us: the driver's own would begin too late and only for writing.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)
