"""A peer that runs: in its own folder, on a free port, until the context ends."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from contract_tests.peers.peers import Peer

_LOOPBACK = "127.0.0.1"
_STOP_SECONDS = 10.0


class CannotStart(Exception):
    """A peer does not answer; the message is what it said last."""


@contextmanager
def running(peer: Peer, folder: Path, upstream: str) -> Generator[str]:
    """Run an installed peer and give its URL; raises CannotStart."""
    port = _free_port()
    for name, text in peer.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    command = [part.format(port=port) for part in peer.command]
    given = {name: text.format(upstream=upstream) for name, text in peer.environment.items()}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - a command written in peers.py
            [str(folder / command[0]), *command[1:]],
            cwd=folder,
            env={**os.environ, **given},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _await(process, port, peer.start_seconds, folder / "server.log")
            yield f"http://{_LOOPBACK}:{port}{peer.path}"
        finally:
            _end(process)


def _free_port() -> int:
    with socket.create_server((_LOOPBACK, 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _await(process: "subprocess.Popen[bytes]", port: int, seconds: float, log: Path) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection((_LOOPBACK, port), timeout=1.0):
                return
        except OSError:
            time.sleep(0.1)
    said = log.read_text(errors="replace").strip().splitlines()[-5:]
    raise CannotStart(" / ".join(said) or f"nothing listens after {seconds:g} s")


def _end(process: "subprocess.Popen[bytes]") -> None:
    # The whole group goes: what a peer has started must not outlive it.
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(_STOP_SECONDS)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
        return
