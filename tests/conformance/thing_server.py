"""A small server with an API of its own: things that can be made, listed, read and removed."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import attrs

KEY = "sk-of-the-things"
ADMIN_KEY = "sk-of-their-admin"

Scripted = tuple[int, dict[str, str], bytes]


@attrs.define
class Things:
    """What the server holds, and how it misbehaves."""

    kept: dict[str, dict[str, Any]] = attrs.field(factory=dict)
    headers: dict[str, str] = attrs.field(factory=lambda: {"x-trace": "1"})
    scripted: list[Scripted] = attrs.field(factory=list)
    forgets: bool = True
    longest: int = 8
    leaves_at: str = ""
    prefix: str = ""
    drops: str = ""
    scripted_after: tuple[int, Scripted] | None = None
    limited_every: tuple[int, Scripted] | None = None
    lacks: dict[str, int] = attrs.field(factory=dict)
    asked: list[tuple[str, str, dict[str, str], bytes]] = attrs.field(factory=list)
    url: str = ""


def answer(status: int, value: Any, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return a scripted answer with a JSON body."""
    sent = {"content-type": "application/json", "x-trace": "1", **headers}
    return status, sent, json.dumps(value).encode()


@contextmanager
def serving(things: Things, context: ssl.SSLContext | None = None) -> Iterator[Things]:
    """Serve things on a free loopback port, behind TLS where a context is given."""

    class Handler(_Handler):
        state = things

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    things.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield things
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answers as scripted, and otherwise by the description."""

    state: Things
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def __getattr__(self, name: str) -> Any:
        """Answer every method in the same way."""
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def log_message(self, *_: Any) -> None:
        """Say nothing on standard error."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.state.asked.append((self.command, self.path, headers, body))
        if self.path == self.state.leaves_at:
            # Whoever listens no more cannot be reached; the socket must be gone before the answer.
            self.server.socket.close()
            self.close_connection = True
            return
        if self.path == self.state.drops:
            self.close_connection = True
            return
        if self.state.scripted:
            self._send(*self.state.scripted.pop(0))
            return
        limited = self.state.limited_every
        if limited and len(self.state.asked) % limited[0] == 0:
            self._send(*limited[1])
            return
        if self.state.scripted_after and len(self.state.asked) > self.state.scripted_after[0]:
            self._send(*self.state.scripted_after[1])
            return
        status, value = self._decide(headers, body)
        sent = {"content-type": "application/json", **self.state.headers}
        self._send(status, sent, json.dumps(value).encode())

    def _decide(self, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        path = self.path.partition("?")[0].removeprefix(self.state.prefix)
        known = headers.get("authorization") in {f"Bearer {KEY}", f"Bearer {ADMIN_KEY}"}
        if not known or self._missing():
            return (self._missing() if known else 401), _error("no")
        if path == "/things" and self.command == "GET":
            return 200, {"data": list(self.state.kept.values())}
        if path == "/things" and self.command == "POST":
            return self._make(body)
        if path.startswith("/things/") and self.command in {"GET", "DELETE"}:
            thing = self.state.kept.get(path.removeprefix("/things/"))
            if thing is None:
                return 404, _error(f"no thing {path.removeprefix('/things/')}")
            if self.command == "DELETE" and self.state.forgets:
                del self.state.kept[thing["id"]]
            return 200, thing
        return (405 if path == "/things" or path.startswith("/things/") else 404), _error("no")

    def _missing(self) -> int:
        if not self.path.startswith(self.state.prefix):
            return 404
        asked = f"{self.command} {self.path.partition('?')[0]}"
        for route, status in self.state.lacks.items():
            if asked == route or (route.endswith("/") and asked.startswith(route)):
                return status
        return 0

    def _make(self, body: bytes) -> tuple[int, Any]:
        try:
            value = json.loads(body)
        except ValueError:
            return 400, _error("not JSON")
        name = value.get("name") if isinstance(value, dict) else None
        if not isinstance(name, str) or not 1 <= len(name) <= 8 or set(value) - {"name"}:
            return 400, _error("name must be a text of 1 to 8 characters")
        if len(name) > self.state.longest:
            return 500, _error("too long for me")
        thing = {"id": f"thing-{len(self.state.kept)}", "name": name, "created_at": 1700000000}
        self.state.kept[thing["id"]] = thing
        return 200, thing

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _error(message: str) -> dict[str, Any]:
    return {"error": {"message": message, "param": None}}
