"""A run of the contract: the rules are pytest's, the verdicts ours."""

import contextlib
import datetime as dt
import functools
import os
import tempfile
import time
from collections.abc import Generator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import attrs
import pytest

from .cleanup import clean_up_after
from .description_file import read_description, sha256_of
from .deviations import apply_deviations, read_deviations
from .handover import found
from .obstacle import MissingPrerequisite
from .operations import Description
from .options import Options
from .plan import Plan
from .plugin import COUNTS, RulePlugin, rule_of_item
from .preflight import prepare
from .recorder import Progress, Recorder
from .report import Report, RuleResult
from .reporting.coverage import coverage_of
from .rule import Rule
from .share import shared
from .tally import Tally
from .target import Target
from .verdicts import RunVerdict, Verdict, of_run, worst

_WORKER = f"{__package__}.worker"


class UnknownRule(Exception):
    """A rule was asked for that the book does not have."""


def check(target: Target | None, options: Options, progress: Progress | None = None) -> Report:
    """
    Hold a server, or with no target only the client, to the rules, and return the report.

    A server that is away or refuses the key gives a report whose verdict is `could-not-run`.
    Raises UnknownRule, DeviationError or DescriptionFileError where the call itself is wrong.
    """
    started = time.time()
    description = read_description(options.description)
    try:
        book = rule_book(options.rules)
    except UnreadableRules as error:
        plan = Plan(target, options)
        return _report(plan, started, results=(), problem=f"the rules cannot be read: {error}")
    _refuse_unknown(options.rule_ids, book)
    known = read_deviations(options.deviations, [r.id for r in book]) if options.deviations else ()
    taken = frozenset(rule.id for rule in _asked(book, options))
    if not taken and any(options.selects(rule) for rule in book):
        return _idle(Plan(target, options), started)
    plan = attrs.evolve(Plan.starting_now(target, options), rule_ids=taken)
    try:
        if target is not None:
            prepare(target, description)
        recorder = _run(plan, description, progress)
    except MissingPrerequisite as error:
        return _report(plan, started, results=(), problem=str(error))
    except KeyboardInterrupt:
        return _report(plan, started, results=(), problem="interrupted before the first rule")
    tally = Tally.of(recorder.counts.values(), description.all_operations)
    coverage = coverage_of(description, tally.coverage) if tally.coverage else None
    results = apply_deviations(_results(book, options, recorder, description), known)
    report = _report(
        plan, started, results=results, problem=_problem(recorder, tally, results), tally=tally
    )
    return attrs.evolve(report, coverage=coverage)


def _idle(plan: Plan, started: float) -> Report:
    """Return the report of a shard with nothing to do: the other shards have all the rules."""
    report = _report(plan, started, results=(), problem=None)
    note = "no rule fell to this shard; the others have them all"
    return attrs.evolve(report, verdict=RunVerdict.PARTIAL, notes=(note,))


def rule_book(folder: Path) -> list[Rule]:
    """Return every rule below a folder, in the order of its files."""
    return list(_book(folder))


@functools.cache
def _book(folder: Path) -> tuple[Rule, ...]:
    # Rules are code: within a process, a folder's book does not change.
    collector = _Collector()
    code = _pytest([str(folder)], ["--collect-only"], [collector])
    if collector.problems or code not in {0, pytest.ExitCode.NO_TESTS_COLLECTED}:
        raise UnreadableRules(
            "; ".join(collector.problems) or f"{folder}: pytest ended with {code}"
        )
    return tuple({rule.id: rule for rule in collector.rules}.values())


class UnreadableRules(Exception):
    """A file of rules cannot be imported."""


class _Stumbles:
    """Notes what went wrong in pytest itself, or in a plugin of its."""

    def __init__(self, problems: list[str]) -> None:
        self._problems = problems

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        self._problems.append(f"the run stumbled: {excinfo.exconly()}")
        return True


class _Collector:
    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.problems: list[str] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        found = (rule_of_item(item) for item in session.items)
        self.rules = [rule for rule in found if rule is not None]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problems.append(f"{report.nodeid}: {report.longreprtext.strip().splitlines()[-1]}")


def _run(plan: Plan, description: Description, progress: Progress | None) -> Recorder:
    options = plan.options
    files = [str(place) for place in _places(options)]
    if options.workers > 1:
        return _run_spread(plan, description, files, progress)
    recorder, rules = Recorder(plan, progress), RulePlugin(plan, description)
    if files:
        _pytest(files, [], [rules, recorder, _Stumbles(recorder.problems)])
        recorder.counts["alone"] = rules.counts()
    return recorder


