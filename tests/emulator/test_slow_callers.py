"""Connections that stop: each is ended in its time, with an answer if one can still be given."""

import json
import socket
import time

import pytest
from callers import Caller, Serve

from fine_tuning_contract.emulator.settings import Limits

HEAD = b"POST /v1/fine_tuning/jobs HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-test\r\n"
QUICK = Limits(head_seconds=0.2, body_seconds=0.2)


def ending(port: int, sent: bytes) -> bytes:
    """Send something, then nothing, and return all that comes back until the connection ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        parts: list[bytes] = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(HEAD, id="half a head"),
        pytest.param(HEAD + b"content-length: 100\r\n\r\n{", id="half a body"),
    ],
)
def test_request_that_stops_is_told_so(serve: Serve, sent: bytes) -> None:
    """A caller who stops in the middle is answered 408, and the connection is free again."""
    answer = ending(serve(limits=QUICK).port, sent)

    assert answer.startswith(b"HTTP/1.1 408")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"] == "request_timeout"


def test_connection_without_a_request_is_closed(serve: Serve) -> None:
    """Whoever says nothing is told nothing."""
    assert ending(serve(limits=QUICK).port, b"") == b""


def test_slow_body_is_welcome_while_it_moves(serve: Serve) -> None:
    """Only rest is limited: a body may take longer than that in all."""
    served = serve(limits=Limits(body_seconds=1.0))

    pieces = iter((b'{"model":', b'"x"', b"}"))
    with served.client("sk-test") as http:
        headers = {"content-type": "application/json"}
        answer = http.post("/fine_tuning/jobs", content=pieces, headers=headers)

    assert answer.json()["error"]["code"] == "missing_required_parameter"


def test_caller_who_does_not_read_is_left(serve: Serve) -> None:
    """An answer that nobody takes does not keep its connection for ever."""
    served = serve(limits=Limits(body_seconds=0.2))
    with served.client("sk-test") as http:
        file_id = Caller(http).upload_text(b"x" * 30_000_000)
    ask = f"GET /v1/files/{file_id}/content HTTP/1.1\r\nhost: x\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(f"{ask}authorization: Bearer sk-test\r\n\r\n".encode())
        received = read_after_a_rest(connection)

    assert received < 30_000_000


def read_after_a_rest(connection: socket.socket) -> int:
    """Rest for longer than is allowed, then count what still comes."""
    connection.recv(1)
    connection.settimeout(1.0)
    try:
        connection.recv(1, socket.MSG_PEEK)
        time.sleep(0.8)
        received = 1
        while part := connection.recv(1 << 20):
            received += len(part)
    except OSError:
        return 0
    return received


def test_one_connection_too_many_is_refused(serve: Serve) -> None:
    """Beyond the limit, callers are asked to come back later."""
    port = serve(limits=Limits(connections=2)).port
    with (
        socket.create_connection(("127.0.0.1", port)),
        socket.create_connection(("127.0.0.1", port)),
    ):
        answer = ending(port, b"")

    assert answer.startswith(b"HTTP/1.1 503")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"] == "too_many_connections"
