"""The edge of a faulty server: an ASGI application around the correct one."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import attrs

from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import At, FaultyServer
from fine_tuning_contract.emulator.application import BASE_PATH, Application
from fine_tuning_contract.emulator.errors import Refused

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


@attrs.frozen
class Edge:
    """A server whose exchanges pass through the changes of a faulty one."""

    inner: Application
    faulty: FaultyServer

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, with what the faults make of it and of its answer."""
        if scope["type"] != "http" or not scope["path"].startswith(f"{BASE_PATH}/"):
            await self.inner(scope, receive, send)
            return
        self.faulty.requests += 1
        exchange = self._arriving(scope)
        before = self._meeting(self.faulty.arriving, exchange)
        after = self._meeting(self.faulty.leaving, exchange)
        if not before and not after:
            await self.inner(scope, receive, send)
            return
        body = await _whole(receive)
        if body is None:
            return
        exchange.body = body
        self._apply(before, exchange)
        if not exchange.status:
            await self._answer(scope, exchange, receive)
        self._apply(after, exchange)
        await _deliver(exchange, send)

    def _arriving(self, scope: Message) -> Exchange:
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        path = raw.decode("latin-1").partition("?")[0]
        return Exchange(
            operation=self._operation(scope["method"], path),
            method=scope["method"],
            path=path,
            query=scope["query_string"].decode("latin-1"),
            headers=list(scope["headers"]),
            body=b"",
        )

    def _operation(self, method: str, path: str) -> str | None:
        try:
            return self.inner.routes.find(method, path.removeprefix(BASE_PATH))[0].id
        except Refused:
            return None

    def _meeting(self, changes: list[At], exchange: Exchange) -> list[At]:
        return [one for one in changes if one.meets(exchange)]

    def _apply(self, changes: list[At], exchange: Exchange) -> None:
        for one in changes:
            earlier = attrs.evolve(exchange)
            one.change(exchange)
            self.faulty.reached += earlier != exchange

    async def _answer(self, scope: Message, exchange: Exchange, receive: Receive) -> None:
        told = dict(scope)
        told["method"] = exchange.method
        told["raw_path"] = exchange.path.encode("latin-1")
        told["query_string"] = exchange.query.encode("latin-1")
        told["headers"] = exchange.headers
        given = [{"type": "http.request", "body": exchange.body, "more_body": False}]

        async def hand_over() -> Message:
            return given.pop() if given else await receive()

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                exchange.answered = list(message["headers"])
            else:
                exchange.content += message.get("body", b"")

        await self.inner(told, hand_over, take)


async def _whole(receive: Receive) -> bytes | None:
    """Return the body of a request, or None if the caller broke off before its end."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


async def _deliver(exchange: Exchange, send: Send) -> None:
    if not exchange.status:
        return
    if exchange.method != "HEAD":
        exchange.label("content-length", str(len(exchange.content)))
    start = {"type": "http.response.start", "status": exchange.status}
    await send({**start, "headers": exchange.answered})
    await send({"type": "http.response.body", "body": exchange.content})
