"""A call is over at its deadline, whatever the server does."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sourced import (
    APIConnectionError,
    APITimeoutError,
    AsyncFineTuningClient,
    FineTuningClient,
    InternalServerError,
    InvalidRequestError,
    UnknownOutcomeError,
)

_HEAD = b"HTTP/1.1 200 OK\r\n"
_DROPS = 16
_DROP_SECONDS = 0.05
_SHORT = 0.3
_PATIENCE = 10.0

Deed = Callable[[socket.socket], None]
Serve = Callable[[Deed], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give a server that does one thing on every connection, and return its address."""
    with contextlib.ExitStack() as opened:

        def start(deed: Deed) -> str:
            listening = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
            thread = threading.Thread(target=_accept, args=(listening, deed), daemon=True)
            thread.start()
            opened.callback(thread.join, _PATIENCE)
            # Closing alone would leave the thread in its wait for the next connection.
            opened.callback(listening.shutdown, socket.SHUT_RDWR)
            return f"http://127.0.0.1:{listening.getsockname()[1]}/v1"

        yield start


def _accept(listening: socket.socket, deed: Deed) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):
                deed(connection)


def _drip(connection: socket.socket, drop: bytes) -> None:
    for _ in range(_DROPS):
        connection.sendall(drop)
        threading.Event().wait(_DROP_SECONDS)


def head_drips(connection: socket.socket) -> None:
    """Send a head that never ends."""
    connection.recv(1 << 16)
    connection.sendall(_HEAD + b"X-Slow: ")
    _drip(connection, b"x")


def body_drips(connection: socket.socket) -> None:
    """Send a body that takes two seconds."""
    connection.recv(1 << 16)
    connection.sendall(_HEAD + b"Content-Length: %d\r\n\r\n" % _DROPS)
    _drip(connection, b"x")


def refusal_drips(connection: socket.socket) -> None:
    """Send a refusal whose body takes two seconds."""
    connection.recv(1 << 16)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: %d\r\n\r\n" % _DROPS)
    _drip(connection, b"x")


def sips(connection: socket.socket) -> None:
    """Take a request a little at a time, and never all of it."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    for _ in range(_DROPS):
        connection.recv(4096)
        threading.Event().wait(_DROP_SECONDS)


def silent(connection: socket.socket) -> None:
    """Take a request and say nothing."""
    while connection.recv(1 << 16):
        pass


def _sync(base_url: str, http_client: httpx.Client | None = None, **options: Any) -> Any:
    options = {"deadline": _SHORT, "timeout": _PATIENCE, **options}
    return FineTuningClient(api_key="sk-key", base_url=base_url, http_client=http_client, **options)


def _awaited(base_url: str, use: Callable[[Any], Any], *, given: bool = False) -> Any:
    async def used() -> Any:
        async with httpx.AsyncClient() as carrier:
            client = AsyncFineTuningClient(
                api_key="sk-key",
                base_url=base_url,
                http_client=carrier if given else None,
                deadline=_SHORT,
                timeout=_PATIENCE,
            )
            async with client as calling:
                return await use(calling)

    return asyncio.run(used())


@pytest.mark.parametrize("deed", [head_drips, body_drips, silent], ids=lambda deed: deed.__name__)
@pytest.mark.parametrize("given", [False, True], ids=["own", "given"])
def test_deadline_ends_any_wait(serve: Serve, deed: Deed, *, given: bool) -> None:
    """It does so over an HTTP client of one's own too, sync and async."""
    address = serve(deed)

    with (
        httpx.Client() as carrier,
        _sync(address, carrier if given else None) as client,
        pytest.raises(APITimeoutError) as error,
    ):
        client.models.retrieve("m")
    assert error.value.phase == "total"

    with pytest.raises(APITimeoutError) as error:
        _awaited(address, lambda calling: calling.models.retrieve("m"), given=given)
    assert error.value.phase == "total"


def test_deadline_ends_a_body_that_is_not_taken(serve: Serve) -> None:
    """What a server did with half of an upload is unknown, so nothing is repeated."""
    with (
        _sync(serve(sips)) as client,
        pytest.raises(UnknownOutcomeError, match="deadline passed") as error,
    ):
        client.files.create(file=("f.jsonl", b"x" * (64 << 20)), purpose="fine-tune")

    assert error.value.tries == 1


