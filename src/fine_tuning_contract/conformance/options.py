"""What a run is asked to do."""

from collections.abc import Collection
from pathlib import Path

import attrs

from .operations import CORE
from .rule import Level, Rule, Subject

FULL = "full"


@attrs.frozen
class Options:
    """
    Which rules run, and how far they go.

    `description` is the normalized description and `rules` the folder of the rules. `profile` is
    "full", "core" (rules that need no optional feature) or a feature's name (core and that one).
    `time_budget` is in seconds, and `budget` the most things that cost (jobs) which may be made.
    `shard` is this run's number and the number of runs that share the rules. `examples` is where
    Hypothesis keeps the failures that it found: a folder, or a URL of Redis. With `stop_exploring`,
    generated requests stop at the first finding. `cassette` is a folder to record exchanges in.
    """

    description: Path
    rules: Path
    rule_ids: tuple[str, ...] = ()
    only: Subject | None = None
    level: Level | None = None
    profile: str = FULL
    seed: int = 1
    max_examples: int | None = None
    workers: int = 1
    time_budget: float | None = None
    fail_fast: bool = False
    deviations: Path | None = None
    stop_exploring: bool = False
    budget: int | None = None
    shard: tuple[int, int] | None = None
    examples: str | None = None
    cassette: Path | None = None

    def selects(self, rule: Rule) -> bool:
        """Say whether these options ask for a rule."""
        return (
            (not self.rule_ids or rule.id in self.rule_ids)
            and (self.only is None or rule.subject == self.only)
            and (self.level is None or rule.level == self.level)
            and (self.profile == FULL or rule.needs in {None, self.profile})
        )

    def unasked(self, features: Collection[str]) -> frozenset[str]:
        """Return the features that the profile leaves out."""
        if self.profile == FULL:
            return frozenset()
        return frozenset(features) - {CORE, self.profile}

    @property
    def whole(self) -> bool:
        """Whether every MUST of at least one side is asked for."""
        part = self.rule_ids or self.shard
        return not part and self.profile == FULL and self.level != "should"