def _run_spread(
    plan: Plan, description: Description, files: list[str], progress: Progress | None
) -> Recorder:
    """Run a plan by several processes, and clear away what they made when all have ended."""
    with tempfile.TemporaryDirectory(prefix="contract-") as name:
        folder = Path(name)
        recorder = Recorder(attrs.evolve(plan, handover=folder), progress)
        if files:
            # One after the other, lest all dear rules fall to one process.
            singly = ["--maxschedchunk", "1"]
            spread = ["-p", "xdist", "-n", str(plan.options.workers), *singly, "-p", _WORKER]
            _pytest(files, spread, [recorder, _Stumbles(recorder.problems)])
        for counted in found(folder, COUNTS):
            recorder.counts = counted | recorder.counts
        if plan.target is not None:
            notes = clean_up_after(folder, plan.target, description)
            recorder.counts["clean-up"] = {"notes": notes}
    return recorder


def _problem(recorder: Recorder, tally: Tally, results: Sequence[RuleResult]) -> str | None:
    """Return why a run is not whole, or None where it is."""
    found = list(recorder.problems)
    if recorder.interrupted:
        run = sum(1 for result in results if result.verdict is not Verdict.COULD_NOT_RUN)
        found.append(f"interrupted: {run} of {len(results)} rules have a verdict")
    if tally.away:
        found.append(tally.away)
    return "; ".join(found) or None


def _places(options: Options) -> list[Path]:
    """Return the files that hold the rules which are asked for."""
    asked = _asked(rule_book(options.rules), options)
    return [options.rules / source for source in dict.fromkeys(rule.source for rule in asked)]


def _asked(book: Sequence[Rule], options: Options) -> list[Rule]:
    """Return the rules that a run takes, which are those of its shard."""
    selected = [rule for rule in book if options.selects(rule)]
    taken = shared(selected, options.shard)
    return [rule for rule in selected if rule.id in taken]


def _pytest(places: list[str], flags: list[str], plugins: Sequence[object]) -> int:
    arguments = [
        *places,
        *flags,
        # The configuration of whoever calls us says nothing about our rules.
        "-c",
        os.devnull,
        "--rootdir",
        str(Path(places[0]).parent),
        "--disable-plugin-autoload",
        "--capture=no",
        "--import-mode=prepend",
        *("-p", "no:terminal"),
        *("-p", "no:cacheprovider"),
        *("-p", "no:faulthandler"),
        # What it would warn of is ignored here, and it looks for garbage for a second at the end.
        *("-p", "no:unraisableexception"),
        *("-W", "ignore"),
    ]
    with _without_pytest_environment():
        return int(pytest.main(arguments, plugins=list(plugins)))


@contextlib.contextmanager
def _without_pytest_environment() -> Generator[None]:
    # With CI set, pytest compares what differs in full: megabytes of bytes take it minutes.
    names = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "CI", "BUILD_NUMBER")
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def _refuse_unknown(rule_ids: Sequence[str], book: Sequence[Rule]) -> None:
    known = {rule.id for rule in book}
    for rule_id in rule_ids:
        if rule_id not in known:
            raise UnknownRule(f"no rule {rule_id!r}; `fine-tuning-contract rules` lists them")


def _results(
    book: Sequence[Rule], options: Options, recorder: Recorder, description: Description
) -> tuple[RuleResult, ...]:
    asked = _asked(book, options)
    return tuple(_result(rule, recorder, description) for rule in asked)


def _result(rule: Rule, recorder: Recorder, description: Description) -> RuleResult:
    outcomes = recorder.outcomes.get(rule.id, [])
    seconds = recorder.seconds.get(rule.id, 0.0)
    first = rule.spec.partition("/")[0]
    operation = first if first in description.all_operations else None
    if not outcomes:
        return RuleResult(
            rule, operation, Verdict.COULD_NOT_RUN, seconds, "the run ended before it"
        )
    verdict = worst(outcome.verdict for outcome in outcomes)
    telling = [outcome for outcome in outcomes if outcome.verdict is verdict]
    return RuleResult(
        rule,
        operation,
        verdict,
        seconds,
        telling[0].message,
        tuple(item for outcome in telling for item in outcome.evidence),
        recorder.requests.get(rule.id, 0),
    )


def _report(
    plan: Plan,
    started: float,
    *,
    results: tuple[RuleResult, ...],
    problem: str | None,
    tally: Tally | None = None,
) -> Report:
    tally = tally or Tally()
    verdict = of_run((result.verdict for result in results), whole=plan.options.whole)
    if problem and verdict is not RunVerdict.BROKEN:
        verdict = RunVerdict.COULD_NOT_RUN
    return Report(
        target=plan.target.url if plan.target else None,
        description_sha256=sha256_of(plan.options.description),
        suite_version=_suite_version(),
        started_at=dt.datetime.fromtimestamp(started, dt.UTC).isoformat(),
        seconds=time.time() - started,
        requests=tally.requests,
        verdict=verdict,
        results=results,
        seed=plan.options.seed,
        problem=problem,
        operations=tally.called,
        notes=tally.notes,
        sent=tally.sent,
        made=tally.made,
        shard=plan.options.shard,
    )


def _suite_version() -> str:
    try:
        return version("fine-tuning-contract")
    except PackageNotFoundError:
        return "0+checkout"
