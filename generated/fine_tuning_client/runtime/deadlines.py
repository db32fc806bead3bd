# Copied from fine_tuning_contract/codegen/runtime/deadlines.py: change it there.
"""
The moment by which a call is over, whatever the server does.

HTTP clients bound each wait for the next bytes, so an answer that comes drop by drop never ends.
An async call is cancelled at its deadline. A sync one cannot be: there, each wait is cut to the
time that is left, through the `timeout` and `trace` extensions that HTTPX documents, which reach
every connection of every HTTPX transport.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

T = TypeVar("T")

# What opens a connection or secures it; each gives the stream that is read from then on.
_OPENED = (".connect_tcp.complete", ".connect_unix_socket.complete", ".start_tls.complete")


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


class BoundedStream(httpx.SyncByteStream):
    """The body of an answer, until a moment of the monotonic clock."""

    def __init__(self, stream: Any, ends: float) -> None:
        """Give the parts of a stream as long as there is time."""
        self._stream = stream
        self._ends = ends

    def __iter__(self) -> Iterator[bytes]:
        """Give each part."""
        for part in self._stream:
            if time.monotonic() > self._ends:
                raise PastDeadlineError
            yield part

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()


def bound(request: httpx.Request, ends: float) -> None:
    """
    Let no wait of a request go beyond a moment of the monotonic clock.

    Raises PastDeadlineError where that moment is over.
    """
    left = ends - time.monotonic()
    if left <= 0:
        raise PastDeadlineError
    phases: Mapping[str, Any] = request.extensions.get("timeout") or {}
    request.extensions["timeout"] = {
        phase: _until(ends, left, phases.get(phase))
        for phase in ("connect", "pool", "read", "write")
    }
    request.extensions["trace"] = _bound_connection


def free_body(request: httpx.Request) -> None:
    """Let the body of an answer take its time, with no bound but that of each wait."""
    phases = request.extensions["timeout"]
    phases["read"] = phases["read"].patience


async def in_time(ends: float | None, work: Awaitable[T]) -> T:
    """Return what comes of the work; raises PastDeadlineError where it takes too long."""
    if ends is None:
        return await work
    import asyncio  # noqa: PLC0415 - costs 8 ms, which sync programs need not pay

    limit = asyncio.timeout(ends - time.monotonic())
    try:
        async with limit:
            return await work
    except TimeoutError:
        if not limit.expired():
            raise
        raise PastDeadlineError from None


def _until(ends: float, left: float, patience: float | None) -> Until:
    if isinstance(patience, Until):
        patience = patience.patience
    until = Until(left if patience is None or patience > left else patience)
    until.ends = ends
    until.patience = patience
    return until


def _bound_connection(event: str, info: Mapping[str, Any]) -> None:
    """Make the waits of a connection that was just opened look at the deadline."""
    if event.endswith(_OPENED):
        stream = info["return_value"]
        stream.read = _bounded(stream.read)
        stream.write = _bounded(stream.write)


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
