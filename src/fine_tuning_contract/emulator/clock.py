"""The time that jobs live by: the machine's, shifted or standing still."""

import time

import attrs


@attrs.define
class Clock:
    """A clock that can be advanced; `frozen_at` is None while it runs by itself."""

    frozen_at: float | None = None
    offset: float = 0.0

    @classmethod
    def manual(cls) -> "Clock":
        """Return a clock that stands still at the present time."""
        return cls(frozen_at=float(int(time.time())))

    def now(self) -> float:
        """Return the emulated time in seconds since 1970."""
        started = time.time() if self.frozen_at is None else self.frozen_at
        return started + self.offset

    def advance(self, seconds: float) -> float:
        """Move the clock forward and return the new time."""
        self.offset += seconds
        return self.now()

    def set_to(self, other: "Clock") -> None:
        """Show the time of another clock."""
        self.frozen_at, self.offset = other.frozen_at, other.offset
