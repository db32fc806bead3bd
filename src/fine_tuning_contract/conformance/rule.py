"""What a rule of the contract is, and the decorators that make a test function one."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import attrs

Level = Literal["must", "should"]
Subject = Literal["server", "client"]
Function = TypeVar("Function", bound=Callable[..., Any])

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_MARK = "__contract_rule__"
_known: dict[tuple[Path, str], tuple[Path, str]] = {}


class RuleError(Exception):
    """A rule is written in a way that the rule book cannot show."""


@attrs.frozen
class Claim:
    """What the decorator of a rule says."""

    id: str
    level: Level
    spec: str
    says: str | None = None
    needs: str | None = None
    dear: bool = False


@attrs.frozen
class Rule:
    """One promise: what a program reads about it, and what a person reads."""

    id: str
    level: Level
    title: str
    rationale: str
    area: str
    subject: Subject
    source: str
    spec: str
    says: str | None = None
    needs: str | None = None
    dear: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the rule as an entry of the rule book."""
        return attrs.asdict(self)


def must(
    rule_id: str,
    /,
    *,
    spec: str,
    says: str | None = None,
    needs: str | None = None,
    dear: bool = False,
) -> Callable[[Function], Function]:
    """
    Make a test function a rule that the description states.

    `spec` is the address of the place that states it, `says` the words there (none where a schema
    says it), and `needs` the optional feature without which the rule does not apply. A `dear` rule
    costs many requests and runs after the cheap ones.
    """
    return lambda function: _mark(
        function, Claim(rule_id, "must", spec, says=says, needs=needs, dear=dear)
    )


def should(
    rule_id: str, /, *, spec: str, needs: str | None = None, dear: bool = False
) -> Callable[[Function], Function]:
    """Make a test function a rule that clients rely on although the description is silent."""
    return lambda function: _mark(function, Claim(rule_id, "should", spec, needs=needs, dear=dear))


def rule_of(function: Callable[..., Any]) -> Rule | None:
    """Return the rule that a test function states, or None for a plain test."""
    found = getattr(function, _MARK, None)
    return found if isinstance(found, Rule) else None


def _mark(function: Function, claim: Claim) -> Function:
    source = Path(function.__code__.co_filename)
    where = f"{source.parent.name}/{source.name}: {function.__name__}"
    title, rationale = _read_docstring(function, where)
    area = source.stem.removeprefix("test_")
    _check_id(claim.id, area, function, where)
    rule = Rule(
        title=title,
        rationale=rationale,
        area=area,
        subject=_subject(source, where),
        source=f"{source.parent.name}/{source.name}",
        **attrs.asdict(claim),
    )
    setattr(function, _MARK, rule)
    return function


def _check_id(rule_id: str, area: str, function: Callable[..., Any], where: str) -> None:
    if not _ID.fullmatch(rule_id):
        raise RuleError(f"{where}: rule id {rule_id!r} is not in kebab case; use e.g. 'jobs-echo'")
    if not rule_id.startswith(f"{area}-"):
        raise RuleError(f"{where}: rule id {rule_id!r} does not start with its area, '{area}-'")
    place = Path(function.__code__.co_filename)
    # A process may see more than one book: that of a checkout and that of an installed wheel.
    key = (place.parent.parent, rule_id)
    taken = _known.setdefault(key, (place, function.__qualname__))
    if taken != (place, function.__qualname__):
        raise RuleError(f"{where}: rule id {rule_id!r} is taken by {taken[0].name}: {taken[1]}")


def _read_docstring(function: Callable[..., Any], where: str) -> tuple[str, str]:
    text = inspect.getdoc(function)
    if not text:
        raise RuleError(f"{where}: no docstring; its first line is the rule's title")
    title, _, rationale = text.partition("\n")
    if not rationale.strip():
        raise RuleError(f"{where}: the docstring has no second part; say who is hurt if it breaks")
    return title.strip(), _one_paragraph_a_line(rationale)


def _one_paragraph_a_line(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _subject(source: Path, where: str) -> Subject:
    match source.parent.name:
        case "server":
            return "server"
        case "client":
            return "client"
        case other:
            raise RuleError(f"{where}: rules stand in a folder 'server' or 'client', not {other!r}")
