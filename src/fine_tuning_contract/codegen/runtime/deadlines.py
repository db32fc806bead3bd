"""
The moment by which a call is over, whatever the server does.

HTTP clients bound each wait for the next bytes, so an answer that comes drop by drop never ends.
Here each wait is cut to the time that is left, through the `timeout` and `trace` extensions that
HTTPX documents: they reach every connection of every HTTPX transport, of our own client or not.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

T = TypeVar("T")

# What opens a connection or secures it; each gives the stream that is read from then on.
_OPENED = (".connect_tcp.complete", ".connect_unix_socket.complete", ".start_tls.complete")

# Operating systems take no wait of nothing or less; whoever has no time left is told by the next.
_LEAST = 0.001


class PastDeadlineError(httpx.ReadTimeout):
    """An answer was not there, or still coming, when the time for all tries was over."""

    def __init__(self) -> None:
        """Say what happened."""
        super().__init__("the deadline passed before the answer was whole")


class Until(float):
    """The seconds that a wait may take at most, which also ends at a moment."""

    __slots__ = ("ends", "patience")

    ends: float
    patience: float | None

    def left(self) -> float:
        """Return the seconds that are left; raises PastDeadlineError where there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise PastDeadlineError
        return min(self, left)


class BoundedStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of an answer, until a moment of the monotonic clock."""

    def __init__(self, stream: Any, ends: float) -> None:
        """Give the parts of a stream as long as there is time."""
        self._stream = stream
        self._ends = ends

    def _check(self) -> None:
        if time.monotonic() > self._ends:
            raise PastDeadlineError

    def __iter__(self) -> Iterator[bytes]:
        """Give each part."""
        for part in self._stream:
            self._check()
            yield part

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give each part."""
        async for part in self._stream:
            self._check()
            yield part

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()

    async def aclose(self) -> None:
        """Close the stream."""
        await self._stream.aclose()


def allowance(timeout: float | None, ends: float | None, watch: Any) -> dict[str, Any]:
    """
    Return the extensions of a request whose waits may take so many seconds each.

    None of them goes beyond a moment of the monotonic clock, as far as `watch` is told of the
    connection: `bound_connection` or, in an async client, `bound_async_connection`. It is told of
    every connection, as one that a call without a deadline opens may serve one that has it.
    """
    if ends is None:
        phases = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
        return {"timeout": phases, "trace": watch}
    left = max(ends - time.monotonic(), _LEAST)
    allowed = left if timeout is None or timeout > left else timeout
    until = Until(allowed)
    until.ends = ends
    until.patience = timeout
    bounds = {"connect": allowed, "read": until, "write": until, "pool": allowed}
    return {"timeout": bounds, "trace": watch}


def renew(request: httpx.Request, ends: float | None, watch: Any) -> None:
    """
    Allow one more try what is left of the time.

    Raises PastDeadlineError where nothing is.
    """
    if ends is None:
        return
    if ends <= time.monotonic():
        raise PastDeadlineError
    patience = request.extensions["timeout"]["read"]
    if isinstance(patience, Until):
        patience = patience.patience
    request.extensions.update(allowance(patience, ends, watch))


def bound_answer(response: httpx.Response, ends: float | None) -> None:
    """Let the body of an answer be over by a moment of the monotonic clock."""
    if ends is not None and not response.is_stream_consumed:
        response.stream = BoundedStream(response.stream, ends)


def bound_refusal(response: httpx.Response, ends: float | None) -> None:
    """Bound the body of a refusal alone: that of a success may take its time."""
    if not response.is_success:
        bound_answer(response, ends)
    elif ends is not None:
        phases = response.request.extensions["timeout"]
        phases["read"] = phases["read"].patience


def bound_connection(event: str, info: Mapping[str, Any]) -> None:
    """Make the waits of a connection that was just opened look at the deadline."""
    if event.endswith(_OPENED):
        stream = info["return_value"]
        stream.read = _bounded(stream.read)
        stream.write = _bounded(stream.write)


async def bound_async_connection(event: str, info: Mapping[str, Any]) -> None:
    """Make the waits of an async connection that was just opened look at the deadline."""
    if event.endswith(_OPENED):
        stream = info["return_value"]
        stream.read = _bounded_async(stream.read)
        stream.write = _bounded_async(stream.write)


def _bounded(wait: Callable[..., T]) -> Callable[..., T]:
    """Return a read or write of a connection that takes no longer than there is time."""

    def wait_in_time(data: Any, timeout: float | None = None) -> T:
        """Wait as long as is allowed, and no longer than there is time."""
        if not isinstance(timeout, Until):
            return wait(data, timeout)
        left = timeout.left()
        try:
            return wait(data, left)
        except Exception:
            # Whether the wait or the deadline ended it, only the clock can tell.
            timeout.left()
            raise

    return wait_in_time


def _bounded_async(wait: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    async def wait_in_time(data: Any, timeout: float | None = None) -> T:  # noqa: ASYNC109 - its name
        """Wait as long as is allowed, and no longer than there is time."""
        if not isinstance(timeout, Until):
            return await wait(data, timeout)
        left = timeout.left()
        try:
            return await wait(data, left)
        except Exception:
            timeout.left()
            raise

    return wait_in_time
