"""How long jobs stay in a state: what a run has learned about a server's pace."""

import time
from typing import Self
from weakref import WeakKeyDictionary

import attrs

from fine_tuning_contract.conformance import Session

# A busy machine makes one job slower than another.
_SLOWER = 4.0
# The longer a job stays in a state, the less it matters to see at once that it has left.
_SHARE = 0.05
_SHORTEST_PAUSE = 0.02
_LONGEST_PAUSE = 2.0


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

    @property
    def pause(self) -> float:
        """The seconds until another look is worth its while."""
        stay = time.monotonic() - self.since
        return min(max(_SHORTEST_PAUSE, _SHARE * stay), _LONGEST_PAUSE)

    @classmethod
    def of(cls, api: Session) -> Self:
        """Begin a wait, with what was learned from those before it on the same server."""
        return cls(pace_of(api), api.target.setup.patience, time.monotonic())

    def look(self, job: dict[str, object]) -> None:
        """Take note of a job as it is seen now."""
        now, state = time.monotonic(), str(job["status"])
        if state != self.state:
            self._left(now)
            self.state, self.since = state, now

    def is_over(self) -> bool:
        """Say whether the wait for a job to leave its state has been long enough."""
        now = time.monotonic()
        # Of several jobs that are waited for at once, a server may take one after another.
        if now - max(self.began, self.pace.went_on) > self.whole:
            self.pace.endless.add(self.state)
            return True
        return now - self.since >= self.pace.patience(self.state, self.whole)

    def end(self) -> None:
        """Take note that the wait was not in vain."""
        self.pace.went_on = time.monotonic()

    def _left(self, now: float) -> None:
        if self.state:
            stay = now - self.since
            self.pace.longest[self.state] = max(stay, self.pace.longest.get(self.state, 0.0))


def pace_of(api: Session) -> Pace:
    """Return what is known of the server that a session talks to."""
    return _paces.setdefault(api, Pace())


_paces: WeakKeyDictionary[Session, Pace] = WeakKeyDictionary()
