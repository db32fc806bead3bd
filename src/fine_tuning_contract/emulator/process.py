"""An emulator in a process of its own, for tests and for the contract suite."""

import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import attrs

from fine_tuning_contract.emulator.control.remote import Control
from fine_tuning_contract.emulator.problems import EmulatorError
from fine_tuning_contract.emulator.settings import (
    GraderEndpoint,
    Key,
    Limits,
    Pace,
    Settings,
)

_LOOPBACK = "127.0.0.1"
_START_SECONDS = 30.0
_STOP_SECONDS = 5.0

# The child sees the modules that we see, and keys travel through a pipe, never through argv.
_CHILD = """
import gc, json, sys
# Imports make no garbage to speak of, and looking for it takes a tenth of their time.
gc.disable()
order = json.loads(sys.stdin.readline())
sys.path[:] = order["path"]
from fine_tuning_contract.emulator.child import main
main(order)
"""


@attrs.frozen
class RunningEmulator:
    """An emulator that answers; `url` ends in /v1."""

    url: str
    api_key: str = attrs.field(repr=False)
    admin_key: str = attrs.field(repr=False)
    control: Control
    process: subprocess.Popen[str] = attrs.field(repr=False)

    def stop(self) -> None:
        """Stop the emulator; stopping it twice does no harm."""
        stop(self.process)


@contextmanager
def start(settings: Settings | None = None, *, workers: int = 1) -> Generator[RunningEmulator]:
    """Run an emulator on a free loopback port until the context ends."""
    running = launch(settings or Settings(), workers=workers)
    try:
        yield running
    finally:
        running.stop()


def launch(settings: Settings, *, workers: int = 1) -> RunningEmulator:
    """Start an emulator, wait until it answers, and leave stopping it to the caller."""
    # The socket listens before the child exists: nobody can take the port in between.
    with socket.create_server((_LOOPBACK, 0), backlog=1024) as listening:
        port: int = listening.getsockname()[1]
        process = spawn(settings, listening, workers=workers)
    running = RunningEmulator(
        url=f"http://{_LOOPBACK}:{port}/v1",
        api_key=settings.api_key,
        admin_key=settings.admin_key,
        control=Control(f"http://{_LOOPBACK}:{port}/_emulator", settings.admin_key),
        process=process,
    )
    try:
        _await_answer(process, port)
    except BaseException:
        running.stop()
        raise
    return running


def spawn(
    settings: Settings, listening: socket.socket, *, workers: int = 1, apart: bool = False
) -> subprocess.Popen[str]:
    """Start a process that serves a socket; with `apart`, signals of a terminal pass it by."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
        [sys.executable, "-c", _CHILD],
        stdin=subprocess.PIPE,
        # It carries nothing but the reason why the child cannot start.
        stdout=subprocess.PIPE,
        text=True,
        pass_fds=(listening.fileno(),),
        process_group=0 if apart else None,
    )
    order = {
        "path": sys.path,
        "fd": listening.fileno(),
        "settings": to_json(settings),
        "workers": workers,
    }
    assert process.stdin is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    return process


def _await_answer(process: subprocess.Popen[str], port: int) -> None:
    # The first connection waits in the socket's queue until the child accepts it.
    deadline = time.monotonic() + _START_SECONDS
    with socket.create_connection((_LOOPBACK, port), timeout=_START_SECONDS) as probe:
        probe.sendall(b"GET /_ready HTTP/1.1\r\nhost: emulator\r\nconnection: close\r\n\r\n")
        probe.settimeout(0.05)
        while time.monotonic() < deadline:
            try:
                if probe.recv(1):
                    return
            except TimeoutError:
                pass
            except ConnectionError:
                process.wait(_STOP_SECONDS)
            if process.poll() is not None:
                raise EmulatorError(last_words(process))
    raise EmulatorError(f"The emulator did not answer within {_START_SECONDS:g} seconds.")


def stop(process: subprocess.Popen[str]) -> None:
    """Stop a process that `spawn` started; stopping it twice does no harm."""
    stdin: IO[str] | None = process.stdin
    if stdin is not None and not stdin.closed:
        # The child ends when this pipe does, so it never outlives us.
        with contextlib.suppress(BrokenPipeError):
            stdin.close()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def last_words(process: subprocess.Popen[str]) -> str:
    """Return why a process ended, as far as it could tell."""
    reason = process.stdout.read().strip() if process.stdout is not None else ""
    return reason or f"The emulator ended at once, with code {process.returncode}."


def to_json(settings: Settings) -> dict[str, Any]:
    """Return settings as plain JSON values."""
    content = attrs.asdict(settings)
    content["description"] = None if settings.description is None else str(settings.description)
    return content


def from_json(content: dict[str, Any]) -> Settings:
    """Return the settings that `to_json` wrote."""
    endpoint, description = content["grader_endpoint"], content["description"]
    members: dict[str, Any] = {
        **content,
        "keys": tuple(Key(**key) for key in content["keys"]),
        "hosts": tuple(content["hosts"]),
        "pace": Pace(**content["pace"]),
        "limits": Limits(**content["limits"]),
        "grader_endpoint": None if endpoint is None else GraderEndpoint(**endpoint),
        "description": None if description is None else Path(description),
    }
    return Settings(**members)
