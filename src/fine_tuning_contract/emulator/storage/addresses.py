"""Where a database lies, as users say it: a path or a URL, which never shows its password."""

from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from fine_tuning_contract.emulator.problems import EmulatorError

_POSTGRES = ("postgresql", "postgres")
_DRIVER = "postgresql+psycopg"


def database_url(database: str) -> URL:
    """Return the URL of a database that is named by a path or a URL; raises EmulatorError."""
    if "://" not in database:
        return make_url(f"sqlite:///{database}")
    try:
        url = make_url(database)
    except ArgumentError as fault:
        raise EmulatorError(f"{shown(database)} is not the URL of a database.") from fault
    if url.drivername in _POSTGRES:
        url = url.set(drivername=_DRIVER)
    if url.drivername not in ("sqlite", _DRIVER):
        message = f"{shown(database)}: only sqlite:/// and postgresql:// are supported."
        raise EmulatorError(message)
    if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        message = "A database in memory is seen by one connection only: leave --database out"
        raise EmulatorError(f"{message}, and a temporary file is used.")
    return url


def sqlite_path(database: str) -> Path | None:
    """Return the file that a database lies in, or None if it has a server of its own."""
    url = database_url(database)
    return Path(url.database or "") if url.drivername == "sqlite" else None


def has_password(url: str) -> bool:
    """Tell whether a URL carries a password, in whatever place URLs have for it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.password is not None or "password=" in parts.query


def shown(url: str) -> str:
    """Return a URL without its password."""
    if "://" not in url:
        return url
    scheme, _, rest = url.partition("://")
    place = rest.rpartition("@")[2].partition("?")[0]
    return f"{scheme}://{place}"
