"""Schemathesis, driven from outside: one phase at a time, under our oracle."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.engine import StopReason, events, from_schema
from schemathesis.engine.recorder import Interaction, ScenarioRecorder
from schemathesis.errors import UnsupportedSchema
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext

from .custody import Custody
from .cutting import counting_part
from .exchange import Answer, Exchange, Request
from .memory import remembering
from .obstacle import MissingPrerequisite
from .operations import Operation
from .sense import Sense, Sent
from .session import Session
from .shrinking import shrinking
from .wire import Wire, as_described, operation_of

Phase = Literal["examples", "coverage", "fuzzing", "stateful"]
PHASES: tuple[Phase, ...] = ("examples", "coverage", "fuzzing", "stateful")

# Named one by one: the registry holds only the first until the others happen to be imported. What
# concerns an answer alone is left to the oracle, which judges it as for every other rule.
CHECKS = (
    as_described.__name__,
    "not_a_server_error",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
)
_EXAMPLES: Mapping[Phase, int] = {"examples": 5, "coverage": 5, "fuzzing": 20, "stateful": 120}
# What the engine gives up for one choice of schemas is tried with others, so often and so far away.
_ATTEMPTS = 4
_FAR_AWAY = 1_000_003
_MOST_FINDINGS = 25
_MOST_KEPT = 200
_EARLY_ENDS = {
    StopReason.MAX_TIME: "the time budget is used up",
    StopReason.SERVER_UNAVAILABLE: "the target does not answer any more",
}
_REFUSES_METHODS = frozenset({404, 405, 501})


@attrs.frozen
class Exploration:
    """What one phase found, and what it rests on."""

    phase: Phase
    requests: int
    checks: Mapping[str, int]
    operations: frozenset[str]
    findings: tuple[dict[str, Any], ...]

    @property
    def summary(self) -> str:
        """What was found, in one line for each finding."""
        return "\n".join(str(finding["message"]) for finding in self.findings)


def explore(  # noqa: PLR0913 (what is explored, and how far, by keyword)
    session: Session,
    sense: Sense,
    phase: Phase,
    *,
    seed: int = 1,
    max_examples: int | None = None,
    max_seconds: float | None = None,
    stop_early: bool = False,
    examples: str | None = None,
    lacks: Callable[[str], bool] = lambda _: False,
) -> Exploration:
    """
    Run one phase of Schemathesis on the session's target.

    Hypothesis keeps failures in `examples`, a folder or a URL of Redis. Nothing is held against
    operations that the target `lacks`.

    Raises MissingPrerequisite if the phase could not run, or if a check that was asked for never
    ran: what was not looked at is not kept.
    """
    harvest = _Harvest(session, lacks)
    wire = Wire(session, harvest.judge)
    most = max_examples or _EXAMPLES[phase]
    ends = None if max_seconds is None else time.monotonic() + max_seconds
    with remembering(examples), shrinking():
        for attempt in range(_ATTEMPTS):
            left = None if ends is None else ends - time.monotonic()
            config = _config(session, phase, seed + attempt * _FAR_AWAY, most, left)
            schema = _schema(sense, config, wire, only=harvest.begin_again())
            _register_hooks(schema, session, sense)
            harvest.reap(from_schema(schema).execute(), stop_early=stop_early)
            if not harvest.declined or harvest.is_stopped:
                break
    findings = harvest.findings()
    if not findings:
        harvest.demand_every_check(phase, wire.unreachable)
    operations = frozenset(harvest.operations)
    return Exploration(phase, wire.requests, dict(harvest.checks), operations, findings)


def _schema(sense: Sense, config: Mapping[str, Any], wire: Wire, *, only: Sequence[str]) -> Any:
    """Return what the engine explores: all that counts, or only some operations."""
    settings = SchemathesisConfig.from_dict(dict(config))  # pyright: ignore[reportUnknownMemberType]
    whole: Any = schemathesis.openapi.from_dict(counting_part(sense.description), config=settings)
    schema = whole.include(name=list(only)) if only else whole
    # The engine asks a schema for its transport, and can be given one in no other way.
    kind: type = schema.__class__
    schema.__class__ = type("RoutedSchema", (kind,), {"transport": wire})
    return schema


class _Harvest:
    """Collects what the engine's events tell."""

    def __init__(self, session: Session, lacks: Callable[[str], bool]) -> None:
        self._session = session
        self._lacks = lacks
        self._named = {
            f"{each.method} {each.path}": each.id
            for each in session.description.all_operations.values()
        }
        self.is_stopped = False
        self.problem: str | None = None
        self.declined: dict[str, str] = {}
        self.checks: Counter[str] = Counter()
        self.operations: set[str] = set()
        self._kept: dict[tuple[str, str], dict[str, Any]] = {}

    def begin_again(self) -> list[str]:
        """Return the operations that the engine gave up, to be tried anew; none stands for all."""
        given_up = [label for label in self.declined if label in self._named]
        self.declined.clear()
        return given_up

    def findings(self) -> tuple[dict[str, Any], ...]:
        """Return what was found about operations that are there."""
        lacking = {name for name, _ in self._kept if self._lacks(name)}
        found = [each for (name, _), each in self._kept.items() if name not in lacking]
        return tuple(found[:_MOST_FINDINGS])

    def reap(self, stream: Any, *, stop_early: bool) -> None:
        """Take all events of a run, or those up to what stops it."""
        for event in stream:
            self._take(event)
            if self.problem or (stop_early and self.findings()):
                self.is_stopped = True
                stream.stop()

    def _take(self, event: events.EngineEvent) -> None:
        match event:
            case events.ScenarioFinished():
                self._take_scenario(event.recorder)
            case events.NonFatalError():
                told = f"{event.label}: {event.info.title}: {event.info.message}"
                if isinstance(event.value, UnsupportedSchema):
                    # It twisted a schema into one that it cannot draw from; others it can.
                    self.declined[event.label] = told
                else:
                    self.problem = self.problem or told
            case events.FatalError():
                self.problem = f"schemathesis: {event.exception}"
            case events.EngineFinished() if event.stop_reason in _EARLY_ENDS:
                self.problem = f"the search ended early: {_EARLY_ENDS[event.stop_reason]}"
            case events.Interrupted() if not self.is_stopped:
                raise KeyboardInterrupt
            case _:
                pass

    def demand_every_check(self, phase: Phase, unreachable: Exception | None) -> None:
        """Raise what kept the engine from looking everywhere, if anything did."""
        if unreachable is not None:
            raise unreachable
        problem = self.problem or "; ".join(self.declined.values())
        if problem:
            raise MissingPrerequisite(problem)
        missing = [name for name in CHECKS if not self.checks[name]]
        description = self._session.description
        # Some checks are about few operations, which a target may lack.
        whole = self.operations >= set(description.all_operations)
        if missing and (whole or len(missing) == len(CHECKS)):
            raise MissingPrerequisite(f"the phase {phase} never ran: {', '.join(missing)}")

    def _take_scenario(self, recorder: ScenarioRecorder) -> None:
        for case_id, checks in recorder.checks.items():
            for check in checks:
                self.checks[check.name] += 1
                # What the oracle found has been kept already, fault by fault.
                if check.failure_info is not None and check.name != as_described.__name__:
                    failure = check.failure_info.failure
                    interaction = recorder.interactions[failure.case_id or case_id]
                    self._note(failure, check.name, _exchange(interaction))

    def judge(self, operation: Operation, exchange: Exchange) -> list[str]:
        """Hold an answer to the description, as for every other request."""
        self.operations.add(operation.id)
        oracle = self._session.oracle
        same = exchange.request.method == operation.method
        faults = oracle.judge(operation, exchange) if same else oracle.judge_any(exchange)
        for fault in faults:
            self._keep((operation.id, fault[:40]), f"{operation.id}: {fault}", exchange)
        return faults

    def _note(self, failure: Failure, check: str, exchange: Exchange) -> None:
        told = " ".join(f"{failure.title}: {failure.message}".split())
        name = self._named.get(str(failure.operation), str(failure.operation))
        self._keep((name, check), f"{failure.operation}: [{check}] {told}", exchange)

    def _keep(self, key: tuple[str, str], message: str, exchange: Exchange) -> None:
        # The engine shows the smallest failing request last.
        if key in self._kept or len(self._kept) < _MOST_KEPT:
            names = self._session.target.key_names
            self._kept[key] = exchange.as_evidence(message, names)


