"""One exchange over ASGI: what arrives, read within limits, and the answer that leaves."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

import attrs

from fine_tuning_contract.emulator.errors import Refused, bad_request
from fine_tuning_contract.emulator.storage.uploads import Content

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

JSON = (b"content-type", b"application/json")
_CHUNK = 256 * 1024
_CLOSE = ("connection", "close")
_LINGER_SECONDS = 30.0


class Gone(Exception):
    """The caller closed the connection before its request was whole."""


@attrs.define
class Inbox:
    """Where a request arrives; `ended` once there is nothing more of it to come."""

    receive: Receive
    ended: bool = False

    async def __call__(self) -> MutableMapping[str, Any]:
        """Return the next message of the request."""
        message = await self.receive()
        self.ended = not message.get("more_body", False)
        return message


@attrs.define
class Answer:
    """
    A status, headers and content: bytes, or a stored content that is streamed.

    From `rest` comes what was still on its way when the request was answered.
    """

    status: int
    content: bytes = b""
    headers: list[tuple[bytes, bytes]] = attrs.field(factory=lambda: [JSON])
    stored: Content | None = None
    rest: Inbox | None = None

    @property
    def size(self) -> int:
        """Return how many bytes the content has."""
        return len(self.content) if self.stored is None else self.stored.size


def json_answer(status: int, content: Any) -> Answer:
    """Return an answer in JSON."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Answer(status, text.encode())


def refusal(refused: Refused, inbox: Inbox | None = None) -> Answer:
    """Return the answer that a refusal is."""
    answer = json_answer(refused.status, refused.envelope())
    answer.rest = inbox if _CLOSE in refused.headers else None
    answer.headers += [(name.encode(), value.encode()) for name, value in refused.headers]
    return answer


def content_of(answer: Answer) -> bytes:
    """Return the whole content of an answer."""
    if answer.stored is None:
        return answer.content
    with answer.stored.open() as file:
        return file.read()


async def arriving(receive: Receive) -> AsyncIterator[bytes]:
    """Yield the body of a request as it arrives."""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return


async def whole_body(receive: Receive, limit: int) -> bytes:
    """Return the whole body of a request, or refuse one that is too large."""
    parts: list[bytes] = []
    size = 0
    async for part in arriving(receive):
        size += len(part)
        if size > limit:
            raise too_large(limit)
        parts.append(part)
    return b"".join(parts)


def too_large(limit: int) -> Refused:
    """Return the refusal of a body that is too large."""
    message = f"The request body is too large: at most {limit} bytes are accepted."
    return unread(bad_request(message, None, "body_too_large"))


def unread(refused: Refused) -> Refused:
    """Return a refusal that does not wait for what is still on its way."""
    return attrs.evolve(refused, headers=(_CLOSE,))


async def deliver(answer: Answer, send: Send, *, head: bool = False) -> None:
    """Send an answer; to HEAD, without its content."""
    headers = [*answer.headers, (b"content-length", b"%d" % answer.size)]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if answer.stored is None or head:
        content = b"" if head else answer.content
        if answer.rest is not None and not answer.rest.ended:
            await send({"type": "http.response.body", "body": content, "more_body": True})
            await _let_pass(answer.rest)
            content = b""
        await send({"type": "http.response.body", "body": content})
        return
    with await asyncio.to_thread(answer.stored.open) as file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _let_pass(rest: Inbox) -> None:
    """
    Read what a caller still sends, and throw it away.

    Whoever sends all before it reads would find the connection reset, and no answer.
    """
    with contextlib.suppress(Gone, TimeoutError):
        async with asyncio.timeout(_LINGER_SECONDS):
            async for _ in arriving(rest):
                pass
