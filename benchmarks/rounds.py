"""Processor time of several works, measured in alternating rounds."""

import gc
import time
from collections.abc import Callable, Mapping

from attrs import frozen

Work = Callable[[int], object]
"""Does something so many times."""


@frozen
class Budget:
    """How long one row may be measured; the rounds come in full, at least `rounds` of them."""

    seconds: float = 1.0
    rounds: int = 5
    slice_seconds: float = 0.005


QUICK = Budget(seconds=0.15, rounds=3, slice_seconds=0.002)
FULL = Budget()


def repeated(call: Callable[[], object]) -> Work:
    """Return the work of calling something so many times."""

    def work(times: int) -> None:
        for _ in range(times):
            call()

    return work


def cpu_rounds(works: Mapping[str, Work], budget: Budget) -> dict[str, list[float]]:
    """
    Return microseconds of processor time per call, for each work, round by round.

    Every round does all works, one after the other (A B C A B C …), each for
    about one slice of time, so that what disturbs the machine disturbs all alike.
    """
    times = {name: _warm(work, budget) for name, work in works.items()}
    # What the imports of one subject left behind must not slow the collector for another.
    gc.collect()
    gc.freeze()
    found: dict[str, list[float]] = {name: [] for name in works}
    end = time.process_time() + budget.seconds
    rounds = 0
    while rounds < budget.rounds or time.process_time() < end:
        for name, work in works.items():
            found[name].append(_cost(work, times[name]))
        rounds += 1
    gc.unfreeze()
    return found


def _warm(work: Work, budget: Budget) -> int:
    """Return how often a work fits into a slice, having done it once or a few times."""
    work(1)
    cost = _cost(work, 1)
    slice_cost = budget.slice_seconds * 1e6
    if cost < slice_cost:
        cost = min(_cost(work, 1) for _ in range(3))
    return max(1, int(slice_cost / max(cost, 0.1)))


def _cost(work: Work, times: int) -> float:
    start = time.process_time_ns()
    work(times)
    return (time.process_time_ns() - start) / times / 1000
