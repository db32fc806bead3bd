"""Databases to run on: SQLite always, PostgreSQL where its programs are."""

import os
import uuid
from collections.abc import Generator
from pathlib import Path

import pytest
from clusters import MUST_RUN, Cluster, cluster, programs
from fleets import STORAGE, Fleet, fleet

from fine_tuning_contract.emulator import Settings
from fine_tuning_contract.emulator.settings import Limits


@pytest.fixture(scope="session")
def postgres() -> Generator[Cluster]:
    """Run a server of PostgreSQL for the session."""
    where = programs()
    if where is None:
        reason = "the programs of PostgreSQL are not installed (initdb, pg_ctl)"
        if os.environ.get(MUST_RUN):
            pytest.fail(f"{reason}, and {MUST_RUN} says that they are")
        pytest.skip(reason)
    with cluster(where) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return an empty database of each kind."""
    return empty_database(request, tmp_path)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def processes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Fleet]:
    """Serve a database of each kind with three processes for the session."""
    folder = tmp_path_factory.mktemp("processes")
    settings = Settings(
        database=empty_database(request, folder),
        files=str(folder / "files"),
        manual_clock=True,
        limits=Limits(storage_bytes=STORAGE),
    )
    yield from fleet(settings, 3)


@pytest.fixture
def three(processes: Fleet) -> Fleet:
    """Return three processes that have forgotten everything."""
    processes.control.reset()
    return processes


def empty_database(request: pytest.FixtureRequest, folder: Path) -> str:
    """Return an empty database of the kind that a fixture's parameter names."""
    if request.param == "sqlite":
        return str(folder / "emulator.sqlite3")
    running: Cluster = request.getfixturevalue("postgres")
    return running.create(f"emulator_{uuid.uuid4().hex}")
