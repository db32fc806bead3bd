"""The order of rules: those that wait for the life of a job come late, dear ones last."""

import pytest

from fine_tuning_contract.conformance.plugin import rule_of_item

# Whoever has one of these in hand has waited until a job was running, or had ended.
_LIVED = frozenset(
    {
        "running_job",
        "finished_job",
        "failed_jobs",
        "resumed_life",
        "events_listing",
        "checkpoints_listing",
        "permissions_listing",
        "many_permissions_listing",
        "checkpoint",
        "halts",
        "seen_life",
        "deleted_model",
        "a_whole_life",
    }
)


def waits(item: pytest.Item) -> bool:
    """Say whether a test needs a job that has lived for a while."""
    names = {*getattr(item, "fixturenames", ()), *_chosen(item)}
    return not _LIVED.isdisjoint(names)


def is_dear(item: pytest.Item) -> bool:
    """Say whether a test states a rule that costs many requests."""
    rule = rule_of_item(item)
    return rule is not None and rule.dear


def _chosen(item: pytest.Item) -> list[str]:
    """Return the fixtures that a test asks for by name."""
    specification = getattr(item, "callspec", None)
    params: dict[str, object] = specification.params if specification is not None else {}
    lists = [f"{value}_listing" for name, value in params.items() if name == "listing"]
    return [*lists, *(str(value) for name, value in params.items() if name == "ended")]
