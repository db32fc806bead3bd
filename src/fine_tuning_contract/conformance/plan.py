"""What a process that runs rules needs to know, in a form that reaches other processes."""

import pickle
import time
from pathlib import Path
from typing import Self

import attrs

from .courier import Limits
from .options import Options
from .rule import Rule
from .target import Target


@attrs.frozen
class Plan:
    """
    A target, the options, the rules to run, and the moment after which none of them starts.

    In `handover`, a folder, each of several processes says what it made; without it, each process
    clears away its own.
    """

    target: Target | None
    options: Options
    deadline: float | None = None
    rule_ids: frozenset[str] = frozenset()
    handover: Path | None = None

    def takes(self, rule: Rule) -> bool:
        """Say whether this run takes a rule, which may be dealt to another shard."""
        return rule.id in self.rule_ids

    @classmethod
    def starting_now(cls, target: Target | None, options: Options) -> Self:
        """Return a plan whose time budget begins with this moment."""
        budget = options.time_budget
        return cls(target, options, None if budget is None else time.time() + budget)

    @property
    def folder(self) -> Path | None:
        """Where a process hands over what it did; one on another machine has no such folder."""
        return self.handover if self.handover is not None and self.handover.is_dir() else None

    @property
    def limits(self) -> Limits:
        """What one process of the run may make, and until when."""
        whole = self.options.budget
        return Limits(None if whole is None else whole // self.options.workers, self.deadline)

    @property
    def is_out_of_time(self) -> bool:
        """Whether the time budget is used up."""
        return self.deadline is not None and time.time() > self.deadline

    def packed(self) -> bytes:
        """Return the plan as bytes that another process of the same run can unpack."""
        return pickle.dumps(self)

    @staticmethod
    def unpacked(packed: bytes) -> "Plan":
        """Return the plan that was packed by the process that started this one."""
        plan = pickle.loads(packed)  # noqa: S301 (the bytes come from our own parent process)
        assert isinstance(plan, Plan)
        return plan