def _register_hooks(schema: Any, session: Session, sense: Sense) -> None:
    def filter_failure(
        context: HookContext, failure: Failure, case: Case[Any], response: Response
    ) -> bool:
        del context
        operation = operation_of(session, case)
        return operation is None or not _is_in_order(sense, operation, failure, case, response)

    def map_body(context: HookContext, body: Any) -> Any:
        return _with_known(session, sense, context, "body", body)

    def map_path_parameters(context: HookContext, path_parameters: Any) -> Any:
        return _with_known(session, sense, context, "path", path_parameters)

    def map_case(context: HookContext, case: Case[Any]) -> Case[Any]:
        del context
        operation = operation_of(session, case)
        path = case.path_parameters or {}
        spared = path if operation is None else custody.spared(operation, path)
        # Only what changes is set anew: Schemathesis remembers which values came along a link.
        if spared != path:
            case.path_parameters = spared
        return case

    def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
        del context
        operation = operation_of(session, case)
        if operation is not None:
            custody.note(operation, response.status_code, response.content or b"")

    custody = Custody(session.description, sense.known_ids)
    for hook in (filter_failure, map_body, map_path_parameters, map_case, after_call):
        schema.hook(hook)


def _with_known(session: Session, sense: Sense, context: Any, place: str, value: Any) -> Any:
    definition: Any = context.operation.definition.raw if context.operation else {}
    operation = session.description.all_operations.get(str(definition.get("operationId")))
    return value if operation is None else sense.with_known(operation, place, value)


