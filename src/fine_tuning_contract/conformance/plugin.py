"""The part of a run that lives in pytest: which rules run, and what came of them."""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Any

import pytest

from .operations import Description
from .outcome import PROPERTY, SECONDS, NotApplicable, read_outcome
from .plan import MissingPrerequisite, Plan
from .rule import Rule, rule_of
from .session import Session
from .target import Target
from .transport import Transport


class RulePlugin:
    """Runs the rules of a plan, and nothing else that a folder may hold."""

    def __init__(self, plan: Plan, description: Description) -> None:
        """Take what to run, and the description that answers are judged by."""
        self.plan = plan
        self._description = description
        self.session: Session | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Keep the rules that are asked for, cheap ones first."""
        kept: list[tuple[Rule, pytest.Item]] = []
        dropped: list[pytest.Item] = []
        for item in items:
            rule = rule_of_item(item)
            if rule is not None and self.plan.options.selects(rule):
                kept.append((rule, item))
            else:
                dropped.append(item)
        kept.sort(key=lambda pair: pair[0].dear)
        items[:] = [item for _, item in kept]
        if dropped:
            config.hook.pytest_deselected(items=dropped)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin a new record of exchanges; stop here if the rule does not apply."""
        if self.session is not None:
            self.session.history.clear()
        rule = rule_of_item(item)
        target = self.plan.target
        if rule and target and rule.needs in target.setup.lacks:
            raise NotApplicable(f"the target lacks {rule.needs}, says its setup")
        if self.plan.is_out_of_time:
            raise MissingPrerequisite(
                f"the time budget of {self.plan.options.time_budget:g} s is used up"
            )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: "pytest.CallInfo[None]"
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write what came of a phase into pytest's report, which travels between processes."""
        report = yield
        rule = rule_of_item(item)
        if rule is not None:
            history = list(self.session.history) if self.session else []
            names = self.plan.target.key_names if self.plan.target else {}
            outcome = read_outcome(rule, call, history, names)
            report.user_properties.append((SECONDS, {"rule_id": rule.id, "seconds": call.duration}))
            if outcome is not None:
                report.user_properties.append((PROPERTY, outcome.as_property()))
        return report

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over what this process counted."""
        # pytest-xdist gives this to the processes that it starts, and to no other.
        output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["contract-counts"] = self.counts()

    def counts(self) -> dict[str, Any]:
        """Return the number of requests that this process sent, and the operations it called."""
        if self.session is None:
            return {"requests": 0, "called": {}}
        return {"requests": self.session.requests, "called": dict(self.session.called)}

    @pytest.fixture(scope="session")
    def description(self) -> Description:
        """Return the normalized description."""
        return self._description

    @pytest.fixture(scope="session")
    def target(self) -> Target:
        """Return the server under test."""
        if self.plan.target is None:
            raise MissingPrerequisite("this rule needs a server, and none was given")
        return self.plan.target

    @pytest.fixture
    def explore(self, api: Session, description: Description) -> Callable[..., Any]:
        """
        Return a way to run one phase of generated requests, by its name.

        `known` are ids of things that exist, by kind; `may_refuse` says which valid bodies an
        operation may refuse.
        """
        # It takes half a second to import, and most rules do without it.
        from .exploration import explore  # noqa: PLC0415
        from .sense import Sense  # noqa: PLC0415

        options, deadline = self.plan.options, self.plan.deadline

        def run(phase: Any, *, known: Mapping[str, Sequence[str]], may_refuse: Any) -> Any:
            sense = Sense(description, api.oracle, known=known, may_refuse=may_refuse)
            seconds = None if deadline is None else deadline - time.time()
            return explore(
                api,
                sense,
                phase,
                seed=options.seed,
                max_examples=options.max_examples,
                max_seconds=seconds,
                stop_early=options.stop_exploring or options.fail_fast,
            )

        return run

    @pytest.fixture(scope="session")
    def api(self, target: Target, description: Description) -> Iterator[Session]:
        """Return the recording session that judges every answer."""
        with Transport(ca=target.ca, patience=target.response_seconds) as transport:
            self.session = Session(target, description, transport)
            yield self.session


def rule_of_item(item: pytest.Item) -> Rule | None:
    """Return the rule of a test that pytest collected, or None for a plain test."""
    function: Any = getattr(item, "function", None)
    return None if function is None else rule_of(function)
