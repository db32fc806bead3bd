"""The part of a run that lives in pytest: which rules run, and what came of them."""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Any

import attrs
import pytest

from .cleanup import clean_up, hand_over, stumbled, told
from .handover import put
from .inventory import Inventory
from .obstacle import MissingPrerequisite
from .operations import Description
from .outcome import PROPERTY, SECONDS, NotApplicable, Outcome, read_outcome
from .plan import Plan
from .presence import Presence
from .reporting.cassette import MOST_BYTES, Cassette
from .reporting.coverage import Coverage
from .rule import Rule, rule_of
from .session import Session
from .share import in_order
from .target import Target
from .transport import Transport
from .verdicts import Verdict

COUNTS = "contract-counts"
_UNDECIDED = frozenset({Verdict.BROKEN, Verdict.COULD_NOT_RUN})


class RulePlugin:
    """Runs the rules of a plan, and nothing else that a folder may hold."""

    def __init__(self, plan: Plan, description: Description) -> None:
        """Take what to run, and the description that answers are judged by."""
        self.plan = plan
        lacks = plan.target.setup.lacks if plan.target else frozenset[str]()
        self._unasked = plan.options.unasked(description.features)
        self._description = description.reduced(self._unasked | lacks)
        self.session: Session | None = None
        self._presence: Presence | None = None
        self._inventory: Inventory | None = None
        self._notes: list[str] = []
        self._counted = 0
        self._running: str | None = None
        self._cassette: Cassette | None = None
        self._coverage: Coverage | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Keep the rules that are asked for, cheap ones first."""
        asked: list[tuple[Rule, pytest.Item]] = []
        for item in items:
            rule = rule_of_item(item)
            if rule is not None and self.plan.takes(rule):
                asked.append((rule, item))
        kept = in_order(asked, self.plan.options)
        taken = set(kept)
        dropped = [item for item in items if item not in taken]
        items[:] = kept
        if dropped:
            config.hook.pytest_deselected(items=dropped)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin a new record of exchanges; stop here if the rule does not apply."""
        if self.session is not None:
            self.session.history.clear()
            self.session.arranging = True
        rule = rule_of_item(item)
        self._running = rule.id if rule else None
        if self._cassette is not None:
            self._cassette.rule = self._running
        target = self.plan.target
        if rule and target and rule.needs in target.setup.lacks:
            raise NotApplicable(f"the target lacks {rule.needs}, says its setup")
        if self.away:
            raise MissingPrerequisite(self.away)
        if self.plan.is_out_of_time:
            raise MissingPrerequisite(
                f"the time budget of {self.plan.options.time_budget:g} s is used up"
            )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, None, None]:
        """Judge by every word while the rule itself runs, not while it is prepared or cleared."""
        if self.session is None:
            return (yield)
        self.session.arranging = False
        try:
            return (yield)
        finally:
            self.session.arranging = True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: "pytest.CallInfo[None]"
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write what came of a phase into pytest's report, which travels between processes."""
        report = yield
        rule = rule_of_item(item)
        if rule is not None:
            history = list(self.session.history) if self.session else []
            outcome = read_outcome(rule, call, history, self._key_names)
            report.user_properties.append(
                (SECONDS, {"rule_id": rule.id, "seconds": call.duration, "requests": self._more()})
            )
            if outcome is not None and rule.subject == "server" and call.when == "teardown":
                self._notes.append(f"after {rule.id}: {outcome.message}")
            elif outcome is not None:
                if call.excinfo is not None and rule.subject == "server":
                    outcome = self._considered(outcome, call.excinfo.value)
                report.user_properties.append((PROPERTY, outcome.as_property()))
                if self.plan.options.fail_fast and outcome.verdict is Verdict.BROKEN:
                    # pytest's own -x would stop at a rule that could not run, too.
                    item.session.shouldfail = f"{rule.id} is broken"
        return report

    def _considered(self, outcome: Outcome, error: BaseException) -> Outcome:
        """Tell what is broken from what is not there: a target that left, a route never built."""
        if outcome.verdict not in _UNDECIDED or self.session is None:
            return outcome
        assert self._presence is not None
        assert self._inventory is not None
        was_away = self.away is not None
        away = self._presence.look(error, list(self.session.history))
        if away is not None:
            message = outcome.message if was_away else f"{away} while this rule ran"
            return attrs.evolve(outcome, verdict=Verdict.COULD_NOT_RUN, message=message)
        if outcome.operation is not None and self._inventory.lacks(outcome.operation):
            message = self._inventory.story(outcome.operation)
            return attrs.evolve(outcome, verdict=Verdict.NOT_IMPLEMENTED, message=message)
        return outcome

    def _more(self) -> int:
        """Return how many requests were sent since this was last asked."""
        sent = self.session.requests if self.session else 0
        more, self._counted = sent - self._counted, sent
        return more

    @property
    def away(self) -> str | None:
        """Why the target is taken for gone, or None."""
        return self._presence.reason if self._presence else None

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, Any, Any]:
        """Hand over what this process counted; a clean-up that stumbles is told, not raised."""
        finished = None
        # What is prepared for all rules is cleared here if the run ends before its last rule.
        try:
            finished = yield
        except Exception as error:  # noqa: BLE001 (rules are code, and any of it may stumble)
            self._notes.append(stumbled(error, tuple(self._key_names)))
        # pytest-xdist gives these to the processes that it starts, and to no other.
        given: dict[str, Any] = getattr(session.config, "workerinput", {})
        output: dict[str, Any] = getattr(session.config, "workeroutput", {})
        if given:
            output[COUNTS] = {given["workerid"]: self.counts()}
            if self.plan.folder is not None:
                # An interruption ends the run before pytest-xdist passes it on.
                put(self.plan.folder, COUNTS, output[COUNTS])
        return finished

    @property
    def _key_names(self) -> dict[str, str]:
        return self.plan.target.key_names if self.plan.target else {}

    def counts(self) -> dict[str, Any]:
        """Return what this process sent, called and made, and what there is to say about it."""
        session = self.session
        return {
            "requests": session.requests if session else 0,
            "called": dict(session.called) if session else {},
            "sent": dict(session.courier.sent) if session else {},
            "made": session.courier.ledger.counted() if session else {},
            "away": self.away,
            "notes": list(self._notes),
            "coverage": self._coverage.counted() if self._coverage else {},
        }

    @pytest.fixture(scope="session")
    def description(self) -> Description:
        """Return the normalized description, without the features that do not count here."""
        return self._description

    @pytest.fixture(scope="session")
    def seed(self) -> int:
        """Return the number that decides every random choice of the run."""
        return self.plan.options.seed

    @pytest.fixture(scope="session")
    def max_examples(self) -> int | None:
        """Return how many examples of a property are wanted at most; None leaves it to the rule."""
        return self.plan.options.max_examples

    @pytest.fixture(scope="session")
    def notes(self) -> list[str]:
        """Return the list of what the run has to say beside its verdicts, to be added to."""
        return self._notes

    @pytest.fixture(scope="session")
    def target(self) -> Target:
        """Return the server under test; what the profile leaves out is as if it lacked it."""
        target = self.plan.target
        if target is None:
            raise MissingPrerequisite("this rule needs a server, and none was given")
        setup = attrs.evolve(target.setup, lacks=target.setup.lacks | self._unasked)
        return attrs.evolve(target, setup=setup)

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
        assert self._inventory is not None
        lacks = self._inventory.lacks

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
                examples=options.examples,
                lacks=lacks,
            )

        return run

    @pytest.fixture(scope="session")
    def api(self, target: Target, description: Description) -> Iterator[Session]:
        """Return the recording session that judges every answer; it leaves nothing behind."""
        transport = Transport(ca=target.ca, proxy=target.proxy, patience=target.response_seconds)
        with transport:
            session = Session(target, description, transport, limits=self.plan.limits)
            self.session = session
            session.arranging = True
            self._presence, self._inventory = Presence(session), Inventory(session)
            self._observe(session, target)
            yield session
            session.lift_limits()
            if self.away is None:
                self._clear_away(session)
            if self._cassette is not None:
                self._cassette.close()

    def _clear_away(self, session: Session) -> None:
        """Clear away what was made, or leave that to the process that started this one."""
        folder = self.plan.folder
        if folder is not None:
            hand_over(session, folder)
        else:
            self._notes += told(clean_up(session))

    def _observe(self, session: Session, target: Target) -> None:
        """Have every exchange counted and, where a recording is wanted, recorded."""
        self._coverage = Coverage(self._description, session.oracle)
        session.courier.observers.append(self._coverage.note)
        folder, workers = self.plan.options.cassette, self.plan.options.workers
        if folder is not None:
            self._cassette = Cassette(folder, target.secrets, most_bytes=MOST_BYTES // workers)
            self._cassette.rule = self._running
            session.courier.observers.append(self._cassette.note)


def rule_of_item(item: pytest.Item) -> Rule | None:
    """Return the rule of a test that pytest collected, or None for a plain test."""
    function: Any = getattr(item, "function", None)
    return None if function is None else rule_of(function)
