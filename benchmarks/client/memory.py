"""What is kept in memory for as long as a program holds its jobs."""

import gc
import tracemalloc
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.client import bodies
from benchmarks.client.subjects import ALL, FLOOR, Shelf, Subject
from benchmarks.rows import OURS, Goal, Heading, Row, row

if TYPE_CHECKING:
    from benchmarks.client.worker import Order

_JOBS = 1000


def rows(order: "Order") -> Iterator[Row]:
    """Yield a row for jobs that nobody looked at, and one for jobs of which all was read."""
    shelf = Shelf()
    shelf.body = bodies.jobs(_JOBS)
    goals = {OURS: Goal(0.75)}
    kinds = [("untouched", "untouched", False), ("read", "every field read", True)]
    for name, words, read in kinds:
        heading = Heading(
            f"{order.prefix}.memory-1000.{name}",
            order.title(f"1000 jobs kept, {words}"),
            "KiB",
            goals,
        )
        if heading.name in order.wanted:
            subjects = [ALL[subject](shelf) for subject in order.subjects]
            samples = {subject.name: [_kept(subject, read=read)] for subject in subjects}
            yield row(heading, samples, FLOOR)


def _kept(subject: Subject, *, read: bool) -> float:
    """Return KiB that a list of jobs holds on to."""
    _held(subject, read=read)
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    jobs = _held(subject, read=read)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(jobs) == _JOBS
    return (after - before) / 1024


def _held(subject: Subject, *, read: bool) -> list[object]:
    jobs = list(subject.jobs())
    if read:
        for job in jobs:
            subject.readers.job_fields(job)
    return jobs
