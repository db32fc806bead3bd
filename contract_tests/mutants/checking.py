"""The process that checks one mutant, and what it finds."""

import shutil
import sys
import time
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path

import attrs

from contract_tests.mutants.catalogue import named
from contract_tests.mutants.edits import FaultyClient
from contract_tests.mutants.serving import silence
from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Options,
    Report,
    Rule,
    RunVerdict,
    Target,
    Verdict,
    check,
    rule_book,
    run,
)
from fine_tuning_contract.conformance.rule import Subject
from fine_tuning_contract.scratch import scratch

CLIENT = "fine_tuning_client"


@attrs.frozen
class Finding:
    """What a check found: its verdict, and the first rule that said so, after how many seconds."""

    verdict: str
    rule: str = ""
    message: str = ""
    seconds: float = 0.0


class FirstBroken:
    """
    Ends a check at the first broken rule.

    A preparation that fails is no verdict on a rule, so the check goes on after it.
    """

    def __init__(self) -> None:
        """Start the clock."""
        self._started = time.perf_counter()
        self.finding: Finding | None = None

    def planned(self, rules: Iterable[Rule]) -> None:
        """Take the rules that will run."""

    def started(self, rule_id: str) -> None:
        """Note that a rule runs now."""

    def finished(self, rule_id: str, verdict: Verdict) -> None:
        """End the check if the rule is broken."""
        if verdict is Verdict.BROKEN:
            seconds = time.perf_counter() - self._started
            self.finding = Finding(str(RunVerdict.BROKEN), rule_id, seconds=seconds)
            raise KeyboardInterrupt


def check_server(url: str, parent: Connection, *, cheap: bool = False) -> None:
    """Check a server at default settings, or by cheap rules alone, and tell the parent about it."""
    silence()
    target = Target(url, api_key="sk-test", admin_key="sk-admin")
    parent.send(_found(target, "server", cheap=cheap))


def check_client(name: str | None, parent: Connection, *, cheap: bool = False) -> None:
    """Check a copy of the client that has a mutant's fault, and tell the parent."""
    silence()
    with scratch("spoilt-client-") as folder:
        prepare_client(name, folder)
        _forget_client()
        sys.path.insert(0, str(folder))
        parent.send(_found(None, "client", cheap=cheap))


def prepare_client(name: str | None, folder: Path) -> None:
    """Put the client into a folder, with a mutant's fault; raises EditDoesNotFit."""
    package = folder / CLIENT
    source = places.generated() / CLIENT
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    if name is not None:
        named(name).spoil(FaultyClient(package))


def _forget_client() -> None:
    """Let the client, and the rules about it, be imported anew."""
    for module in list(sys.modules):
        if module.startswith((CLIENT, "contract_tests.client")):
            del sys.modules[module]
    run._book.cache_clear()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the rules hold the client


def _found(target: Target | None, only: Subject, *, cheap: bool) -> Finding:
    options = Options(
        description=places.normalized_description(),
        rules=places.rules(),
        only=only,
        rule_ids=_cheap_rules(only) if cheap else (),
    )
    watch = FirstBroken()
    try:
        report = check(target, options, watch)
    except KeyboardInterrupt:
        if watch.finding is None:
            raise
        return watch.finding
    except Exception as fault:  # noqa: BLE001 - a suite that falls over is something to be told
        return Finding("crashed", message=f"{type(fault).__name__}: {fault}")
    return _summed_up(report)


def _cheap_rules(only: Subject) -> tuple[str, ...]:
    book = rule_book(places.rules())
    return tuple(rule.id for rule in book if rule.subject == only and not rule.dear)


def _summed_up(report: Report) -> Finding:
    stopped = [*report.of_verdict(Verdict.BROKEN), *report.of_verdict(Verdict.COULD_NOT_RUN)]
    rule = stopped[0].rule.id if stopped else ""
    message = stopped[0].message if stopped else report.problem or ""
    return Finding(str(report.verdict), rule, message, report.seconds)
