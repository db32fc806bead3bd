"""`serve` says with which keys and where, serves until it is stopped, and then ends quietly."""

import re
import signal
import socket
import subprocess
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from click.testing import Result

from fine_tuning_contract.emulator import Settings

Run = Callable[..., Result]
Spawn = Callable[..., subprocess.Popen[str]]

KEY = "sk-key-of-the-caller"
ADMIN_KEY = "sk-admin-key-of-the-caller"


def lines_until_served(process: subprocess.Popen[str]) -> tuple[list[str], str]:
    """Return what the server says until it serves, and where that is."""
    told: list[str] = []
    assert process.stderr is not None
    for line in process.stderr:
        told.append(line)
        found = re.search(r"serving (http://\S+?/v1)\b", line)
        if found:
            return told, found[1]
    raise AssertionError(f"it ended before it served: {''.join(told)}")


def get(url: str, key: str) -> httpx.Response:
    """Return the answer to a request with a key."""
    return httpx.get(f"{url}/models", headers={"Authorization": f"Bearer {key}"})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_server_is_stopped_by_a_signal(spawn: Spawn, number: signal.Signals) -> None:
    """An interrupt is the usual end: no traceback, and no exit code of a failure."""
    process = spawn("serve", "--port", "0")
    _, url = lines_until_served(process)
    assert get(url, "sk-test").status_code == 200

    process.send_signal(number)
    out, err = process.communicate(timeout=10)

    assert process.returncode in (0, 128 + number, -number)
    assert "Traceback" not in out + err
    assert out == ""


def test_server_takes_keys_from_the_environment(spawn: Spawn) -> None:
    """The user's keys are used and named by their variables, and never shown."""
    process = spawn("serve", "--port", "0", OPENAI_API_KEY=KEY, OPENAI_ADMIN_KEY=ADMIN_KEY)
    told, url = lines_until_served(process)

    statuses = [get(url, key).status_code for key in (KEY, "sk-test", "sk-wrong")]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)

    everything = "".join(told) + out + err
    assert statuses == [200, 401, 401]
    assert "ordinary key: from OPENAI_API_KEY" in everything
    assert "admin key: from OPENAI_ADMIN_KEY" in everything
    assert KEY not in everything
    assert ADMIN_KEY not in everything


def test_server_without_keys_says_which_it_takes(spawn: Spawn) -> None:
    """Without keys in the environment, the well-known ones are shown."""
    process = spawn("serve", "--port", "0", "--api-key-env", "NONE", "--admin-key-env", "NONE")

    told, _ = lines_until_served(process)

    assert told[0] == "ordinary key: sk-test (NONE is not set)\n"
    assert told[1] == "admin key: sk-admin (NONE is not set)\n"


def test_database_is_still_there_after_a_restart(spawn: Spawn, tmp_path: Any) -> None:
    """What was uploaded before the server was stopped is there when it is started again."""
    headers = {"Authorization": "Bearer sk-test"}
    ids: list[list[str]] = []
    for _ in range(2):
        process = spawn("serve", "--port", "0", "--database", tmp_path / "emulator.db")
        _, url = lines_until_served(process)
        if not ids:
            upload = {"file": ("a.jsonl", b'{"messages": []}\n')}
            data = {"purpose": "fine-tune"}
            httpx.post(f"{url}/files", headers=headers, files=upload, data=data).raise_for_status()
        listed = httpx.get(f"{url}/files", headers=headers).json()["data"]
        ids.append([file["id"] for file in listed])
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)

    assert ids[0] == ids[1]
    assert len(ids[0]) == 1


def test_settings_are_what_the_options_say(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, database and clock reach the emulator, and the place is told when it serves."""
    served: list[Any] = []

    def serve(
        settings: Settings, host: str, port: int, announce: Callable[[str], None], workers: int
    ) -> None:
        served.append((settings, host, port, workers))
        announce("http://x.test/v1")

    monkeypatch.setattr("fine_tuning_contract.commands.serving.serve", serve)

    result = run(
        *("serve", "--host", "::1", "--port", "1", "--database", "x.db", "--manual-clock"),
        *("--uploads", "files", "--max-upload", "2MiB", "--max-storage", "1g", "--workers", "3"),
        env={"OPENAI_API_KEY": KEY},
    )

    (settings, host, port, workers), *_ = served
    assert (host, port, workers) == ("::1", 1, 3)
    assert (settings.files, settings.limits.upload_bytes) == ("files", 2 * 2**20)
    assert settings.limits.storage_bytes == 2**30
    assert (settings.api_key, settings.admin_key) == (KEY, "sk-admin")
    assert (settings.database, settings.manual_clock) == ("x.db", True)
    assert "serving http://x.test/v1" in result.stderr


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--port", "99999"], "--port"),
        (["--port", "x"], "--port"),
        (["--speed", "0"], "--speed"),
        (["--workers", "0"], "--workers"),
        (["--max-upload", "much"], "--max-upload"),
        (["--database", "postgresql://me:secret@host/db"], "FINE_TUNING_DATABASE_URL"),
        (["--database", "postgresql://host/db?password=secret"], "PGPASSWORD"),
        (["--uploads", "s3://me:secret@bucket"], "AWS_SECRET_ACCESS_KEY"),
        (["--speed", "2", "--manual-clock"], "--manual-clock"),
        (["further"], "further"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_option_is_told(run: Run, options: list[str], named: str) -> None:
    """A wrong option ends with 2 and its name."""
    result = run("serve", *options)

    assert result.exit_code == 2
    assert named in result.stderr
    assert "secret@" not in result.output


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--database", "nope://x"], "nope"),
        (["--database", "/no/such/folder/x.db"], "/no/such/folder"),
        (["--database", "postgresql:///x"], "--uploads"),
        (["--uploads", "nope://x"], "nope"),
        (["--host", "256.1.1.1", "--port", "0"], "256.1.1.1"),
    ],
    ids=["no-database", "no-folder", "no-uploads", "no-store", "no-address"],
)
def test_place_that_cannot_be_used_is_told(spawn: Spawn, options: list[str], named: str) -> None:
    """A database or an address that there is not ends with 3 and its name."""
    process = spawn("serve", *options)

    _, err = process.communicate(timeout=20)

    assert process.returncode == 3
    assert named in err
    assert "Traceback" not in err


def test_occupied_port_is_told(spawn: Spawn) -> None:
    """A port that somebody else has ends with 3 and its number."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        process = spawn("serve", "--port", port)

        _, err = process.communicate(timeout=20)

    assert process.returncode == 3
    assert str(port) in err
    assert "in use" in err.lower()
    assert "Traceback" not in err
