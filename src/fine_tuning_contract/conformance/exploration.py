"""Schemathesis, driven from outside: one phase at a time, under our oracle."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import attrs
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.engine import events, from_schema
from schemathesis.engine.recorder import Interaction, ScenarioRecorder
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext

from .custody import Custody
from .exchange import Answer, Exchange, Request
from .operations import Operation
from .plan import MissingPrerequisite
from .sense import Sense, Sent
from .session import Session

Phase = Literal["examples", "coverage", "fuzzing", "stateful"]
PHASES: tuple[Phase, ...] = ("examples", "coverage", "fuzzing", "stateful")

# Named one by one: the registry holds only the first until the others happen to be imported.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
)
_EXAMPLES: Mapping[Phase, int] = {"examples": 5, "coverage": 5, "fuzzing": 20, "stateful": 120}
_MOST_FINDINGS = 25
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
) -> Exploration:
    """
    Run one phase of Schemathesis on the session's target.

    Raises MissingPrerequisite if the phase could not run, or if a check that was asked for never
    ran: what was not looked at is not kept.
    """
    config = _config(session, phase, seed, max_examples or _EXAMPLES[phase], max_seconds)
    settings = SchemathesisConfig.from_dict(config)  # pyright: ignore[reportUnknownMemberType]
    schema: Any = schemathesis.openapi.from_dict(dict(session.description.content), config=settings)
    _register_hooks(schema, session, sense)
    harvest = _Harvest(session)
    stream = from_schema(schema).execute()
    for event in stream:
        harvest.take(event)
        if stop_early and harvest.findings:
            harvest.is_stopped = True
            stream.stop()
    if not harvest.findings:
        harvest.demand_every_check(phase)
    session.requests += harvest.requests
    return Exploration(
        phase,
        harvest.requests,
        dict(harvest.checks),
        frozenset(harvest.operations),
        tuple(harvest.findings.values()),
    )


class _Harvest:
    """Collects what the engine's events tell."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.is_stopped = False
        self.requests = 0
        self.checks: Counter[str] = Counter()
        self.operations: set[str] = set()
        self.findings: dict[tuple[str, ...], dict[str, Any]] = {}

    def take(self, event: events.EngineEvent) -> None:
        match event:
            case events.ScenarioFinished():
                self._take_scenario(event.recorder)
            case events.NonFatalError():
                raise MissingPrerequisite(
                    f"{event.label}: {event.info.title}: {event.info.message}"
                )
            case events.FatalError():
                raise MissingPrerequisite(f"schemathesis: {event.exception}")
            case events.Interrupted() if not self.is_stopped:
                raise KeyboardInterrupt
            case _:
                pass

    def demand_every_check(self, phase: Phase) -> None:
        missing = [name for name in CHECKS if not self.checks[name]]
        if missing:
            raise MissingPrerequisite(f"the phase {phase} never ran: {', '.join(missing)}")

    def _take_scenario(self, recorder: ScenarioRecorder) -> None:
        for case_id, interaction in recorder.interactions.items():
            self.requests += 1
            node: Any = recorder.cases.get(case_id)
            if node is not None:
                self._judge(node.value, _exchange(interaction))
        for case_id, checks in recorder.checks.items():
            for check in checks:
                self.checks[check.name] += 1
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    interaction = recorder.interactions[failure.case_id or case_id]
                    self._note(failure, check.name, _exchange(interaction))

    def _judge(self, case: Case[Any], exchange: Exchange) -> None:
        operation = self._operation(case)
        if operation is None:
            return
        self.operations.add(operation.id)
        oracle = self._session.oracle
        same = exchange.request.method == operation.method
        faults = oracle.judge(operation, exchange) if same else oracle.judge_any(exchange)
        for fault in faults:
            self._keep((operation.id, fault[:40]), f"{operation.id}: {fault}", exchange)

    def _note(self, failure: Failure, check: str, exchange: Exchange) -> None:
        told = " ".join(f"{failure.title}: {failure.message}".split())
        self._keep(
            (f"{failure.operation}", check), f"{failure.operation}: [{check}] {told}", exchange
        )

    def _keep(self, key: tuple[str, ...], message: str, exchange: Exchange) -> None:
        # The engine shows the smallest failing request last.
        if key in self.findings or len(self.findings) < _MOST_FINDINGS:
            names = self._session.target.key_names
            self.findings[key] = exchange.as_evidence(message, names)

    def _operation(self, case: Case[Any]) -> Operation | None:
        return _operation_of(self._session, case)


