"""Processor time of single calls, over a transport that answers at once."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from attrs import frozen

from benchmarks.client import bodies
from benchmarks.client.subjects import ALL, FLOOR, Shelf, Subject
from benchmarks.rounds import Work, cpu_rounds, repeated
from benchmarks.rows import OURS, Goal, Heading, Row, figure, row

if TYPE_CHECKING:
    from benchmarks.client.worker import Order


_ASYNC_GOALS = {OURS: Goal(1.10)}


@frozen
class Case:
    """One kind of call: what the server answers, and what each client does."""

    name: str
    title: str
    body: bytes
    work: Callable[[Subject], Work]
    goal: float | None = None
    fast_goal: float | None = 1.0


def rows(order: "Order") -> Iterator[Row]:
    """Yield a row for each kind of call, then the two that compare async with sync."""
    shelf = Shelf()
    subjects = [ALL[name](shelf) for name in order.subjects]
    for case in _cases():
        if f"{order.prefix}.{case.name}" in order.wanted:
            yield _measured(case, shelf, subjects, order)
    if not order.fast and order.wanted.any_of("client.async"):
        shelf.body = bodies.one_job()
        yield from _async_rows(subjects, order)


def _cases() -> list[Case]:
    hundred, thousand = bodies.jobs(100), bodies.events(1000)
    return [
        Case("retrieve", "retrieve a job", bodies.one_job(), lambda s: repeated(s.retrieve), 1.10),
        Case("list-100.iterate", "list 100 jobs, iterate", hundred, _iterating_jobs, 1.25),
        Case(
            "list-100.status", "list 100 jobs, read id and status", hundred, _reading_status, 1.25
        ),
        Case("list-100.every-field", "list 100 jobs, read every field", hundred, _reading_jobs),
        Case("events-1000.iterate", "list 1000 events, iterate", thousand, _iterating_events, 1.25),
        Case("events-1000.every-field", "list 1000 events, read all", thousand, _reading_events),
    ]


def _iterating_jobs(subject: Subject) -> Work:
    return repeated(lambda: _consume(subject.jobs()))


def _reading_status(subject: Subject) -> Work:
    return repeated(lambda: _consume(map(subject.readers.job_status, subject.jobs())))


def _reading_jobs(subject: Subject) -> Work:
    return repeated(lambda: _consume(map(subject.readers.job_fields, subject.jobs())))


def _iterating_events(subject: Subject) -> Work:
    return repeated(lambda: _consume(subject.events()))


def _reading_events(subject: Subject) -> Work:
    return repeated(lambda: _consume(map(subject.readers.event_fields, subject.events())))


def _consume(items: Iterable[Any]) -> None:
    deque(items, maxlen=0)


def _measured(case: Case, shelf: Shelf, subjects: list[Subject], order: "Order") -> Row:
    shelf.body = case.body
    works = {subject.name: case.work(subject) for subject in subjects}
    limit = case.fast_goal if order.fast else case.goal
    heading = Heading(
        f"{order.prefix}.{case.name}",
        order.title(case.title),
        "µs CPU",
        {} if limit is None or case.goal is None else {OURS: Goal(limit)},
    )
    return row(heading, cpu_rounds(works, order.budget), FLOOR)


def _async_rows(subjects: list[Subject], order: "Order") -> Iterator[Row]:
    """Yield async retrieves beside the async floor, and beside each client's own sync ones."""
    with asyncio.Runner() as runner:
        works: dict[str, Work] = {}
        for subject in subjects:
            works[subject.name] = repeated(subject.retrieve)
            works[_later(subject)] = _awaited(runner, subject.aretrieve)
        samples = cpu_rounds(works, order.budget)
    yield row(
        Heading(f"{order.prefix}.async.retrieve", "retrieve a job, async", "µs CPU"),
        {subject.name: samples[_later(subject)] for subject in subjects},
        FLOOR,
    )
    figures = [
        figure(name, samples[f"{name}, async"], samples[name], _ASYNC_GOALS.get(name))
        for name in order.subjects
    ]
    name, title = f"{order.prefix}.async.beside-sync", "a retrieve, async; ratio to its sync one"
    yield Row(name, title, "µs CPU", tuple(figures))


def _later(subject: Subject) -> str:
    return f"{subject.name}, async"


def _awaited(runner: asyncio.Runner, call: Callable[[], Awaitable[object]]) -> Work:
    async def calls(times: int) -> None:
        for _ in range(times):
            await call()

    return lambda times: runner.run(calls(times))
