"""An emulator on a real socket, in a thread of this process, with a clock that tests advance."""

import json
from collections.abc import Callable, Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest
from callers import WHOLE_JOB, Caller, Json, Serve, Served, serve_in_thread

from fine_tuning_contract.emulator import Settings
from fine_tuning_contract.emulator.control.remote import Control
from fine_tuning_contract.emulator.settings import DEFAULT_ADMIN_KEY, DEFAULT_API_KEY, Key


@pytest.fixture
def serve() -> Generator[Serve]:
    """Return a function that serves an emulator with other settings until the test ends."""
    running: list[Generator[Served]] = []

    def start(**settings: Any) -> Served:
        running.append(serve_in_thread(Settings(**settings)))
        return next(running[-1])

    yield start
    for one in running:
        next(one, None)


@pytest.fixture(scope="session")
def shared() -> Generator[Served]:
    """Serve one emulator for the whole session; it has two organizations."""
    keys = (
        Key(DEFAULT_API_KEY),
        Key(DEFAULT_ADMIN_KEY, admin=True),
        Key("sk-other", organization="org-other", project="proj_other"),
        Key("sk-other-admin", organization="org-other", project="proj_other", admin=True),
    )
    yield from serve_in_thread(Settings(keys=keys, manual_clock=True))


@pytest.fixture
def emulator(shared: Served) -> Served:
    """Return an emulator that has forgotten everything."""
    shared.control.reset()
    return shared


@pytest.fixture
def control(emulator: Served) -> Control:
    """Return the emulator's controls."""
    return emulator.control


@pytest.fixture(scope="session")
def clients(shared: Served) -> Generator[Callable[[str], httpx.Client]]:
    """Return a function that gives the session's HTTP client for a key."""
    opened: dict[str, httpx.Client] = {}

    def client(key: str) -> httpx.Client:
        if key not in opened:
            opened[key] = shared.client(key)
        return opened[key]

    yield client
    for one in opened.values():
        one.close()


@pytest.fixture
def api(emulator: Served, clients: Callable[[str], httpx.Client]) -> Caller:
    """Return a caller with an ordinary key."""
    assert emulator
    return Caller(clients(DEFAULT_API_KEY))


@pytest.fixture
def admin(emulator: Served, clients: Callable[[str], httpx.Client]) -> Caller:
    """Return a caller with an admin key."""
    assert emulator
    return Caller(clients(DEFAULT_ADMIN_KEY))


@pytest.fixture
def stranger(emulator: Served, clients: Callable[[str], httpx.Client]) -> Caller:
    """Return a caller of another organization."""
    assert emulator
    return Caller(clients("sk-other"))


@pytest.fixture
def succeeded_job(api: Caller, control: Control) -> Json:
    """Return a job that has succeeded, with a validation file."""
    job = api.create(validation_file=api.upload())
    control.advance(WHOLE_JOB)
    return api.job(job["id"])


@pytest.fixture
def running_job(api: Caller, control: Control) -> Json:
    """Return a job that is half through its training of a hundred steps."""
    job = api.create()
    control.advance(12)
    return api.job(job["id"])


@pytest.fixture
def endpoint() -> Generator[Callable[[Any], tuple[str, list[Json]]]]:
    """Return a function that serves one reply as a chat endpoint, and keeps what it was asked."""
    servers: list[HTTPServer] = []

    def serve_reply(reply: Any) -> tuple[str, list[Json]]:
        asked: list[Json] = []

        class Chat(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                self.send_response(500 if reply is None else 200)
                self.end_headers()
                self.wfile.write(json.dumps(reply).encode())

            def log_message(self, *_: Any) -> None:
                """Keep quiet."""

        servers.append(HTTPServer(("127.0.0.1", 0), Chat))
        Thread(target=servers[-1].serve_forever, args=[0.01], daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/v1", asked

    yield serve_reply
    for one in servers:
        one.shutdown()
        one.server_close()
