"""The contract suite: how long a check takes, how soon it finds a fault, and beside its engine."""

import copy
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
import schemathesis
from attrs import define, field
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from benchmarks.generation import whole_description
from benchmarks.rows import Goal, Heading, Row, Wanted, row
from benchmarks.served import serving
from contract_tests.violations.proof import served, violations
from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Description,
    Options,
    Session,
    Target,
    Verdict,
    check,
    read_description,
    rule_book,
)
from fine_tuning_contract.conformance.exploration import PHASES, Phase, explore
from fine_tuning_contract.conformance.sense import Sense
from fine_tuning_contract.conformance.transport import Transport
from fine_tuning_contract.emulator import Settings, start

OURS = "fine-tuning-contract"
PLAIN = "schemathesis"
_CHECK_SECONDS = 45
_FIRST_SECONDS = 3
_TWICE = 2
_PHASE: Phase = "coverage"
_SEED = 1
_EXAMPLES = 5
_PROCESSES = 2
# As many as the description has, a round number, and as many as the provider publishes in all.
_SIZES = (21, 50, 242)


@define
class Watch:
    """Notes when the first rule was broken."""

    began: float = field(factory=time.perf_counter)
    first: float | None = None

    def planned(self, rules: object) -> None:
        """Take no note of the rules."""

    def started(self, rule_id: str) -> None:
        """Take no note of a rule that begins."""

    def finished(self, rule_id: str, verdict: Verdict) -> None:
        """Note the first broken rule."""
        del rule_id
        if verdict is Verdict.BROKEN and self.first is None:
            self.first = time.perf_counter() - self.began


def rows(wanted: Wanted) -> Iterator[Row]:
    """Yield the cost of a check, of a finding, of a request, and of more operations."""
    if wanted.any_of("contract.check"):
        yield _check(wanted)
    if wanted.any_of("contract.rate.phase"):
        yield _phase_rate(1 if wanted.quick else 3)
    if wanted.any_of("contract.rate.whole") and not wanted.quick:
        yield _whole_rate()
    if wanted.any_of("contract.first-failure"):
        yield _first_failure(4 if wanted.quick else 15)
    if wanted.any_of("contract.operations"):
        yield from _operations(_SIZES[:1] if wanted.quick else _SIZES)
    if wanted.any_of("contract.growth"):
        yield from _growth((21,) if wanted.quick else (21, 50, 288))


def _options(*rule_ids: str, fail_fast: bool = False) -> Options:
    return Options(
        places.normalized_description(), places.rules(), rule_ids, "server", fail_fast=fail_fast
    )


def _check(wanted: Wanted) -> Row:
    """Check an emulator and the client as by default."""
    dear = [rule.id for rule in rule_book(places.rules()) if rule.dear]
    asked = attrs.evolve(_options(*(dear[:1] if wanted.quick else ())), only=None)
    with start(Settings(speed=20)) as emulator:
        target = Target(emulator.url, emulator.api_key, emulator.admin_key)
        report = check(target, attrs.evolve(asked, workers=_PROCESSES))
    goals = {OURS: Goal(_CHECK_SECONDS, "value")}
    note = f"{len(report.results)} rules by {_PROCESSES} processes, {report.requests:,} requests"
    heading = Heading("contract.check", "default check of the emulator", "s", goals, note)
    return row(heading, {OURS: [report.seconds]}, None)


def _phase_rate(rounds: int) -> Row:
    """Run one phase of the engine, alone and under our oracle, on the same emulator in turn."""
    rates: dict[str, list[float]] = {PLAIN: [], OURS: []}
    with start(Settings(speed=20)) as emulator:
        target = Target(emulator.url, emulator.api_key, emulator.admin_key)
        for _ in range(rounds):
            rates[PLAIN].append(_plain_rate(target, (_PHASE,), _EXAMPLES))
            rates[OURS].append(_own_rate(target))
    heading = Heading(
        "contract.rate.phase",
        f"requests of the phase {_PHASE}, one after the other",
        "1/s",
        note="the same phase, seed and number of examples",
    )
    return row(heading, rates, PLAIN)


def _whole_rate() -> Row:
    """Run a check, and all phases of plain Schemathesis, each as by default, on one emulator."""
    with start(Settings(speed=20)) as emulator:
        target = Target(emulator.url, emulator.api_key, emulator.admin_key)
        plain = _plain_rate(target, PHASES, None)
        report = check(target, attrs.evolve(_options(), workers=_PROCESSES))
    rates = {PLAIN: [plain], OURS: [report.requests / report.seconds]}
    goals = {OURS: Goal(_TWICE, least=True)}
    note = f"each by its defaults; ours {len(report.results)} rules by {_PROCESSES} processes"
    return row(
        Heading("contract.rate.whole", "requests of a run", "1/s", goals, note), rates, PLAIN
    )


