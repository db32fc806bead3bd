"""The proof that every rule can fail: each is run against a server that breaks it."""

import contextlib
import importlib
import pkgutil
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import uvicorn

from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Options,
    Report,
    Rule,
    Setup,
    Target,
    Verdict,
    Violation,
    check,
    rule_book,
    violation_of,
)
from fine_tuning_contract.emulator import Settings, create_app

from .edge import Edge, Fault

# Jobs that last half a second: long enough to be caught running.
_SPEED = 30.0
_START_SECONDS = 30.0
_EXAMPLES = 60


@attrs.frozen
class Proof:
    """What came of the rules that a violation must break."""

    violation: str
    what: str
    verdicts: Mapping[str, str]
    seconds: float
    problem: str | None = None

    @property
    def holds(self) -> bool:
        """Whether every rule caught the fault."""
        return self.problem is None and set(self.verdicts.values()) == {str(Verdict.BROKEN)}


def violations() -> dict[str, Violation]:
    """Return every violation of this package, by module and name."""
    package = __name__.rpartition(".")[0]
    folder = [str(Path(__file__).parent)]
    found: dict[str, Violation] = {}
    for module in pkgutil.iter_modules(folder):
        if module.name.startswith("_"):
            continue
        members = vars(importlib.import_module(f"{package}.{module.name}"))
        for name, member in members.items():
            violation = violation_of(member)
            if violation is not None:
                found[f"{module.name}.{name}"] = violation
    return found


def unproven(book: Iterable[Rule], faults: Mapping[str, Violation]) -> list[str]:
    """Return what is wrong between the rule book and the violations, as sentences."""
    ids = {rule.id for rule in book}
    named = {rule_id for fault in faults.values() for rule_id in fault.breaks}
    return [
        *(f"rule {rule_id} has no violation" for rule_id in sorted(ids - named)),
        *(f"a violation names {rule_id}, which is no rule" for rule_id in sorted(named - ids)),
    ]


def prove(names: Sequence[str], workers: int = 2) -> Iterator[Proof]:
    """Run each of these violations under the rules that it must break."""
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(prove_one, names)


def prove_one(name: str) -> Proof:
    """Run one violation, by its name."""
    violation = violations()[name]
    started = time.perf_counter()
    book = {rule.id: rule for rule in rule_book(places.rules())}
    subjects = {book[rule_id].subject for rule_id in violation.breaks}
    try:
        report = _run_server(violation) if subjects == {"server"} else _run_client(violation)
    except Exception as error:  # noqa: BLE001 (whatever stops one proof must not stop the others)
        return Proof(name, violation.what, {}, time.perf_counter() - started, problem=repr(error))
    verdicts = {result.rule.id: str(result.verdict) for result in report.results}
    return Proof(name, violation.what, verdicts, time.perf_counter() - started, report.problem)


def _run_server(violation: Violation) -> Report:
    with served(violation.function) as url:
        target = Target(url, "sk-test", "sk-admin", setup=Setup(patience=5.0))
        return check(target, _options(violation))


def _run_client(violation: Violation) -> Report:
    """Run rules of the client; such a violation is a context in which the client is faulty."""
    with violation.function():
        return check(None, _options(violation))


def _options(violation: Violation) -> Options:
    return Options(
        description=places.normalized_description(),
        rules=places.rules(),
        rule_ids=violation.breaks,
        max_examples=_EXAMPLES,
        stop_exploring=True,
    )


@contextlib.contextmanager
def served(fault: Fault, settings: Settings | None = None) -> Generator[str]:
    """Serve the emulator with something at its edge until the context ends; give its URL."""
    application: Any = Edge(create_app(settings or Settings(speed=_SPEED)), fault)
    config = uvicorn.Config(
        application, port=0, log_level="critical", access_log=False, lifespan="on"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + _START_SECONDS
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.005)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.should_exit = True
        thread.join()
