"""Which rules a run takes, and in which order."""

from collections.abc import Sequence
from typing import TypeVar

from .options import Options
from .rule import Rule

Item = TypeVar("Item")


def in_order(asked: Sequence[tuple[Rule, Item]], options: Options) -> list[Item]:
    """
    Return the items of rules in the order in which a run takes them, cheap rules first.

    With a budget, rules that need no optional feature come first: what every server has is worth
    more than the rest.
    """
    kept = list(asked)
    has_budget = options.budget is not None
    kept.sort(key=lambda pair: (pair[0].dear, has_budget and pair[0].needs is not None))
    return [item for _, item in kept]


def shared(rules: Sequence[Rule], shard: tuple[int, int] | None) -> frozenset[str]:
    """
    Return the ids of the rules that one of several runs takes.

    Rules are dealt out like cards, the dear ones first: every run gets its part of them, and no
    rule is split.
    """
    ids = [rule.id for rule in sorted(rules, key=lambda rule: not rule.dear)]
    unique = list(dict.fromkeys(ids))
    if shard is None:
        return frozenset(unique)
    number, count = shard
    return frozenset(unique[number - 1 :: count])
