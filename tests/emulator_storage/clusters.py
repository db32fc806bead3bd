"""A PostgreSQL of the tests' own: made in a temporary folder, gone at the end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

MUST_RUN = "FINE_TUNING_TEST_POSTGRES"
_USER = "emulator"
# It is thrown away: what a power cut would lose does not matter.
_HASTY = "-c fsync=off -c full_page_writes=off -c listen_addresses= -c max_connections=200"


@attrs.frozen
class Cluster:
    """A server that listens on a socket in its folder."""

    folder: Path
    programs: Path

    def url(self, database: str = "postgres") -> str:
        """Return the URL of a database."""
        return f"postgresql+psycopg://{_USER}@/{database}?host={self.folder}"

    def create(self, database: str) -> str:
        """Create an empty database and return its URL."""
        import psycopg  # noqa: PLC0415 - only where there is a server

        connection = psycopg.connect(host=str(self.folder), user=_USER, dbname="postgres")
        with connection:
            connection.autocommit = True
            connection.execute(f'CREATE DATABASE "{database}"')  # type: ignore[call-overload]
        return self.url(database)

    def restart(self) -> None:
        """Stop the server at once, with all its connections, and start it again."""
        control(self, "stop", "-m", "immediate")
        start(self)


def programs() -> Path | None:
    """Return where the programs of a server are, or None."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@contextmanager
def cluster(where: Path) -> Generator[Cluster]:
    """Run a server until the context ends."""
    # Its name is short because a socket's path must be; pytest's folders are closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="ftc-pg-"))
    made = Cluster(folder, where)
    try:
        if _is_root():
            shutil.chown(folder, _owner())
        run(made, "initdb", "-U", _USER, "-E", "UTF8", "--locale=C", "--no-sync", "-A", "trust")
        start(made)
        try:
            yield made
        finally:
            control(made, "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(of: Cluster) -> None:
    """Start a server and wait until it answers."""
    options = f"{_HASTY} -c unix_socket_directories={of.folder}"
    control(of, "start", "-l", str(of.folder / "log"), "-o", options)


def control(of: Cluster, *words: str) -> None:
    """Tell a server what to do, and wait until it is done."""
    run(of, "pg_ctl", "-w", *words)


def run(of: Cluster, program: str, *words: str) -> None:
    """Run a program of the server; a server refuses to be run by root."""
    as_other: dict[str, Any] = {"user": _owner(), "group": _owner()} if _is_root() else {}
    command = [str(of.programs / program), "-D", str(of.folder / "data"), *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=of.folder, **as_other)


def _is_root() -> bool:
    return os.geteuid() == 0


def _owner() -> str:
    return "postgres"
