"""The time that jobs live by: the machine's, shifted or standing still."""

import time

import attrs


@attrs.frozen
class Clock:
    """A way to tell the time; `frozen_at` is None while it runs by itself."""

    frozen_at: float | None = None
    shift: float = 0.0

    @classmethod
    def manual(cls) -> "Clock":
        """Return a clock that stands still at the present time."""
        return cls(frozen_at=float(int(time.time())))

    def now(self) -> float:
        """Return the emulated time in seconds since 1970."""
        started = time.time() if self.frozen_at is None else self.frozen_at
        return started + self.shift

    def running(self) -> "Clock":
        """Return the clock that runs on from this one's time."""
        return self if self.frozen_at is None else Clock(shift=self.now() - time.time())

    def standing(self) -> "Clock":
        """Return the clock that stands still at this one's time."""
        return self if self.frozen_at is not None else Clock(frozen_at=self.now())