def test_download_takes_its_time(serve: Serve) -> None:
    """Once its head is there, only the wait for each part is bounded."""
    address = serve(body_drips)

    async def read(calling: Any) -> bytes:
        download = await calling.files.content("f")
        content: bytes = await download.read()
        return content

    with _sync(address) as client:
        assert client.files.content("f").read() == b"x" * _DROPS
    assert _awaited(address, read) == b"x" * _DROPS


@pytest.mark.parametrize("deed", [head_drips, refusal_drips], ids=lambda deed: deed.__name__)
def test_deadline_ends_a_download_that_does_not_begin(serve: Serve, deed: Deed) -> None:
    """The head of a download, and the whole of a refusal, come by the deadline."""
    address = serve(deed)

    with _sync(address) as client, pytest.raises(APITimeoutError):
        client.files.content("f")
    with pytest.raises(APITimeoutError):
        _awaited(address, lambda calling: calling.files.content("f"))


def test_connection_outlives_the_deadline_of_one_call(serve: Serve) -> None:
    """Each call on a kept connection has its own deadline, or none."""

    def answers(connection: socket.socket) -> None:
        body = b'{"id": "m", "object": "model", "created": 1, "owned_by": "me"}'
        for _ in range(3):
            connection.recv(1 << 16)
            threading.Event().wait(_SHORT / 2)
            connection.sendall(_HEAD + b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    with _sync(serve(answers), deadline=_SHORT * 10) as client:
        found = [client.models.retrieve("m").id for _ in range(2)]
        found.append(client.with_options(deadline=None).models.retrieve("m").id)

    assert found == ["m"] * 3


def test_connection_of_a_call_without_a_deadline_serves_one_that_has_it(serve: Serve) -> None:
    """Whoever opened a connection: a later call on it is over at its own deadline."""
    body = b'{"id": "m", "object": "model", "created": 1, "owned_by": "me"}'

    def answers_and_drips(connection: socket.socket) -> None:
        connection.recv(1 << 16)
        connection.sendall(_HEAD + b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        head_drips(connection)

    address = serve(answers_and_drips)
    with _sync(address) as client:
        assert client.with_options(deadline=None).models.retrieve("m").id == "m"
        with pytest.raises(APITimeoutError) as error:
            client.models.retrieve("m")
    assert error.value.phase == "total"

    async def both(calling: Any) -> None:
        assert (await calling.with_options(deadline=None).models.retrieve("m")).id == "m"
        await calling.models.retrieve("m")

    with pytest.raises(APITimeoutError) as error:
        _awaited(address, both)
    assert error.value.phase == "total"


def test_second_try_has_what_the_first_left() -> None:
    """Every phase of a later try is bounded by the time that is left for all of them."""
    bounds: list[dict[str, float]] = []

    def fail(request: httpx.Request) -> httpx.Response:
        bounds.append(request.extensions["timeout"])
        return httpx.Response(503, headers={"retry-after-ms": "10"})

    options = {"transport": httpx.MockTransport(fail), "retries": 1, "timeout": None}
    client = FineTuningClient(api_key="sk-key", deadline=60, **options)
    with client, pytest.raises(InternalServerError):
        client.models.retrieve("m")

    assert all(60 >= first > second > 0 for first, second in zip(*_seconds(bounds), strict=True))


def _seconds(bounds: list[dict[str, float]]) -> list[list[float]]:
    return [[bound[phase] for phase in ("connect", "pool", "read", "write")] for bound in bounds]


@pytest.mark.parametrize("name", ["deadline", "timeout"])
@pytest.mark.parametrize("value", [0, -1.5, float("nan"), "10", httpx.Timeout(5)], ids=str)
def test_time_that_is_none_is_refused(name: str, value: Any) -> None:
    """What is no time is said before anything is sent, not by the operating system."""
    transport = httpx.MockTransport(lambda _: httpx.Response(500))
    options = {"transport": transport, "retries": 0, name: value}
    with FineTuningClient(api_key="sk-key", **options) as client:
        for use in (client.models.retrieve, client.files.content):
            with pytest.raises(InvalidRequestError, match=f"{name} is more than 0 seconds"):
                use("x")


def test_deadline_that_passes_while_a_request_is_made_is_an_error_of_ours(serve: Serve) -> None:
    """No time at all is left for the connection, and that is not the system's to tell."""
    client = _sync(serve(silent), deadline=1e-9, retries=0)
    with client, pytest.raises(APIConnectionError):
        client.models.retrieve("m")
