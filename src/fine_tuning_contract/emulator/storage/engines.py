"""Engines: how connections to each kind of database are made."""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from fine_tuning_contract.emulator.problems import EmulatorError

_POOL_SIZE = 8
# A server takes a hundred connections unless it is told otherwise, and serves several of us.
_MOST_CONNECTIONS = 12
_CONNECT_SECONDS = 10
_PRAGMAS = (
    "PRAGMA busy_timeout=30000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
)
_NO_DRIVER = (
    "PostgreSQL needs a driver that is not installed: pip install 'fine-tuning-contract[postgres]'"
)


def engine_for(url: URL) -> Engine:
    """Return the engine of a database; connections are made when they are needed."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, poolclass=QueuePool, pool_size=_POOL_SIZE, max_overflow=-1)
        event.listen(engine, "connect", _prepare_sqlite)
        return engine
    return _postgres_engine(url)


def _postgres_engine(url: URL) -> Engine:
    try:
        # A read is one statement: a transaction around it would cost two journeys more.
        wanted = {"autocommit": True, "client_encoding": "utf8"}
        return create_engine(
            url,
            pool_size=_POOL_SIZE,
            max_overflow=_MOST_CONNECTIONS - _POOL_SIZE,
            connect_args={**wanted, "connect_timeout": _CONNECT_SECONDS},
        )
    except ImportError as fault:
        raise EmulatorError(_NO_DRIVER) from fault


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Transactions are begun by us: the driver's own would begin too late and only for writing.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)
