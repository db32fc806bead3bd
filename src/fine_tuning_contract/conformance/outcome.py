"""What came of one case of a rule, in a form that travels between processes."""

from collections.abc import Sequence
from typing import Any

import attrs
import pytest

from .exchange import Exchange
from .obstacle import MissingPrerequisite
from .redaction import redact
from .rule import Rule
from .verdicts import Verdict

PROPERTY = "contract-outcome"
SECONDS = "contract-seconds"
# What a route that was never built answers.
REFUSED = frozenset({404, 405, 501})
_EXCHANGES_SHOWN = 4
_LONGEST_MESSAGE = 4000


@attrs.frozen
class Outcome:
    """
    The verdict of one phase of one case: its arrangement, the case itself, or its clean-up.

    `operation` is the one that stopped it.
    """

    rule_id: str
    verdict: Verdict
    message: str = ""
    evidence: tuple[dict[str, Any], ...] = ()
    operation: str | None = None

    def as_property(self) -> dict[str, Any]:
        """Return the outcome in plain types."""
        return {**attrs.asdict(self), "verdict": str(self.verdict), "evidence": list(self.evidence)}

    @classmethod
    def from_property(cls, value: dict[str, Any]) -> "Outcome":
        """Return the outcome that was written in plain types."""
        return cls(
            rule_id=value["rule_id"],
            verdict=Verdict(value["verdict"]),
            message=value["message"],
            evidence=tuple(value["evidence"]),
            operation=value["operation"],
        )


class Findings(AssertionError):
    """A rule is broken in ways that carry their own evidence."""

    def __init__(self, message: str, evidence: Sequence[dict[str, Any]]) -> None:
        """Take one sentence for all, and an entry of evidence for each."""
        super().__init__(message)
        self.evidence = tuple(evidence)


def read_outcome(
    rule: Rule,
    call: "pytest.CallInfo[None]",
    history: Sequence[Exchange],
    key_names: dict[str, str],
) -> Outcome | None:
    """Return what a phase of a test says about its rule; None if it says nothing."""
    if call.excinfo is None:
        kept = Outcome(rule.id, Verdict.KEPT)
        return kept if call.when == "call" else None
    error = call.excinfo.value
    verdict = _verdict(rule, call.when, error)
    message = redact(_message(verdict, error), tuple(key_names))
    evidence: tuple[dict[str, Any], ...] = getattr(error, "evidence", ())
    if not evidence and verdict in {Verdict.BROKEN, Verdict.COULD_NOT_RUN}:
        evidence = _evidence(message, history, key_names)
    return Outcome(rule.id, verdict, message, evidence, _operation(error, history))


def _operation(error: BaseException, history: Sequence[Exchange]) -> str | None:
    """Return the operation that a rule was stopped by: that which it failed at, or was refused."""
    named: str | None = getattr(error, "operation", None)
    if named is not None or not history or isinstance(error, Findings):
        return named
    answer = history[-1].answer
    return history[-1].operation if answer is not None and answer.status in REFUSED else None


def _verdict(rule: Rule, when: str, error: BaseException) -> Verdict:
    if isinstance(error, NotApplicable):
        return Verdict.NOT_APPLICABLE
    if when != "call" or isinstance(error, MissingPrerequisite | pytest.skip.Exception):
        return Verdict.COULD_NOT_RUN
    if isinstance(error, AssertionError) or rule.subject == "client":
        return Verdict.BROKEN
    # Neither an assertion nor a refusal: the suite stumbled, and that is no fault of the target.
    return Verdict.COULD_NOT_RUN


class NotApplicable(pytest.skip.Exception):  # type: ignore[name-defined,misc]
    """The target says that it lacks the optional feature that a rule is about."""


def _message(verdict: Verdict, error: BaseException) -> str:
    text = str(error).strip() or type(error).__name__
    if verdict is Verdict.COULD_NOT_RUN and not isinstance(
        error, MissingPrerequisite | AssertionError | pytest.skip.Exception
    ):
        text = f"{type(error).__name__}: {text}"
    return text[:_LONGEST_MESSAGE]


def _evidence(
    message: str, history: Sequence[Exchange], key_names: dict[str, str]
) -> tuple[dict[str, Any], ...]:
    """Return the last exchanges, the one that broke the rule first."""
    last = list(history)[-_EXCHANGES_SHOWN:][::-1]
    if not last:
        return ({"message": message, "request": None, "response": None, "curl": None},)
    notes = [message, *["before that"] * (len(last) - 1)]
    return tuple(
        exchange.as_evidence(note, key_names) for exchange, note in zip(last, notes, strict=True)
    )
