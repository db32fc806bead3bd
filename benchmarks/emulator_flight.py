"""The emulator when many jobs are on their way at once, with its clock running."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import httpx
from attrs import frozen

from benchmarks.emulator import CREATE, Running, first_in_line
from benchmarks.emulator_scale import asking, created, emulator_with
from benchmarks.load import Ask, Loaded, load
from benchmarks.rows import Goal, Heading, Row, Wanted, row
from fine_tuning_contract.emulator import Settings
from fine_tuning_contract.emulator.settings import Pace

_SLOWEST_CREATED = 200
"""So many jobs a second have to be created at the least, or the first ends before the last."""
_ENDED = ("succeeded", "failed", "cancelled")
_FULL_SPEED = 1000.0
_PATIENCE_SECONDS = 60


@frozen
class Flight:
    """What came of many jobs: seconds and MiB by what was done, and what asking told."""

    seconds: Mapping[str, float]
    flying: int
    stuck: int
    refused: int
    asked: Sequence[Loaded]
    memory: Mapping[str, float]


def rows(wanted: Wanted) -> Iterator[Row]:
    """Yield what it takes to have many jobs in flight, and to let many rush through."""
    count = 1000 if wanted.quick else 10_000
    if wanted.any_of("emulator_flight.together"):
        together = Pace(running=max(10.0, count / _SLOWEST_CREATED))
        yield from _told("together", count, _flown(Settings(pace=together), count))
    if wanted.any_of("emulator_flight.rush"):
        yield from _told("rush", count, _flown(Settings(speed=_FULL_SPEED), count))


def _told(name: str, count: int, flight: Flight) -> Iterator[Row]:
    key, title = f"emulator_flight.{name}", f"{count:,} jobs, the clock running"
    if name == "rush":
        title = f"{title} {_FULL_SPEED:,.0f} times as fast"
    refused = f"{flight.refused} answers were errors" if flight.refused else ""
    seconds = {work: [value] for work, value in flight.seconds.items()}
    yield row(Heading(f"{key}.time", title, "s", note=refused), seconds, None)
    seen = {"in flight at once": [flight.flying], "stuck": [flight.stuck]}
    goals = {"stuck": Goal(0, "value")}
    if name == "together":
        goals["in flight at once"] = Goal(count, "value", least=True)
    yield row(Heading(f"{key}.jobs", title, "jobs", goals), seen, None)
    halves, mosts = zip(*(one.percentiles for one in flight.asked), strict=True)
    heading = Heading(f"{key}.latency", f"{title}: retrieve any of them", "ms", {"p99": Goal(5.0)})
    yield row(heading, {"p50": halves, "p99": mosts}, "p50")
    memory = {state: [value] for state, value in flight.memory.items()}
    yield row(Heading(f"{key}.memory", title, "MiB"), memory, None)


def _flown(settings: Settings, count: int) -> Flight:
    """Create jobs, look at all of them while they are on their way, and wait for their end."""
    with emulator_with(settings) as server, asking(server) as client:
        memory = {"idle": server.resident()}
        order = json.dumps({"model": "gpt-4o-mini", "training_file": created(client)[0]}).encode()
        begun = time.perf_counter()
        refused = _create(server, order, count)
        seconds = {"created": time.perf_counter() - begun}
        begun = time.perf_counter()
        seen, identifiers = _states(client)
        seconds["all of them listed"] = time.perf_counter() - begun
        asked = _asked(server, identifiers)
        memory["in flight"] = server.resident()
        begun = time.perf_counter()
        seconds["until the last has ended"] = _awaited(client) - begun
        ended, _ = _states(client)
        memory["ended"] = server.resident()
    flying = sum(number for status, number in seen.items() if status not in _ENDED)
    stuck = ended.total() - ended["succeeded"]
    refused += sum(one.refused for one in asked)
    return Flight(seconds, flying, stuck, refused, asked, memory)


def _create(server: Running, order: bytes, count: int) -> int:
    """Create jobs over several connections until there are so many; return how many failed."""
    asks = [Ask(CREATE, order).written(server.headers)]
    refused, left = 0, count - 1
    while left > 0:
        # The last ones stop where they should, whatever the connections do at once.
        done = load(server.port, asks, connections=min(16, left), seconds=min(5, left / 1000))
        refused += done.refused
        left -= done.answers - done.refused
    return refused


def _asked(server: Running, jobs: Sequence[str]) -> list[Loaded]:
    """Return what came of asking for any of the jobs, in several short rounds."""
    asks = [Ask(f"{CREATE}/{job}").written(server.headers) for job in jobs]
    rounds: list[Loaded] = []
    for number in range(5):
        first = number * len(asks) // 5
        with first_in_line(server):
            turned = asks[first:] + asks[:first]
            rounds.append(load(server.port, turned, connections=64, seconds=0.3))
    return rounds


def _states(client: httpx.Client) -> tuple[Counter[str], list[str]]:
    """Return how many jobs there are of each status, and the ids of all."""
    found, identifiers = Counter[str](), list[str]()
    after: dict[str, str] = {}
    while True:
        page = client.get(CREATE, params={"limit": "100", **after}).raise_for_status().json()
        found.update(job["status"] for job in page["data"])
        identifiers += [job["id"] for job in page["data"]]
        if not page["has_more"]:
            return found, identifiers
        after = {"after": identifiers[-1]}


def _awaited(client: httpx.Client) -> float:
    """Return when the newest job was seen ended, which is the last one to end."""
    deadline = time.perf_counter() + _PATIENCE_SECONDS
    while time.perf_counter() < deadline:
        newest = client.get(CREATE, params={"limit": "1"}).raise_for_status().json()["data"][0]
        if newest["status"] in _ENDED:
            break
        time.sleep(0.05)
    return time.perf_counter()
