"""Waiting looks often at first, less often later, and never past its time."""

import asyncio
import itertools
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from fine_tuning_contract.codegen.runtime.waiting import (
    Pace,
    WaitTimeoutError,
    Watch,
    async_follow,
    async_until,
    follow,
    until,
)

ENDS = frozenset({"done"})


class Clock:
    """A clock on which only waiting takes time."""

    def __init__(self) -> None:
        """Start at some time or other."""
        self.now = 1000.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        """Return what the clock shows."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        self.waits.append(seconds)
        self.now += seconds

    async def asleep(self, seconds: float) -> None:
        """Let so much time pass for whoever awaits it."""
        self.sleep(seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Put a clock on which only waiting takes time in the place of the real one."""
    fake = Clock()
    monkeypatch.setattr("time.monotonic", fake.monotonic)
    monkeypatch.setattr("time.sleep", fake.sleep)
    monkeypatch.setattr("random.random", lambda: 0.0)
    return fake


def task(state: str) -> Any:
    """Return a task in a state."""
    return SimpleNamespace(status=state)


def states(*names: str) -> Iterator[Any]:
    """Give a task in one state after the other, the last one for ever."""
    return map(task, itertools.chain(names, itertools.repeat(names[-1])))


def waited(names: Iterator[Any], watch: Watch, on_change: Any = None) -> Any:
    """Wait with the sync loop."""
    return until(lambda: next(names), watch, on_change)


def test_waiting_returns_what_was_seen_last(clock: Clock) -> None:
    """The object in its final state is what waiting gives."""
    found = waited(states("running", "done"), Watch("status", ENDS, None, None))

    assert found.status == "done"
    assert clock.waits == [1.0]


def test_what_has_ended_is_not_waited_for(clock: Clock) -> None:
    """An object that is final already costs one look."""
    waited(states("done"), Watch("status", ENDS, None, None))

    assert clock.waits == []


def test_looks_become_rarer_up_to_the_longest(clock: Clock) -> None:
    """Each wait is half as long again as the one before, up to the longest."""
    pace = Pace(first=1, longest=3)

    waited(states(*["running"] * 5, "done"), Watch("status", ENDS, pace, None))

    assert clock.waits == [1, 1.5, 2.25, 3, 3]


def test_change_makes_looks_frequent_again(clock: Clock) -> None:
    """After a change of state, the first wait comes again."""
    watch = Watch("status", ENDS, Pace(first=1, longest=30), None)

    waited(states("queued", "queued", "running", "running", "done"), watch)

    assert clock.waits == [1, 1.5, 1, 1.5]


def test_waits_are_spread(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients that began together do not go on looking together."""
    monkeypatch.setattr("random.random", lambda: 1.0)

    waited(states("running", "done"), Watch("status", ENDS, None, None))

    assert clock.waits == [0.9]


def test_timeout_is_kept_to_the_second(clock: Clock) -> None:
    """The last wait ends with the time, one more look is taken, and then it is an error."""
    with pytest.raises(WaitTimeoutError, match=r"after 5 s, status is 'running'") as error:
        waited(states("running"), Watch("status", ENDS, None, 5))
    assert sum(clock.waits) == 5
    assert error.value.last.status == "running"
    assert isinstance(error.value, TimeoutError)


def test_end_at_the_last_look_is_no_timeout(clock: Clock) -> None:
    """What ends just in time has ended."""
    found = waited(states("running", "running", "done"), Watch("status", ENDS, Pace(4, 4), 5))

    assert found.status == "done"
    assert clock.waits == [4, 1]


def test_no_time_at_all_is_one_look(clock: Clock) -> None:
    """With a timeout of zero, the state is asked for once."""
    with pytest.raises(WaitTimeoutError):
        waited(states("running", "done"), Watch("status", ENDS, None, 0))
    assert clock.waits == []


def test_changes_are_told_once_each(clock: Clock) -> None:
    """A watcher hears of each new state once, the first one included."""
    seen: list[str] = []
    names = states("queued", "queued", "running", "done")

    waited(names, Watch("status", ENDS, None, None), lambda each: seen.append(each.status))

    assert seen == ["queued", "running", "done"]
    assert len(clock.waits) == 3


class Story:
    """A task with events, newest first; each look at the task brings it one chapter on."""

    def __init__(self, *chapters: tuple[str, str]) -> None:
        """Take the state and the fresh events of each chapter."""
        self._chapters = list(chapters)
        self._events: list[Any] = []
        self.read = 0

    def look(self) -> Any:
        """Return the task, one chapter further."""
        state, events = self._chapters.pop(0)
        fresh = [SimpleNamespace(id=each) for each in events]
        self._events = [*reversed(fresh), *self._events]
        return task(state)

    def events(self) -> Iterator[Any]:
        """Give the events, newest first, counting how many are read."""
        for event in self._events:
            self.read += 1
            yield event

    def followed(self, after: str | None = None) -> str:
        """Return the ids of all events that following gives."""
        watch = Watch("status", ENDS, None, None)
        events: Any = self.events
        return "".join(event.id for event in follow(self.look, events, watch, after))


def test_each_event_is_given_once_and_in_order(clock: Clock) -> None:
    """New events are given oldest first, those of the last state among them."""
    story = Story(("queued", "ab"), ("running", "cd"), ("running", ""), ("done", "e"))

    assert story.followed() == "abcde"
    assert len(clock.waits) == 3


def test_events_already_seen_are_left_out(clock: Clock) -> None:
    """Following goes on after a given event."""
    assert Story(("running", "abc"), ("done", "d")).followed(after="b") == "cd"
    assert len(clock.waits) == 1


def test_old_events_are_not_read_again(clock: Clock) -> None:
    """Each look reads the new events and the newest old one, not the whole list."""
    story = Story(("running", "abcd"), ("running", "e"), ("done", ""))

    story.followed()

    assert story.read == 4 + 2 + 1
    assert len(clock.waits) == 2


def test_events_make_looks_frequent_again(clock: Clock) -> None:
    """Where something happens, the first wait comes again, though the state is the same."""
    Story(("running", ""), ("running", ""), ("running", "a"), ("done", "")).followed()

    assert clock.waits == [1, 1.5, 1]


def test_async_loops_do_the_same(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The async loops look as often, wait as long and give the same."""
    monkeypatch.setattr("asyncio.sleep", clock.asleep)
    names = states("queued", "running", "done")
    story = Story(("queued", "ab"), ("running", "c"), ("done", "d"))
    seen: list[str] = []

    async def look() -> Any:
        return next(names)

    async def look_in_story() -> Any:
        return story.look()

    async def events() -> Any:
        for event in story.events():
            yield event

    async def both() -> tuple[Any, str]:
        watch = Watch("status", ENDS, None, None)
        found = await async_until(look, watch, lambda each: seen.append(each.status))
        watch = Watch("status", ENDS, None, None)
        given: Any = events
        stream = async_follow(look_in_story, given, watch, None)
        return found, "".join([event.id async for event in stream])

    found, ids = asyncio.run(both())

    assert (found.status, ids, seen) == ("done", "abcd", ["queued", "running", "done"])
    assert clock.waits == [1, 1, 1, 1]