def _register_hooks(schema: Any, session: Session, sense: Sense) -> None:
    def filter_failure(
        context: HookContext, failure: Failure, case: Case[Any], response: Response
    ) -> bool:
        del context
        operation = _operation_of(session, case)
        return operation is None or not _is_in_order(sense, operation, failure, case, response)

    def map_body(context: HookContext, body: Any) -> Any:
        return _with_known(session, sense, context, "body", body)

    def map_path_parameters(context: HookContext, path_parameters: Any) -> Any:
        return _with_known(session, sense, context, "path", path_parameters)

    def map_case(context: HookContext, case: Case[Any]) -> Case[Any]:
        del context
        operation = _operation_of(session, case)
        path = case.path_parameters or {}
        spared = path if operation is None else custody.spared(operation, path)
        # Only what changes is set anew: Schemathesis remembers which values came along a link.
        if spared != path:
            case.path_parameters = spared
        return case

    def after_call(context: HookContext, case: Case[Any], response: Response) -> None:
        del context
        operation = _operation_of(session, case)
        if operation is not None:
            custody.note(operation, response.status_code, response.content or b"")

    custody = Custody(session.description, sense.known_ids)
    for hook in (filter_failure, map_body, map_path_parameters, map_case, after_call):
        schema.hook(hook)


def _with_known(session: Session, sense: Sense, context: Any, place: str, value: Any) -> Any:
    definition: Any = context.operation.definition.raw if context.operation else {}
    operation = session.description.operations.get(str(definition.get("operationId")))
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
            return response.status_code in _REFUSES_METHODS or case.method == "OPTIONS"
        case _:
            return False


def _operation_of(session: Session, case: Case[Any]) -> Operation | None:
    definition: Any = case.operation.definition.raw
    return session.description.operations.get(str(definition.get("operationId")))


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
        "continue-on-failure": True,
        "suppress-health-check": ["all"],
        "warnings": False,
        "workers": 1,
        "phases": {name: {"enabled": name == phase} for name in PHASES},
        "checks": {"enabled": False, **{name: {"enabled": True} for name in CHECKS}},
        "generation": {"mode": "all", "max-examples": max_examples, "database": "none"},
        "operations": list(_keys_by_operation(session)),
        "output": {"truncation": {"enabled": False}},
    }
    # Every operation has something to say in this phase, not only those with written examples.
    config["phases"]["examples"]["fill-missing"] = True
    # Ids picked from lists, and links that are guessed, would lead to the deletion of things that
    # are not ours.
    for name in ("examples", "coverage", "fuzzing"):
        config["phases"][name]["extra-data-sources"] = {"responses": False}
    # A walk that begins with a refusal leads nowhere; the other phases send what is wrong.
    config["phases"]["stateful"] |= {
        "inference": {"algorithms": []},
        "generation": {"mode": "positive"},
    }
    # A key drawn as a parameter would hide from its checks that all else came along a link.
    config["generation"]["with-security-parameters"] = phase != "stateful"
    if target.ca:
        config["tls-verify"] = target.ca
    if max_seconds is not None:
        config["max-time"] = max(1, int(max_seconds))
    return config


def _keys_by_operation(session: Session) -> Iterator[dict[str, Any]]:
    for operation in session.description.operations.values():
        key = session.target.key_for(operation, session.description)
        if key:
            yield {
                "include-operation-id": operation.id,
                "headers": {"Authorization": f"Bearer {key}"},
            }
