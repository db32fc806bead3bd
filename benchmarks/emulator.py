"""The emulator beside a bare ASGI app, on the same HTTP server, that answers what is stored."""

import contextlib
import json
import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import httpx
from attrs import evolve, field, frozen

from benchmarks.load import Ask, Loaded, load
from benchmarks.rows import Goal, Heading, Row, Wanted, row
from benchmarks.served import serving
from fine_tuning_contract.emulator import Settings, start

BARE = "bare ASGI app"
OURS = "emulator"
_JOBS = 30
_CONNECTIONS = 64
CREATE = "/v1/fine_tuning/jobs"
_TITLES = {
    "retrieve": "retrieve one of 30 jobs",
    "list": "list 20 jobs",
    "mixed": "19 retrieves, then a create",
}
_LINES = [
    f'{{"messages":[{{"role":"user","content":"question {number}"}},'
    f'{{"role":"assistant","content":"answer {number}"}}]}}'
    for number in range(12)
]


@frozen
class Running:
    """A server that runs: its port, its process, and the headers that it wants."""

    port: int
    process: int
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def cpu_seconds(self) -> float:
        """Return the processor time that the process has used so far."""
        stat = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def waited_seconds(self) -> float:
        """Return how long the process could have worked, but no processor was free."""
        schedule = Path(f"/proc/{self.process}/schedstat").read_text(encoding="ascii")
        return int(schedule.split()[1]) / 1e9

    def resident(self) -> float:
        """Return the memory that the process holds, in MiB."""
        return self._memory("VmRSS")

    def peak(self) -> float:
        """Return the most memory that the process has held, in MiB."""
        return self._memory("VmHWM")

    def _memory(self, name: str) -> float:
        status = Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        kibibytes = next(line for line in status.splitlines() if line.startswith(name))
        return int(kibibytes.split()[1]) / 1024


@frozen
class Round:
    """A load, what an answer cost in microseconds, and the share of time without a processor."""

    loaded: Loaded
    cost: float
    waited: float


def rows(wanted: Wanted) -> Iterator[Row]:
    """Yield what it takes to start, to wait, and to answer."""
    if "emulator.start" in wanted:
        yield from _starts(2 if wanted.quick else 5)
    if any(wanted.any_of(f"emulator.{name}") for name in _TITLES):
        with ExitStack() as stack:
            emulator = stack.enter_context(running_emulator())
            asked = mixes(emulator)
            bare = stack.enter_context(_bare(_stored(emulator, asked)))
            stack.enter_context(first_in_line(emulator, bare))
            for name, asks in asked.items():
                if wanted.any_of(f"emulator.{name}"):
                    yield from _answers(name, asks, {BARE: bare, OURS: emulator}, wanted)


@contextmanager
def first_in_line(*servers: Running) -> Generator[None]:
    """
    Let servers and those who ask them go before all others, where that is allowed.

    On a busy machine, the slowest answers are otherwise those during which nobody worked.
    """
    with contextlib.suppress(PermissionError):
        _schedule(servers, os.SCHED_RR, 1)
    try:
        yield
    finally:
        with contextlib.suppress(PermissionError):
            _schedule(servers, os.SCHED_OTHER, 0)


def _schedule(servers: Sequence[Running], policy: int, priority: int) -> None:
    for process in (0, *(server.process for server in servers)):
        os.sched_setscheduler(process, policy, os.sched_param(priority))


def _starts(rounds: int) -> Iterator[Row]:
    """Yield seconds to the first answer, and the memory of a server that nobody asks anything."""
    makers: Mapping[str, Callable[[], AbstractContextManager[Running]]] = {
        BARE: lambda: _bare({}),
        OURS: running_emulator,
    }
    seconds: dict[str, list[float]] = {name: [] for name in makers}
    memory: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(rounds):
        for name, make in makers.items():
            before = time.perf_counter()
            with make() as running:
                seconds[name].append(time.perf_counter() - before)
                memory[name].append(running.resident())
    goals = {OURS: Goal(0.7, "value")}
    yield row(Heading("emulator.start.time", "start to first answer", "s", goals), seconds, BARE)
    goals = {OURS: Goal(80, "value")}
    yield row(Heading("emulator.start.memory", "memory when idle", "MiB", goals), memory, BARE)


@contextmanager
def running_emulator() -> Generator[Running]:
    """Run an emulator that has nothing else to do."""
    # With its clock standing still, no job moves while it is asked for.
    with start(Settings(manual_clock=True)) as emulator:
        port = urlsplit(emulator.url).port or 0
        headers = (("authorization", f"Bearer {emulator.api_key}"),)
        yield Running(port, emulator.process.pid, headers)


