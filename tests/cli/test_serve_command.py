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


def test_occupied_port_is_told(spawn: Spawn) -> None:
    """A port that somebody else has ends with 3 and its number."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        _, err = spawn("serve", "--port", port).communicate(timeout=20)

    assert str(port) in err
    assert "in use" in err.lower()
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("options", "code", "named"),
    [
        (["--port", "99999"], 2, "--port"),
        (["--port", "x"], 2, "--port"),
        (["--speed", "0"], 2, "--speed"),
        (["--speed", "2", "--manual-clock"], 2, "--manual-clock"),
        (["--database", "nope://x"], 3, "nope"),
        (["--database", "/no/such/folder/x.db"], 3, "/no/such/folder"),
        (["--host", "256.1.1.1", "--port", "0"], 3, "256.1.1.1"),
        (["further"], 2, "further"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_served_is_told(
    spawn: Spawn, options: list[str], code: int, named: str
) -> None:
    """A wrong option ends with 2, a place that cannot be used with 3; both name it."""
    process = spawn("serve", *options)

    _, err = process.communicate(timeout=20)

    assert named in err
    assert "Traceback" not in err
    assert process.returncode == code
