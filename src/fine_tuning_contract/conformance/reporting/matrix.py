"""The matrix of a report: operations down, areas across, the worst verdict in each cell."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from fine_tuning_contract.conformance.verdicts import Verdict, worst

# Rules about a schema or about the whole description belong to no single operation.
ELSEWHERE = ""


@attrs.frozen
class Cell:
    """How the rules ended that one area has about one operation."""

    rules: int
    kept: int
    verdict: Verdict


@attrs.frozen
class Matrix:
    """The rules of one side: a row for each operation, a column for each area."""

    subject: str
    areas: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]


def matrix_of(report: Mapping[str, Any], subject: str) -> Matrix:
    """Return the matrix of one side of a report, without rows and columns that are empty."""
    rules = [rule for rule in report["rules"] if rule["subject"] == subject]
    areas = tuple(dict.fromkeys(rule["area"] for rule in rules))
    rows = tuple(
        (name, tuple(_cell(rules, name, area) for area in areas)) for name in _names(report, rules)
    )
    return Matrix(subject, areas, rows)


def _names(report: Mapping[str, Any], rules: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the operations that rules are about, in the order of the description."""
    told = {rule["operation"] or ELSEWHERE for rule in rules}
    order = dict.fromkeys([*report.get("sent", {}), *report.get("operations", ()), *sorted(told)])
    named = [name for name in order if name in told and name != ELSEWHERE]
    return [*named, ELSEWHERE] if ELSEWHERE in told else named


def _cell(rules: Sequence[Mapping[str, Any]], name: str, area: str) -> Cell | None:
    verdicts = [
        Verdict(rule["verdict"])
        for rule in rules
        if rule["area"] == area and (rule["operation"] or ELSEWHERE) == name
    ]
    if not verdicts:
        return None
    return Cell(len(verdicts), verdicts.count(Verdict.KEPT), worst(verdicts))