def _is_in_order(
    sense: Sense, operation: Operation, failure: Failure, case: Case[Any], response: Response
) -> bool:
    """Say whether a failure is a false alarm, seen with knowledge of the domain."""
    sent = Sent(case.path_parameters or {}, case.query or {}, case.body)
    match type(failure).__name__:
        case "RejectedPositiveData":
            return sense.may_refuse(operation, sent, _answer(response))
        case "AcceptedNegativeData":
            meta = case.meta
            wrong_body = meta is None or meta.is_negative_at(ParameterLocation.BODY)
            return sense.may_accept(operation, sent, wrong_body=wrong_body)
        case "UnsupportedMethodResponse" | "ServerError" if case.method != operation.method:
            refused = response.status_code in _REFUSES_METHODS or case.method == "OPTIONS"
            return refused or sense.has_method(operation.path, case.method)
        case _:
            return False


def _exchange(interaction: Interaction) -> Exchange:
    sent, response = interaction.request, interaction.response
    headers = tuple(
        (name.lower(), ", ".join(map(str, values))) for name, values in _lines(sent.headers)
    )
    request = Request(sent.method, sent.uri, headers, sent.body or b"")
    if response is None:
        return Exchange(request, None, lost="the connection ended")
    return Exchange(request, _answer(response))


def _answer(response: Response) -> Answer:
    headers = {name.lower(): ", ".join(values) for name, values in response.headers.items()}
    return Answer(response.status_code, headers, response.content or b"", response.elapsed)


def _lines(headers: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, list[Any]]]:
    for name, values in headers.items():
        yield (
            name,
            [value.decode("latin-1") if isinstance(value, bytes) else value for value in values],
        )


def _config(
    session: Session, phase: Phase, seed: int, max_examples: int, max_seconds: float | None
) -> dict[str, Any]:
    """Return Schemathesis' own configuration, in the form of its file."""
    target = session.target
    config: dict[str, Any] = {
        "seed": seed,
        "base-url": target.url,
        "request-timeout": target.response_seconds,
        # What was drawn at random is made smaller once it fails, and only then.
        "continue-on-failure": phase in {"examples", "coverage"},
        "suppress-health-check": ["all"],
        "warnings": False,
        "workers": 1,
        "phases": _phases(phase),
        "checks": {"enabled": False, **{name: {"enabled": True} for name in CHECKS}},
        "generation": {"mode": "all", "max-examples": max_examples},
        # The wire puts another in its place where an operation asks for another scheme: settings by
        # operation would be merged anew for every value that is drawn.
        "headers": {"Authorization": f"Bearer {target.api_key}"} if target.api_key else {},
        "output": {"truncation": {"enabled": False}},
    }
    # A key drawn as a parameter would hide from its checks that all else came along a link.
    config["generation"]["with-security-parameters"] = phase != "stateful"
    if target.ca:
        config["tls-verify"] = target.ca
    if target.proxy:
        config["proxy"] = target.proxy
    if max_seconds is not None:
        config["max-time"] = max(1, int(max_seconds))
    return config


def _phases(phase: Phase) -> dict[str, Any]:
    """Return how each phase is run, and that only one of them is."""
    phases: dict[str, Any] = {name: {"enabled": name == phase} for name in PHASES}
    # Every operation has something to say in this phase, not only those with written examples.
    phases["examples"]["fill-missing"] = True
    # Ids picked from lists, and links that are guessed, would lead to the deletion of things that
    # are not ours.
    for name in ("examples", "coverage", "fuzzing"):
        phases[name]["extra-data-sources"] = {"responses": False}
    # A walk that begins with a refusal leads nowhere; the other phases send what is wrong.
    phases["stateful"] |= {
        "inference": {"algorithms": []},
        "generation": {"mode": "positive"},
    }
    return phases
