"""The edge of a server, where a violation stands between what is asked and what is answered."""

import functools
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

import attrs

from fine_tuning_contract.conformance.values import is_object

Json = dict[str, Any]
_BASE = "/v1"


@attrs.frozen
class Asked:
    """
    A request on its way in; `path` is without the base path.

    `pieces` is how often something of the body arrived. A request that is not whole was broken off.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    raw_query: str = ""
    pieces: int = 1
    is_whole: bool = True

    @property
    def json(self) -> Json:
        """The body as JSON, or nothing where it is none."""
        try:
            value: Any = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return value if is_object(value) else {}

    def is_for(self, method: str, route: str) -> bool:
        """Say whether the request goes to a route such as `/files/{}`."""
        pattern = re.escape(route).replace(r"\{\}", "[^/]+")
        return self.method == method and re.fullmatch(pattern, self.path) is not None

    def changed(self, **changes: Any) -> "Asked":
        """Return the request with some parts replaced; `json` replaces the body."""
        if "json" in changes:
            changes["body"] = json.dumps(changes.pop("json")).encode()
        return attrs.evolve(self, **changes)


@attrs.frozen
class Answered:
    """An answer on its way out."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Json:
        """The body as JSON, or nothing where it is none."""
        try:
            value: Any = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return value if is_object(value) else {}

    def changed(self, **changes: Any) -> "Answered":
        """Return the answer with some parts replaced; `json` replaces the body."""
        if "json" in changes:
            changes["body"] = json.dumps(changes.pop("json")).encode()
        return attrs.evolve(self, **changes)


class Server(Protocol):
    """The correct server behind the edge, and a memory that lasts as long as it runs."""

    memory: Json

    async def forward(self, asked: Asked) -> Answered:
        """Have the correct server answer."""
        ...  # pragma: no cover


Fault = Callable[[Asked, Server], Awaitable[Answered]]
Edit = Callable[[Json, Asked], None]
Change = Callable[[Asked], Asked]


def edits(method: str, *routes: str, status: int = 200) -> Callable[[Edit], Fault]:
    """Make a fault of a function that changes the JSON of the answers to some routes."""

    def decorate(edit: Edit) -> Fault:
        @functools.wraps(edit)
        async def fault(asked: Asked, server: Server) -> Answered:
            answered = await server.forward(asked)
            if answered.status != status or not any(
                asked.is_for(method, route) for route in routes
            ):
                return answered
            value = answered.json
            edit(value, asked)
            return answered.changed(json=value)

        return fault

    return decorate


def misreads(method: str, *routes: str) -> Callable[[Change], Fault]:
    """Make a fault of a function that changes the requests to some routes."""

    def decorate(change: Change) -> Fault:
        @functools.wraps(change)
        async def fault(asked: Asked, server: Server) -> Answered:
            if any(asked.is_for(method, route) for route in routes):
                asked = change(asked)
            return await server.forward(asked)

        return fault

    return decorate


def refusal(status: int, message: str = "No.", **error: Any) -> Answered:
    """Return a refusal in its envelope."""
    body = {"message": message, "type": "invalid_request_error", "param": None, "code": None}
    headers = {"content-type": "application/json", "x-request-id": "req_fault"}
    return Answered(status, headers, json.dumps({"error": {**body, **error}}).encode())


def plain(value: Json) -> Answered:
    """Return an answer of 200 with a JSON body."""
    headers = {"content-type": "application/json", "x-request-id": "req_fault"}
    return Answered(200, headers, json.dumps(value).encode())


class Edge:
    """A correct server, as an ASGI application, with a fault at its edge."""

    def __init__(self, application: Any, fault: Fault) -> None:
        """Put a fault before an application."""
        self._application = application
        self._fault = fault
        self.memory: Json = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request as the fault has it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        answered = await self._fault(await _asked(scope, receive), self)
        await _send(answered, send)

    async def forward(self, asked: Asked) -> Answered:
        """Have the correct server answer; it makes nothing of a request that was broken off."""
        if not asked.is_whole:
            return refusal(400, "The request broke off.")
        collected: list[Json] = []

        async def receive() -> Json:
            return {"type": "http.request", "body": asked.body, "more_body": False}

        async def collect(message: Json) -> None:
            collected.append(message)

        await self._application(_scope(asked), receive, collect)
        return _answered(collected)


async def _asked(scope: Any, receive: Any) -> Asked:
    body, more, pieces, is_whole = b"", True, 0, True
    while more:
        message = await receive()
        body += message.get("body", b"")
        pieces += bool(message.get("body"))
        is_whole = message["type"] != "http.disconnect"
        more = message.get("more_body", False)
    raw_path = scope.get("raw_path", scope["path"].encode()).decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    path = raw_path.partition("?")[0].removeprefix(_BASE)
    return Asked(scope["method"], path, pairs, headers, body, query, pieces, is_whole)


def _scope(asked: Asked) -> Json:
    from urllib.parse import unquote  # noqa: PLC0415

    path = _BASE + asked.path
    headers = {**asked.headers, "content-length": str(len(asked.body))}
    if not asked.body and asked.method == "GET":
        del headers["content-length"]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": asked.method,
        "path": unquote(path),
        "raw_path": path.encode("latin-1"),
        "query_string": urlencode(list(asked.query.items())).encode(),
        "root_path": "",
        "headers": [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }


def _answered(messages: list[Json]) -> Answered:
    start = next(each for each in messages if each["type"] == "http.response.start")
    body = b"".join(each.get("body", b"") for each in messages)
    headers = {
        bytes(name).decode("latin-1").lower(): bytes(value).decode("latin-1")
        for name, value in start["headers"]
    }
    return Answered(start["status"], headers, body)


async def _send(answered: Answered, send: Any) -> None:
    headers = {**answered.headers, "content-length": str(len(answered.body))}
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answered.status, "headers": raw})
    await send({"type": "http.response.body", "body": answered.body})
