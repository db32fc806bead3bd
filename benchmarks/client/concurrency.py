"""A thousand calls at once on one async client, over real sockets."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from benchmarks.client import bodies
from benchmarks.client.subjects import ALL, FLOOR, JOB, Loopback, Server, Subject
from benchmarks.rows import OURS, Figure, Heading, Row, row
from benchmarks.served import serving

if TYPE_CHECKING:
    from benchmarks.client.worker import Order

_CALLS = 1000


def rows(order: "Order") -> Iterator[Row]:
    """Yield the processor time of a call among a thousand, and how many failed."""
    heading = Heading(f"{order.prefix}.concurrent-1000", "1000 retrieves at once, each", "µs CPU")
    if heading.name not in order.wanted:
        return
    samples: dict[str, list[float]] = {name: [] for name in order.subjects}
    errors: dict[str, Counter[str]] = {name: Counter() for name in order.subjects}
    with serving({f"/v1/fine_tuning/jobs/{JOB}": bodies.one_job()}) as served:
        for _ in range(1 if order.wanted.quick else 2):
            for name in order.subjects:
                cost, failed = asyncio.run(_together(ALL[name], Loopback(served.url)))
                samples[name].append(cost)
                errors[name] += failed
    measured = row(heading, samples, FLOOR)
    figures = [_with_errors(figure, errors[figure.subject]) for figure in measured.figures]
    yield evolve(measured, figures=tuple(figures))


async def _together(
    make: Callable[[Server], Subject], server: Server
) -> tuple[float, Counter[str]]:
    """Return microseconds of processor time per call, and the errors by kind."""
    subject = make(server)
    await subject.aretrieve()
    start = time.process_time_ns()
    calls = [subject.aretrieve() for _ in range(_CALLS)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    cost = (time.process_time_ns() - start) / _CALLS / 1000
    await subject.aclose()
    failed = [answer for answer in answers if isinstance(answer, BaseException) or answer is None]
    return cost, Counter(type(answer).__name__ for answer in failed)


def _with_errors(figure: Figure, errors: Counter[str]) -> Figure:
    note = ", ".join(f"{count} {name}" for name, count in errors.items()) or "no error"
    if figure.subject != OURS:
        return evolve(figure, note=note)
    return evolve(figure, note=note, goal="no error", kept=not errors)
