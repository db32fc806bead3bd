"""What a run is asked to do."""

from pathlib import Path

import attrs

from .rule import Level, Rule, Subject

CORE = "core"
FULL = "full"


@attrs.frozen
class Options:
    """
    Which rules run, and how far they go.

    `description` is the normalized description and `rules` the folder of the rules. `profile` is
    "full", "core" (rules that need no optional feature) or a feature's name (core and that one).
    `time_budget` is in seconds. With `stop_exploring`,
    generated requests stop at the first finding.
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

    def selects(self, rule: Rule) -> bool:
        """Say whether these options ask for a rule."""
        return (
            (not self.rule_ids or rule.id in self.rule_ids)
            and (self.only is None or rule.subject == self.only)
            and (self.level is None or rule.level == self.level)
            and (self.profile == FULL or rule.needs in {None, self.profile})
        )

    @property
    def whole(self) -> bool:
        """Whether every MUST of at least one side is asked for."""
        return not self.rule_ids and self.profile == FULL and self.level != "should"
