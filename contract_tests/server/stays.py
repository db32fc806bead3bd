"""How long jobs stay in a state: what a run has learned about a server's pace."""

import time
from typing import Self
from weakref import WeakKeyDictionary

import attrs

from fine_tuning_contract.conformance import Session

# A busy machine makes one job slower than another.
_SLOWER = 4.0


@attrs.define
class Pace:
    """
    What is known of one server.

    `endless` are the states in which a job stayed as long as the patience lasts, `longest` the
    seconds that jobs stayed in a state which they left. `went_on` is when a job was last where it
    was waited for.
    """

    endless: set[str] = attrs.field(factory=set[str])
    longest: dict[str, float] = attrs.field(factory=dict[str, float])
    went_on: float = 0.0

    def patience(self, state: str, whole: float) -> float:
        """Return how long a job in a state is waited for: in vain is waited once."""
        if state not in self.endless:
            return whole
        return min(whole, _SLOWER * self.longest.get(state, 0.0))


@attrs.define
class Stays:
    """One wait for a job: when it began, and since when the job is in its state."""

    pace: Pace
    whole: float
    began: float
    state: str = ""
    since: float = 0.0

    @classmethod
    def of(cls, api: Session) -> Self:
        """Begin a wait, with what was learned from those before it on the same server."""
        pace = _paces.setdefault(api, Pace())
        return cls(pace, api.target.setup.patience, time.monotonic())

    def is_over(self, job: dict[str, object]) -> bool:
        """Take note of a job as it is seen now, and say whether its wait has been long enough."""
        now, state = time.monotonic(), str(job["status"])
        if state != self.state:
            self._left(now)
            self.state, self.since = state, now
        # Of several jobs that are waited for at once, a server may take one after another.
        if now - max(self.began, self.pace.went_on) > self.whole:
            self.pace.endless.add(state)
            return True
        return now - self.since >= self.pace.patience(state, self.whole)

    def end(self) -> None:
        """Take note that the wait was not in vain."""
        self.pace.went_on = time.monotonic()

    def _left(self, now: float) -> None:
        if self.state:
            stay = now - self.since
            self.pace.longest[self.state] = max(stay, self.pace.longest.get(self.state, 0.0))


_paces: WeakKeyDictionary[Session, Pace] = WeakKeyDictionary()
