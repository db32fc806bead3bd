"""Bytes sent by hand: slowly, all at once, or not to their end."""

import json
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import urlsplit

import h11

from fine_tuning_contract.conformance import (
    Answer,
    Exchange,
    MissingPrerequisite,
    NotApplicable,
    Request,
    Session,
)

from .steps import Json

_SECONDS = 10.0
_MOST_BYTES = 65536
_MOMENT = 0.05


def request_for(api: Session, method: str, path: str, body: Json | None = None) -> Request:
    """Return a request with the target's ordinary key, as it goes over the wire."""
    content = b"" if body is None else json.dumps(body).encode()
    headers = {
        "host": urlsplit(api.target.url).netloc,
        "authorization": f"Bearer {api.target.api_key}",
        "content-length": str(len(content)),
    }
    if content:
        headers["content-type"] = "application/json"
    return Request(method, api.target.url + path, tuple(headers.items()), content)


def send_at_once(api: Session, requests: Sequence[Request]) -> list[Answer]:
    """
    Send all requests over one connection before any answer is read; return the answers.

    There are fewer answers than requests if the server says that it closes the connection.
    """

    def ask() -> list[Answer]:
        with _connected(api) as connection:
            connection.sendall(b"".join(_bytes(request) for request in requests))
            return list(_answers(api, connection, requests))

    return _patiently(api, requests, ask)


def send_in_pieces(api: Session, request: Request, pieces: int, pause: float) -> Answer:
    """Send the head of a request, then its body piece by piece, and return the answer."""
    size = -(-len(request.body) // pieces)

    def ask() -> list[Answer]:
        with _connected(api) as connection:
            connection.sendall(_head(request))
            for start in range(0, len(request.body), size):
                time.sleep(pause)
                connection.sendall(request.body[start : start + size])
            return list(_answers(api, connection, [request]))

    return _patiently(api, [request], ask)[0]


def hang_up(api: Session, request: Request, missing: int) -> None:
    """Send a request that announces more bytes than it has, and hang up."""
    told = str(len(request.body) + missing)
    headers = {**dict(request.headers), "content-length": told}
    longer = Request(request.method, request.url, tuple(headers.items()), request.body)
    api.courier.demand(longer)
    with _connected(api) as connection:
        connection.sendall(_bytes(longer))
        # What was sent must have arrived before the end does.
        time.sleep(_MOMENT)
    # A server that does something all the same needs a moment for it.
    time.sleep(2 * _MOMENT)


def _patiently(
    api: Session, requests: Sequence[Request], ask: Callable[[], list[Answer]]
) -> list[Answer]:
    """Ask within the limits of the run, and again where the target limits the rate."""
    waits = 0
    while True:
        for request in requests:
            api.courier.demand(request)
        answers = ask()
        if not any(api.courier.waited(answer, waits) for answer in answers):
            return answers
        waits += 1


def _connected(api: Session) -> socket.socket:
    parts = urlsplit(api.target.url)
    secure = parts.scheme == "https"
    if api.target.proxy:
        raise NotApplicable("the target is reached through a proxy, which rewrites these bytes")
    try:
        plain = socket.create_connection(
            (parts.hostname or "", parts.port or (443 if secure else 80)), _SECONDS
        )
        context = ssl.create_default_context(cafile=api.target.ca) if secure else None
        return context.wrap_socket(plain, server_hostname=parts.hostname) if context else plain
    except OSError as error:
        raise MissingPrerequisite(f"no connection to {parts.netloc}: {error}") from error


def _answers(
    api: Session, connection: socket.socket, requests: Iterable[Request]
) -> Iterator[Answer]:
    """Yield the answer to each request, judged as every answer is."""
    left = b""
    for request in requests:
        started = time.perf_counter()
        reader = h11.Connection(h11.CLIENT)
        reader.send(h11.Request(method=request.method, target="/", headers=[("host", "a")]))
        reader.send(h11.EndOfMessage())
        if left:
            # To h11, no bytes are the end of the connection.
            reader.receive_data(left)
        answer = _read(reader, connection, started)
        exchange = Exchange(request, answer, None if answer else "the connection was closed")
        api.courier.note(exchange)
        faults = api.oracle.judge_any(exchange)
        assert answer is not None, "; ".join(faults)
        assert not faults, "; ".join(faults)
        yield answer
        if reader.their_state is not h11.DONE or "close" in answer.headers.get("connection", ""):
            return
        left = reader.trailing_data[0]


def _read(reader: h11.Connection, connection: socket.socket, started: float) -> Answer | None:
    head: h11.Response | None = None
    body = b""
    while True:
        try:
            event = reader.next_event()
            if event is h11.NEED_DATA:
                reader.receive_data(connection.recv(_MOST_BYTES))
                continue
        except (OSError, h11.RemoteProtocolError):
            return None
        if isinstance(event, h11.Response):
            head = event
        if isinstance(event, h11.Data):
            body += event.data
        if isinstance(event, h11.EndOfMessage | h11.ConnectionClosed) or event is h11.PAUSED:
            break
    if head is None:
        return None
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}
    return Answer(head.status_code, headers, body, time.perf_counter() - started)


def _bytes(request: Request) -> bytes:
    return _head(request) + request.body


def _head(request: Request) -> bytes:
    parts = urlsplit(request.url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    lines = [f"{request.method} {target} HTTP/1.1", *(f"{n}: {v}" for n, v in request.headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
