"""What it costs to start: import, construct, first call, in a process of its own."""

import json
from collections.abc import Iterator, Mapping
from functools import partial

from benchmarks.client import bodies, scripts
from benchmarks.client.subjects import FLOOR, JOB
from benchmarks.processes import Cost, process_rounds, python
from benchmarks.rows import OURS, Goal, Heading, Row, Wanted, row
from benchmarks.served import serving

_TITLE = "import, construct, first call"
_CPU, _PEAK = Goal(1.15), Goal(2.0, "difference")


def rows(wanted: Wanted, folders: list[str]) -> Iterator[Row]:
    """Yield processor time and peak memory of whole processes."""
    rounds = 2 if wanted.quick else 9
    if wanted.any_of("client.start.in-process"):
        sources = scripts.in_process(bodies.one_job())
        yield from _rows("in-process", _TITLE, _run(sources, folders, rounds))
    if wanted.any_of("client.start.socket") and not wanted.quick:
        with serving({f"/v1/fine_tuning/jobs/{JOB}": bodies.one_job()}) as served:
            found = _run(scripts.over_socket(served.url, JOB), folders, rounds // 2)
        yield from _rows("socket", f"{_TITLE}, over a socket", found)


def _run(sources: Mapping[str, str], folders: list[str], rounds: int) -> dict[str, list[Cost]]:
    commands = {name: partial(python, source, folders) for name, source in sources.items()}
    return process_rounds(commands, rounds)


def _rows(name: str, title: str, found: Mapping[str, list[Cost]]) -> Iterator[Row]:
    time = {name: [cost.cpu_seconds * 1000 for cost in costs] for name, costs in found.items()}
    yield row(Heading(f"client.start.{name}.cpu", title, "ms CPU", {OURS: _CPU}), time, FLOOR)
    peak = {name: [_peak(cost) for cost in costs] for name, costs in found.items()}
    title = f"{title}: peak memory"
    yield row(Heading(f"client.start.{name}.peak", title, "MiB", {OURS: _PEAK}), peak, FLOOR)


def _peak(cost: Cost) -> float:
    kibibytes: int = json.loads(cost.output)
    return kibibytes / 1024
