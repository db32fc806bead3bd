"""Collecting what came of the rules while pytest runs them, in this process or in others."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import pytest

from .outcome import PROPERTY, SECONDS, Outcome
from .plan import Plan
from .plugin import COUNTS, rule_of_item
from .rule import Rule
from .values import is_object
from .verdicts import Verdict, worst
from .worker import PLAN


class Progress(Protocol):
    """Something that shows how far a run is."""

    def planned(self, rules: Iterable[Rule]) -> None:
        """Take the rules that will run."""

    def started(self, rule_id: str) -> None:
        """Note that a rule runs now."""

    def finished(self, rule_id: str, verdict: Verdict) -> None:
        """Note what came of a rule."""


class Recorder:
    """Keeps every outcome, and every reason why pytest could not even begin."""

    def __init__(self, plan: Plan, progress: Progress | None = None) -> None:
        """Record a run of a plan, and tell `progress` about it."""
        self._plan = plan
        self._progress = progress
        self._remaining: dict[str, int] = {}
        self.rules: dict[str, Rule] = {}
        self.outcomes: dict[str, list[Outcome]] = {}
        self.seconds: dict[str, float] = {}
        self.requests: dict[str, int] = {}
        self.problems: list[str] = []
        self.counts: dict[str, dict[str, Any]] = {}
        self.interrupted = False

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note the rules that pytest is about to run."""
        for item in session.items:
            rule = rule_of_item(item)
            if rule is not None:
                self.rules[rule.id] = rule
                self._remaining[rule.id] = self._remaining.get(rule.id, 0) + 1
        self._tell(lambda progress: progress.planned(self.rules.values()))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file of rules that could not be read."""
        if report.failed:
            self.problems.append(f"{report.nodeid}: {_last_line(report.longreprtext)}")

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Show which rule runs."""
        name = nodeid.rpartition("::")[2].partition("[")[0]
        self._tell(lambda progress: progress.started(name))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a phase of a case says."""
        for name, value in report.user_properties:
            if name == SECONDS and is_object(value):
                spent = self.seconds.get(value["rule_id"], 0.0)
                self.seconds[value["rule_id"]] = spent + value["seconds"]
                sent = self.requests.get(value["rule_id"], 0)
                self.requests[value["rule_id"]] = sent + value["requests"]
            if name == PROPERTY and is_object(value):
                outcome = Outcome.from_property(value)
                self.outcomes.setdefault(outcome.rule_id, []).append(outcome)
                self._finish_case(outcome, report)

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Remember that the user wants to stop."""
        # pytest and pytest-xdist stop themselves by subclasses of it.
        if type(excinfo.value) is KeyboardInterrupt:
            self.interrupted = True

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Give the plan to a process of pytest-xdist; keys travel in no argument and no file."""
        node.workerinput[PLAN] = self._plan.packed()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: Any) -> None:
        """Take what a process of pytest-xdist counted."""
        if error:
            self.problems.append(f"a worker ended: {error}")
        self.counts |= getattr(node, "workeroutput", {}).get(COUNTS, {})

    def _finish_case(self, outcome: Outcome, report: pytest.TestReport) -> None:
        name = outcome.rule_id
        if report.when == "teardown" or name not in self._remaining:
            return
        self._remaining[name] -= 1
        # One broken case breaks its rule: whoever waits for the first failure hears of it now.
        if outcome.verdict is Verdict.BROKEN or self._remaining[name] == 0:
            del self._remaining[name]
            verdict = worst(each.verdict for each in self.outcomes[name])
            self._tell(lambda progress: progress.finished(name, verdict))

    def _tell(self, what: Callable[[Progress], None]) -> None:
        if self._progress is not None:
            what(self._progress)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("E").strip() if lines else "could not be read"