def _own_rate(target: Target) -> float:
    """Return how many requests a second the phase sends under our oracle."""
    started = time.perf_counter()
    description = Description(dict(read_description(places.normalized_description()).content))
    with Transport() as transport:
        session = Session(target, description, transport)
        sense = Sense(description, session.oracle, known={}, may_refuse=lambda *_: True)
        found = explore(session, sense, _PHASE, seed=_SEED, max_examples=_EXAMPLES)
    return found.requests / (time.perf_counter() - started)


def _plain_rate(target: Target, phases: Sequence[str], most: int | None) -> float:
    """Return how many requests a second Schemathesis sends in these phases by itself."""
    config: dict[str, Any] = {
        "seed": _SEED,
        "base-url": target.url,
        "headers": {"Authorization": f"Bearer {target.api_key}"},
        "continue-on-failure": True,
        "phases": {name: {"enabled": name in phases} for name in PHASES},
        "generation": {"mode": "all", **({"max-examples": most} if most else {})},
        "warnings": False,
    }
    sent, started = 0, time.perf_counter()
    content = dict(read_description(places.normalized_description()).content)
    schema: Any = schemathesis.openapi.from_dict(
        content, config=SchemathesisConfig.from_dict(config)
    )
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            sent += len(event.recorder.interactions)
    return sent / (time.perf_counter() - started)


def _first_failure(count: int) -> Row:
    """Return the seconds to the first broken rule, on a sample of servers with one fault each."""
    book = {rule.id: rule for rule in rule_book(places.rules())}
    faults = [
        fault
        for fault in violations().values()
        if all(rule_id in book and book[rule_id].subject == "server" for rule_id in fault.breaks)
    ]
    seconds = []
    for fault in islice(faults, 0, None, max(1, len(faults) // count)):
        watch = Watch()
        with served(fault.function) as url:
            check(Target(url, "sk-test", "sk-admin"), _options(fail_fast=True), watch)
        seconds.append(watch.first or _CHECK_SECONDS)
    goals = {OURS: Goal(_FIRST_SECONDS, "value")}
    note = f"median of {len(seconds)} faulty servers, from the start of the run"
    heading = Heading("contract.first-failure", "time to the first failure", "s", goals, note)
    return row(heading, {OURS: seconds}, None)


def _operations(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Yield the cost of the engine against a server that knows nothing, by operations."""
    content = read_description(places.normalized_description()).content
    with serving({}) as stub, Transport() as transport:
        for size in sizes:
            description = Description(_enlarged(dict(content), size))
            session = Session(Target(stub.url, "sk-bench"), description, transport)
            sense = Sense(description, session.oracle, known={}, may_refuse=lambda *_: True)
            before = time.process_time()
            found = explore(session, sense, "examples")
            seconds = time.process_time() - before
            name = f"contract.operations.{size}"
            note = f"{found.requests:,} requests to a stub"
            yield row(Heading(name, f"{size} operations", "s", note=note), {OURS: [seconds]}, None)


def _growth(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Yield the same cost on a whole description, cut to so many operations."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made, serving({}) as stub:
        source = whole_description(Path(made))
        if source is None:
            note = "left out: set UPSTREAM_DESCRIPTIONS to a file, or to a folder that holds one"
            yield Row("contract.growth", "operations of a whole description", "s CPU", (), note)
            return
        for size in sizes:
            yield _grown(source, size, stub.url)


def _grown(source: Path, size: int, url: str) -> Row:
    before = time.process_time()
    description = Description(_enlarged(dict(read_description(source).content), size))
    with Transport() as transport:
        session = Session(Target(url, "sk-bench"), description, transport)
        sense = Sense(description, session.oracle, known={}, may_refuse=lambda *_: True)
        found = explore(session, sense, "examples", max_examples=1)
    seconds = time.process_time() - before
    count = len(description.all_operations)
    note = f"{found.requests:,} requests to a stub, {seconds / count:.3f} s an operation"
    heading = Heading(
        f"contract.growth.{size}", f"{count} operations of a whole", "s CPU", note=note
    )
    return row(heading, {OURS: [seconds]}, None)


def _enlarged(content: dict[str, Any], size: int) -> dict[str, Any]:
    """Return a description of so many operations: the same ones, again and again."""
    paths: dict[str, Any] = {}
    count = 0
    for number in range(size):
        for path, item in content["paths"].items():
            kept: dict[str, Any] = {}
            for method, value in item.items():
                if isinstance(value, dict) and count == size:
                    continue
                kept[method] = _renamed(value, number)
                count += isinstance(value, dict)
            if any(isinstance(value, dict) for value in kept.values()):
                paths[f"/copy{number}{path}" if number else path] = kept
    return {**content, "paths": paths}


def _renamed(value: Any, number: int) -> Any:
    if not isinstance(value, dict):
        return value
    renamed = copy.deepcopy(value)
    renamed["operationId"] = f"{value['operationId']}{number or ''}"
    for response in renamed.get("responses", {}).values():
        response.pop("links", None)
    return renamed
