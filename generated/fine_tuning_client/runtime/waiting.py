# Copied from fine_tuning_contract/codegen/runtime/waiting.py: change it there.
"""Waiting for something that takes its time, by looking at it again and again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from .errors import FineTuningError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from .pages import AsyncPages, Pages

T = TypeVar("T")
E = TypeVar("E")


class WaitTimeoutError(FineTuningError, TimeoutError):
    """What was waited for did not reach an end in time; `last` is its last known form."""

    def __init__(self, message: str, last: object) -> None:
        """Keep what was last seen."""
        super().__init__(message)
        self.last = last

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by what it was made from."""
        return type(self), (str(self), self.last)


class Pace(NamedTuple):
    """
    How long to wait between two looks, in seconds.

    The first wait is `first`; each is half as long again as the one before, up to `longest`,
    and starts anew whenever something has happened.
    """

    first: float = 1.0
    longest: float = 30.0


class Watch:
    """The course of a wait, with no input or output in it; the timeout is in seconds."""

    def __init__(
        self, field: str, ends: frozenset[str], pace: Pace | None, timeout: float | None
    ) -> None:
        """Watch a field until it holds one of the ends."""
        self._field = field
        self._ends = ends
        self._pace = pace = pace or Pace()
        self._timeout = timeout
        self._started = time.monotonic()
        self._wait = pace.first
        self._state: object = None

    def changed(self, seen: Any) -> bool:
        """Return whether the state is another than last time."""
        state = getattr(seen, self._field)
        before, self._state = self._state, state
        if state != before:
            self._wait = self._pace.first
        return bool(state != before)

    @property
    def ended(self) -> bool:
        """Whether the state is one that waiting ends at."""
        return self._state in self._ends

    def stir(self) -> None:
        """Look more often again: something has happened."""
        self._wait = self._pace.first

    def next_wait(self, last: object) -> float:
        """Return the seconds to the next look; raises WaitTimeoutError when the time is up."""
        from random import random  # noqa: PLC0415 - costs 2 ms to import

        wait = self._wait * (1 - 0.1 * random())  # noqa: S311 - spreads load
        self._wait = min(self._wait * 1.5, self._pace.longest)
        if self._timeout is None:
            return wait
        left = self._started + self._timeout - time.monotonic()
        if left <= 0:
            raise WaitTimeoutError(
                f"after {self._timeout:g} s, {self._field} is {self._state!r}", last
            )
        return min(wait, left)


def until(
    look: Callable[[], T],
    watch: Watch,
    on_change: Callable[[T], None] | None,
) -> T:
    """Look until the watched field holds one of its ends, and return what was last seen."""
    while True:
        seen = look()
        if watch.changed(seen) and on_change is not None:
            on_change(seen)
        if watch.ended:
            return seen
        time.sleep(watch.next_wait(seen))


async def async_until(
    look: Callable[[], Awaitable[T]],
    watch: Watch,
    on_change: Callable[[T], None] | None,
) -> T:
    """Look until the watched field holds one of its ends, and return what was last seen."""
    import asyncio  # noqa: PLC0415 - costs 8 ms, which sync programs need not pay

    while True:
        seen = await look()
        if watch.changed(seen) and on_change is not None:
            on_change(seen)
        if watch.ended:
            return seen
        await asyncio.sleep(watch.next_wait(seen))


class _Seen:
    """Which of a newest-first list has been given already."""

    def __init__(self, after: str | None) -> None:
        self._last = after

    def is_old(self, event: Any) -> bool:
        """Return whether this one, and so everything behind it, has been given."""
        return self._last is not None and _id(event) == self._last

    def in_order(self, fresh: list[E]) -> list[E]:
        """Return new ones oldest first, and remember the newest."""
        if fresh:
            self._last = _id(fresh[0])
        return fresh[::-1]


def _id(event: Any) -> str | None:
    found: str | None = getattr(event, "id", None)
    return found


def follow(
    look: Callable[[], Any],
    events: Callable[[], Pages[Any, E]],
    watch: Watch,
    after: str | None,
) -> Iterator[E]:
    """Give each event once, oldest first, until the watched field holds one of its ends."""
    given = _Seen(after)
    while True:
        # The state is read before the events: those of the last state are then among them.
        seen = look()
        watch.changed(seen)
        fresh: list[E] = []
        for event in events():
            if given.is_old(event):
                break
            fresh.append(event)
        yield from given.in_order(fresh)
        if watch.ended:
            return
        if fresh:
            watch.stir()
        time.sleep(watch.next_wait(seen))


async def async_follow(
    look: Callable[[], Awaitable[Any]],
    events: Callable[[], AsyncPages[Any, E]],
    watch: Watch,
    after: str | None,
) -> AsyncIterator[E]:
    """Give each event once, oldest first, until the watched field holds one of its ends."""
    given = _Seen(after)
    import asyncio  # noqa: PLC0415 - costs 8 ms, which sync programs need not pay

    while True:
        seen = await look()
        watch.changed(seen)
        fresh: list[E] = []
        async for event in events():
            if given.is_old(event):
                break
            fresh.append(event)
        for event in given.in_order(fresh):
            yield event
        if watch.ended:
            return
        if fresh:
            watch.stir()
        await asyncio.sleep(watch.next_wait(seen))
