"""How the cost of an item grows with the length of its list."""

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.client import bodies
from benchmarks.client.subjects import ALL, FLOOR, Shelf, Subject
from benchmarks.rounds import Work, cpu_rounds
from benchmarks.rows import Heading, Row, row

if TYPE_CHECKING:
    from benchmarks.client.worker import Order

_LENGTHS = (10, 100, 1000, 10_000)


def rows(order: "Order") -> Iterator[Row]:
    """Yield a row for each length of list: time per item."""
    lengths = [length for length in _LENGTHS if f"{order.prefix}.growth.{length}" in order.wanted]
    shelf = Shelf()
    subjects = [ALL[name](shelf) for name in order.subjects] if lengths else []
    for length in lengths[:-1] if order.wanted.quick else lengths:
        shelf.body = bodies.jobs(length)
        works = {subject.name: _reading(subject) for subject in subjects}
        samples = {
            name: [cost / length for cost in costs]
            for name, costs in cpu_rounds(works, order.budget).items()
        }
        title = f"a job of a list of {length:,}, id and status read"
        yield row(Heading(f"{order.prefix}.growth.{length}", title, "µs CPU"), samples, FLOOR)


def _reading(subject: Subject) -> Work:
    def work(times: int) -> None:
        for _ in range(times):
            deque(map(subject.readers.job_status, subject.jobs()), maxlen=0)

    return work
