"""Which rules a run takes, and in which order."""

from collections.abc import Sequence
from itertools import islice
from typing import TypeVar

from .options import Options
from .rule import Rule

Item = TypeVar("Item")

# One of so many cheap rules is kept for the end, by several processes.
_KEPT_FOR_THE_END = 4


def in_order(asked: Sequence[tuple[Rule, Item]], options: Options) -> list[Item]:
    """
    Return the items of rules in the order in which a run takes them, cheap rules first.

    The target comes before its client, for which it is no news. With a budget, rules that need no
    optional feature come first: what every server has is worth more than the rest. Several
    processes keep some cheap rules for the end, so that none waits for another's dear one.
    """
    has_budget = options.budget is not None

    def rank(pair: tuple[Rule, Item]) -> tuple[bool, bool]:
        rule = pair[0]
        return rule.subject != "server", has_budget and rule.needs is not None

    cheap = [item for rule, item in sorted(asked, key=rank) if not rule.dear]
    dear = [item for rule, item in asked if rule.dear]
    if options.workers == 1 or options.fail_fast:
        return cheap + dear
    kept = len(cheap) // _KEPT_FOR_THE_END
    first, last = cheap[: len(cheap) - kept], cheap[len(cheap) - kept :]
    # A process has the next rule at hand while it runs one: that must not be another dear one.
    between = iter(last)
    spaced = [item for each in dear for item in (each, *islice(between, options.workers))]
    return [*first, *spaced, *between]


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