@contextmanager
def _bare(answers: Mapping[str, bytes]) -> Generator[Running]:
    with serving(answers) as served:
        yield Running(served.port, served.process, (("authorization", "Bearer sk-bench"),))


def mixes(emulator: Running) -> dict[str, list[Ask]]:
    """Create jobs, and return what to ask for: each of them, pages that begin at some, new ones."""
    with _client(emulator) as client:
        upload = ("train.jsonl", "\n".join(_LINES).encode())
        sent = client.post("/v1/files", data={"purpose": "fine-tune"}, files={"file": upload})
        order = {"model": "gpt-4o-mini-2024-07-18", "training_file": sent.json()["id"]}
        created = [client.post(CREATE, json=order) for _ in range(_JOBS)]
    jobs: list[str] = [answer.raise_for_status().json()["id"] for answer in created]
    create = Ask(CREATE, json.dumps(order).encode())
    retrieve = [Ask(f"{CREATE}/{job}") for job in jobs]
    return {
        "retrieve": retrieve,
        # The newest job stands first: behind each of the last ones there are 20 more.
        "list": [Ask(f"{CREATE}?after={job}") for job in jobs[20:]],
        # Whatever the emulator has at hand is stale after a create.
        "mixed": [*retrieve[:19], create],
    }


def _stored(emulator: Running, asked: Mapping[str, list[Ask]]) -> dict[str, bytes]:
    """Return what the emulator answers to each request."""
    asks = {ask.target: ask for asks in asked.values() for ask in asks}
    kind = {"content-type": "application/json"}
    with _client(emulator) as client:
        answers = {
            target: client.post(target, content=ask.posted, headers=kind)
            if ask.posted
            else client.get(target)
            for target, ask in asks.items()
        }
    return {target: answer.raise_for_status().content for target, answer in answers.items()}


def _client(running: Running) -> httpx.Client:
    base = f"http://127.0.0.1:{running.port}"
    return httpx.Client(base_url=base, headers=dict(running.headers))


def _answers(
    name: str, asks: list[Ask], servers: Mapping[str, Running], wanted: Wanted
) -> Iterator[Row]:
    """Yield answers per second, per second of the server's processor time, and latencies."""
    rounds: dict[str, list[Round]] = {server: [] for server in servers}
    for number in range(3 if wanted.quick else 6):
        for server, running in servers.items():
            done = measured(running, asks, 0.3 if wanted.quick else 0.6)
            # The first round warms up.
            rounds[server] += [done] if number else []
    title, key = _TITLES[name], f"emulator.{name}"
    goals = {} if name == "mixed" else {OURS: Goal(0.5, least=True)}
    rates = {server: [one.loaded.rate for one in found] for server, found in rounds.items()}
    capacities = {server: [1e6 / one.cost for one in found] for server, found in rounds.items()}
    refused = sum(one.loaded.refused for found in rounds.values() for one in found)
    note = f"{refused} answers were errors" if refused else ""
    heading = Heading(f"{key}.rate", f"{title}, {_CONNECTIONS} connections", "answers/s", goals)
    yield evolve(row(heading, rates, BARE), note=note)
    heading = Heading(f"{key}.cpu", f"{title}, the server's own time", "answers/s CPU", goals)
    yield row(heading, capacities, BARE)
    for server, found in rounds.items():
        yield _latency(f"{key}.latency.{server.split()[0]}", f"{title}: {server}", found)


def _latency(name: str, title: str, rounds: list[Round]) -> Row:
    """Return the latencies of one server, and how much of the time it had to stand in line."""
    halves, mosts = zip(*(one.loaded.percentiles for one in rounds), strict=True)
    waited = median(one.waited for one in rounds)
    goals = {"p99": Goal(5.0)} if name.endswith(OURS) else {}
    note = f"of the time, the server waited {waited:.0%} for a processor"
    return row(Heading(name, title, "ms", goals, note), {"p50": halves, "p99": mosts}, "p50")


def measured(running: Running, asks: list[Ask], seconds: float) -> Round:
    """Return what came of a load, and what the server needed for it."""
    waited = running.waited_seconds()
    done, cost = loaded(running, asks, seconds)
    return Round(done, cost, (running.waited_seconds() - waited) / done.seconds)


def loaded(running: Running, asks: list[Ask], seconds: float) -> tuple[Loaded, float]:
    """Return what came of a load, and the server's processor time per answer in microseconds."""
    before = running.cpu_seconds()
    requests = [ask.written(running.headers) for ask in asks]
    done = load(running.port, requests, connections=_CONNECTIONS, seconds=seconds)
    return done, (running.cpu_seconds() - before) * 1e6 / done.answers
