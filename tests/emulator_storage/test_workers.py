"""Workers on one socket: replaced when they die, gone when they should be."""

import glob
import os
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clusters import Cluster
from fleets import JOBS, client, fleet, good, uploaded

from fine_tuning_contract.emulator import EmulatorError, RunningEmulator, Settings, serve, start
from fine_tuning_contract.emulator.process import launch
from fine_tuning_contract.emulator.storage import engines
from fine_tuning_contract.emulator.storage.addresses import database_url, has_password, shown
from fine_tuning_contract.emulator.storage.database import Database


def workers(of: RunningEmulator) -> list[int]:
    """Return the processes that serve for an emulator."""
    place = f"/proc/{of.process.pid}/task/{of.process.pid}/children"
    return [int(word) for word in Path(place).read_text(encoding="ascii").split()]


def eventually(is_so: Callable[[], bool]) -> bool:
    """Wait until something is so, or give up."""
    for _ in range(1000):
        if is_so():
            return True
        time.sleep(0.02)
    return False


def is_gone(process: int) -> bool:
    """Tell whether a process has ended."""
    try:
        return ") Z " in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return True


def test_workers_share_what_is_temporary() -> None:
    """Without a named database, all workers use one, and nothing of it stays behind."""
    with start(Settings(manual_clock=True), workers=2) as running:
        folder = temporary_folders()
        file_ids = set[str]()
        for _ in range(4):
            # Each connection may meet another worker.
            with client(running) as http:
                file_ids.add(uploaded(http))
                found = {file["id"] for file in good(http.get("/files"))["data"]}

    assert found == file_ids
    assert len(folder) >= 1
    assert not folder & temporary_folders()


def temporary_folders() -> set[str]:
    """Return the folders of emulators that lie in the place for temporary ones."""
    return set(glob.glob(f"{tempfile.gettempdir()}/emulated-fine-tuning-*"))  # noqa: PTH207 - plain names


@pytest.fixture
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is temporary be made where no other test makes any."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


pytestmark = pytest.mark.usefixtures("own_temporary_folder")


def test_dead_worker_is_replaced() -> None:
    """A worker that is killed takes nothing with it, and another one comes in its place."""
    with start(Settings(manual_clock=True), workers=2) as running:
        assert eventually(lambda: len(workers(running)) == 2)
        first = workers(running)
        with client(running) as http:
            file_id = uploaded(http)
        os.kill(first[0], signal.SIGKILL)
        assert eventually(lambda: len(set(workers(running)) - {first[0]}) == 2)
        with client(running) as http:
            assert eventually(lambda: http.get(f"/files/{file_id}").status_code == 200)


def test_workers_end_with_the_process_that_looks_after_them() -> None:
    """When it is killed, its workers end by themselves."""
    running = launch(Settings(manual_clock=True), workers=2)
    assert eventually(lambda: len(workers(running)) == 2)
    served_by = workers(running)
    running.process.kill()
    running.stop()

    assert all(eventually(lambda process=process: is_gone(process)) for process in served_by)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    "settings",
    [
        {"database": "/nowhere/at/all.sqlite3"},
        {"files": "/proc/no/folder"},
        {"description": Path("/nowhere.yml")},
    ],
    ids=["database", "uploads", "description"],
)
def test_what_cannot_start_leaves_nothing(settings: dict[str, Any], count: int) -> None:
    """An emulator that cannot start says why, once, and leaves no temporary folder."""
    with pytest.raises(EmulatorError, match=r"nowhere|/proc/no/folder"):
        launch(Settings(**settings), workers=count)

    assert temporary_folders() == set()


@pytest.mark.parametrize("count", [1, 2])
def test_port_in_use_leaves_nothing(count: int) -> None:
    """Where somebody else has the port, no temporary folder stays behind."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EmulatorError, match=f"Cannot listen on 127.0.0.1:{port}"):
            serve(Settings(), port=port, workers=count)

    assert temporary_folders() == set()


def test_emulator_outlives_a_restart_of_its_database(postgres: Cluster, tmp_path: Path) -> None:
    """After the database server was away, the emulator answers as if nothing had been."""
    settings = Settings(database=postgres.create("restarted"), files=str(tmp_path / "files"))
    served = fleet(settings, 1)
    three = next(served)
    job = three.create()
    postgres.restart()
    path = f"{JOBS}/{job['id']}"

    assert eventually(lambda: three.any.get(path).status_code == 200)
    answers = [three.any.get(path).status_code for _ in range(20)]
    assert answers == [200] * 20
    next(served, None)


def test_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg, the message names the extra."""

    def missing(*_: Any, **__: Any) -> Any:
        raise ModuleNotFoundError("No module named 'psycopg'")

    monkeypatch.setattr(engines, "create_engine", missing)

    with pytest.raises(EmulatorError, match=r"pip install 'fine-tuning-contract\[postgres\]'"):
        Database.open("postgresql://host/db")


@pytest.mark.parametrize(
    "database",
    [
        "postgresql://me:hidden@127.0.0.1:1/db",
        "postgresql+psycopg://127.0.0.1:1/db?user=me&password=hidden",
    ],
)
def test_password_is_never_shown(database: str) -> None:
    """Neither messages nor what describes an emulator hold the password of its database."""
    with pytest.raises(EmulatorError, match=r"127\.0\.0\.1") as told:
        Database.open(database)

    assert has_password(database)
    assert "hidden" not in f"{told.value} {shown(database)} {Settings(database=database)}"


@pytest.mark.parametrize("database", ["mysql://host/db", "sqlite://", "sqlite:///:memory:", "://"])
def test_database_that_is_none_is_refused(database: str) -> None:
    """A database of another kind, or one that only one connection sees, is refused in words."""
    with pytest.raises(EmulatorError, match=r"supported|leave --database out|is not the URL"):
        database_url(database)


def test_database_server_needs_a_place_for_uploads() -> None:
    """Processes on many machines must find each other's files: a place has to be named."""
    with pytest.raises(EmulatorError, match="--uploads"):
        launch(Settings(database="postgresql:///db"))
