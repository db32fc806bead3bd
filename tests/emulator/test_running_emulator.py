"""Emulators in processes of their own: how they start, stop, and keep what they were told."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from callers import Caller

from fine_tuning_contract.emulator import EmulatorError, Settings, serve, start
from fine_tuning_contract.emulator.process import from_json, launch, to_json
from fine_tuning_contract.emulator.settings import GraderEndpoint, Key, Limits, Pace


def test_started_emulator_answers_until_it_is_left() -> None:
    """Inside the context it answers, afterwards nothing listens."""
    with start() as running, Caller.to(running.url, running.api_key) as caller:
        job = caller.create()
        seen = caller.job(job["id"])

    assert seen["id"] == job["id"]
    with pytest.raises(httpx.ConnectError):
        httpx.get(running.url)


def test_two_emulators_share_nothing() -> None:
    """Each has its own port and its own data."""
    with start() as first, start() as second:
        with Caller.to(first.url, first.api_key) as caller:
            caller.create()
        with Caller.to(second.url, second.api_key) as caller:
            jobs = caller.get("/fine_tuning/jobs")["data"]

    assert first.url != second.url
    assert jobs == []


def test_keys_are_not_shown() -> None:
    """What describes an emulator does not print its keys."""
    settings = Settings.with_keys("sk-hidden", "sk-hidden-admin")
    with start(settings) as running:
        shown = repr(running) + repr(settings) + repr(running.control)

    assert (running.api_key, running.admin_key) == ("sk-hidden", "sk-hidden-admin")
    assert "hidden" not in shown


def test_settings_survive_the_way_to_the_process() -> None:
    """Every setting arrives."""
    settings = Settings(
        database="a.sqlite3",
        files="files",
        keys=(Key("a", "org-a", "proj_a"), Key("b", admin=True)),
        speed=3.0,
        seed=5,
        wire=True,
        description=Path("d.yml"),
        pace=Pace(1, 2, 3),
        limits=Limits(body_bytes=10),
        grader_endpoint=GraderEndpoint("http://x", "k", 1.0),
    )

    assert from_json(json.loads(json.dumps(to_json(settings)))) == settings


def test_emulator_that_cannot_start_is_an_error() -> None:
    """A database that cannot be opened ends in one message, not in a wait."""
    with pytest.raises(EmulatorError, match="unable to open database file"):
        launch(Settings(database="/nowhere/at/all.sqlite3"))


def test_emulator_ends_with_its_parent() -> None:
    """When the process that started it is killed, the emulator ends by itself."""
    code = (
        "import time\nfrom fine_tuning_contract.emulator.process import launch\n"
        "from fine_tuning_contract.emulator import Settings\n"
        "print(launch(Settings()).url, flush=True)\ntime.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment
    )
    with parent:
        assert parent.stdout is not None
        port = int(parent.stdout.readline().strip().removesuffix("/v1").rpartition(":")[2])
        parent.send_signal(signal.SIGKILL)

    assert closes(port)


def closes(port: Any) -> Any:
    """Wait until nothing listens on a port, or give up."""
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return True
        time.sleep(0.02)
    return False


def test_database_in_a_file_outlives_a_kill(tmp_path: Path) -> None:
    """What was acknowledged before a SIGKILL is there when the database is opened again."""
    settings = Settings(database=str(tmp_path / "emulator.sqlite3"))
    running = launch(settings)
    with Caller.to(running.url, running.api_key) as caller:
        jobs = [caller.create()["id"] for _ in range(5)]
        file_id = caller.upload_text("kept")
    running.process.send_signal(signal.SIGKILL)
    running.stop()
    with start(settings) as again, Caller.to(again.url, again.api_key) as caller:
        found = [job["id"] for job in caller.get("/fine_tuning/jobs")["data"]]
        content = caller.http.get(f"/files/{file_id}/content").text

    assert found == jobs[::-1]
    assert content == "kept"


def test_stopping_twice_does_no_harm() -> None:
    """An emulator can be stopped again."""
    running = launch(Settings())
    running.stop()
    running.stop()

    assert running.process.returncode == 0


def test_missing_description_is_an_error(tmp_path: Path) -> None:
    """A description that is not there is named."""
    with pytest.raises(EmulatorError, match=r"nowhere\.yml"):
        launch(Settings(description=tmp_path / "nowhere.yml"))


def test_port_in_use_is_an_error() -> None:
    """A port that somebody has is named."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(EmulatorError, match=f"Cannot listen on 127.0.0.1:{port}"):
            serve(Settings(), port=port)


def test_speed_must_be_positive() -> None:
    """No job would ever end at speed zero."""
    with pytest.raises(ValueError, match="speed"):
        Settings(speed=0)
