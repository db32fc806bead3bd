"""The order of rules: those that wait for the life of a job come late, dear ones last."""

from collections.abc import Iterable

import pytest

from fine_tuning_contract.conformance import Target
from fine_tuning_contract.conformance.plugin import rule_of_item

from .lives import LIVES

_OF_A_FINISHED_JOB = frozenset(
    {
        "events_listing",
        "checkpoints_listing",
        "permissions_listing",
        "many_permissions_listing",
    }
)
# Whoever has one of these in hand has waited until a job was running, or had ended.
_LIVED = _OF_A_FINISHED_JOB | LIVES.keys() | {"running_job", "checkpoint", "a_whole_life"}


def waits(item: pytest.Item) -> bool:
    """Say whether a test needs a job that has lived for a while."""
    return not _LIVED.isdisjoint(_names(item))


def lives_wanted(items: Iterable[pytest.Item], target: Target) -> frozenset[str]:
    """Return the names of the lives that tests look back on, where they apply to the target."""
    names: set[str] = set()
    for item in items:
        rule = rule_of_item(item)
        if rule is not None and rule.needs not in target.setup.lacks:
            names |= _names(item)
    if not _OF_A_FINISHED_JOB.isdisjoint(names):
        names.add("finished_job")
    return frozenset(names & LIVES.keys())


def is_dear(item: pytest.Item) -> bool:
    """Say whether a test states a rule that costs many requests."""
    rule = rule_of_item(item)
    return rule is not None and rule.dear


def _names(item: pytest.Item) -> frozenset[str]:
    """Return the fixtures of a test: those that are named, those behind them, those chosen."""
    return frozenset({*getattr(item, "fixturenames", ()), *_chosen(item)})


def _chosen(item: pytest.Item) -> list[str]:
    """Return the fixtures that a test asks for by name."""
    specification = getattr(item, "callspec", None)
    params: dict[str, object] = specification.params if specification is not None else {}
    kinds = ("listing", "halt")
    named = [f"{value}_{name}" for name, value in params.items() if name in kinds]
    return [*named, *(str(value) for name, value in params.items() if name == "ended")]
