"""Known deviations of a target: a strict list, so that it can neither rot nor hide anything new."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import attrs
import yaml

from .report import RuleResult
from .values import is_list, is_object
from .verdicts import Verdict

_KEYS = {"rule", "reason", "issue"}


class DeviationError(Exception):
    """A deviations file is not one, or names no rule of the book."""


@attrs.frozen
class Deviation:
    """A rule that a target is known to break, and why that is accepted."""

    rule: str
    reason: str
    issue: str | None = None


def read_deviations(path: Path, rule_ids: Iterable[str]) -> tuple[Deviation, ...]:
    """Read a deviations file, raising DeviationError where it is wrong or names an unknown rule."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DeviationError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DeviationError(f"{path}: not valid YAML: {error}") from error
    if content is None:
        return ()
    if not is_list(content):
        raise DeviationError(f"{path}: expected a list of entries, each with 'rule' and 'reason'")
    known = set(rule_ids)
    return tuple(_deviation(path, number, entry, known) for number, entry in enumerate(content, 1))


def apply_deviations(
    results: Sequence[RuleResult], deviations: Sequence[Deviation]
) -> tuple[RuleResult, ...]:
    """Grade broken rules that are known deviations as such, and kept ones as stale entries."""
    known = {deviation.rule: deviation for deviation in deviations}
    return tuple(
        _graded(result, known[result.rule.id]) if result.rule.id in known else result
        for result in results
    )


def _graded(result: RuleResult, deviation: Deviation) -> RuleResult:
    if result.verdict is Verdict.BROKEN:
        reason = f"{deviation.reason} ({deviation.issue})" if deviation.issue else deviation.reason
        return attrs.evolve(result, verdict=Verdict.KNOWN_DEVIATION, message=reason)
    if result.verdict is Verdict.KEPT:
        message = "listed as a known deviation, but the rule is kept now: delete the entry"
        return attrs.evolve(result, verdict=Verdict.BROKEN, message=message)
    return result


def _deviation(path: Path, number: int, entry: Any, known: set[str]) -> Deviation:
    where = f"{path}, entry {number}"
    if not is_object(entry) or not {"rule", "reason"} <= entry.keys() <= _KEYS:
        raise DeviationError(f"{where}: expected 'rule', 'reason' and, if there is one, 'issue'")
    if not all(isinstance(value, str) and value for value in entry.values()):
        raise DeviationError(f"{where}: every value must be a text")
    if entry["rule"] not in known:
        raise DeviationError(f"{where}: no rule {entry['rule']!r} in the book; was it renamed?")
    return Deviation(entry["rule"], entry["reason"], entry.get("issue"))
