"""A made-up server on a real socket, for what only a wire can do: break off, hang, redirect."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self, TypeAlias

_HOST = "127.0.0.1"
_PIECE = 1 << 20
_PATIENCE = 10.0
_DROPS = 1200
_MOST_DROPS = 30
_DROP_SECONDS = 0.05
_RESET = struct.pack("ii", 1, 0)

Deed: TypeAlias = Callable[["Visit"], None]


class Visit:
    """One connection with one request in it."""

    def __init__(self, connection: socket.socket, request: bytes, ended: threading.Event) -> None:
        """Take the connection, what was sent on it, and the sign that the server ends."""
        self._connection = connection
        self._ended = ended
        self.head, _, self.body = request.partition(b"\r\n\r\n")

    def send(self, answer: bytes) -> None:
        """Send some bytes of an answer."""
        self._connection.sendall(answer)

    def reset(self) -> None:
        """Tear the connection down without a good-bye."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._connection.close()

    def drip(self) -> None:
        """Send an answer of a minute, byte by byte, until the server ends or nobody listens."""
        self.send(http_answer(length=_DROPS))
        for _ in range(_MOST_DROPS):
            self.send(b" ")
            self._ended.wait(_DROP_SECONDS)

    def drip_headers(self) -> None:
        """Send the head of an answer, byte by byte, until the server ends or nobody listens."""
        self.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(_MOST_DROPS):
            self.send(b"x")
            self._ended.wait(_DROP_SECONDS)

    def hang(self) -> None:
        """Say nothing until the server ends."""
        self._ended.wait(_PATIENCE)


class SocketServer:
    """Reads one request a connection, does what it was told, and closes the connection."""

    def __init__(self, *deeds: Deed) -> None:
        """Take what to do for each request in turn; the last deed is repeated."""
        self._deeds = deeds
        self._ended = threading.Event()
        self._listening = socket.create_server((_HOST, 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.visits: list[Visit] = []

    @property
    def url(self) -> str:
        """The base URL for a client."""
        return f"http://{_HOST}:{self._listening.getsockname()[1]}/v1"

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every visit and stop."""
        self._ended.set()
        with contextlib.suppress(OSError):
            # Closing alone would leave the thread in its wait for the next connection.
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(_PATIENCE)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while not self._ended.is_set():
                connection, _ = self._listening.accept()
                with connection:
                    self._visit(connection)

    def _visit(self, connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE)
        with contextlib.suppress(OSError):
            request = b"".join(_read(connection))
            if request:
                visit = Visit(connection, request, self._ended)
                self.visits.append(visit)
                self._deeds[min(len(self.visits), len(self._deeds)) - 1](visit)


def http_answer(
    body: bytes = b"", status: int = 200, *, length: int | None = None, **headers: str
) -> bytes:
    """Return the bytes of an answer; `length` is a length other than the true one."""
    named = {
        "content-type": "application/json",
        "content-length": str(len(body) if length is None else length),
        "connection": "close",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"HTTP/1.1 {status} Made Up", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def closed_port() -> int:
    """Return a port at which nobody listens."""
    with socket.create_server((_HOST, 0)) as free:
        port: int = free.getsockname()[1]
    return port


def _read(connection: socket.socket) -> Iterator[bytes]:
    """Yield a whole request: its head, and as much body as the head says or the end mark shows."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(_PIECE)
        if not piece:
            return
        head += piece
    yield head
    fields, _, body = head.partition(b"\r\n\r\n")
    length = _length(fields)
    tail, missing = body[-5:], (length or 0) - len(body)
    while missing > 0 if length is not None else not tail.endswith(b"0\r\n\r\n"):
        piece = connection.recv(_PIECE)
        if not piece:
            return
        yield piece
        tail, missing = (tail + piece)[-5:], missing - len(piece)


def _length(head: bytes) -> int | None:
    """Return the length of the body; None where it comes in chunks."""
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if fields.get(b"transfer-encoding") == b"chunked":
        return None
    return int(fields.get(b"content-length", b"0"))
