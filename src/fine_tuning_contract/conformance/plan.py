"""What a process that runs rules needs to know, in a form that reaches other processes."""

import pickle
import time
from typing import Self

import attrs

from .options import Options
from .target import Target


class MissingPrerequisite(Exception):
    """A rule lacks something that it needs in order to run; nothing is said about the target."""


@attrs.frozen
class Plan:
    """A target, the options, and the moment after which no further rule starts."""

    target: Target | None
    options: Options
    deadline: float | None = None

    @classmethod
    def starting_now(cls, target: Target | None, options: Options) -> Self:
        """Return a plan whose time budget begins with this moment."""
        budget = options.time_budget
        return cls(target, options, None if budget is None else time.time() + budget)

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
