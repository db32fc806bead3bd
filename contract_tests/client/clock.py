"""A clock that waits no time: it notes what it was asked to wait, and goes on."""

import asyncio
import time

import pytest

_ENOUGH = 500
"""So many waits no rule asks for; time does not pass, so nothing else would end them."""


class Clock:
    """Stands for `time.sleep`, `asyncio.sleep` and `time.monotonic`."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of the real ones for as long as the patch holds."""
        self.waits: list[float] = []
        self._real_sleep, self._real_monotonic = asyncio.sleep, time.monotonic
        patch.setattr(time, "sleep", self.sleep)
        patch.setattr(asyncio, "sleep", self.async_sleep)
        patch.setattr(time, "monotonic", self.monotonic)

    def sleep(self, seconds: float) -> None:
        """Note a wait; too many of them, or one back in time, are the client's fault."""
        assert seconds >= 0, f"the client waits {seconds} s"
        self.waits.append(seconds)
        assert len(self.waits) < _ENOUGH, "the client waits again and again, without end"

    async def async_sleep(self, seconds: float) -> None:
        """Note a wait; let others run."""
        if seconds:
            self.sleep(seconds)
        await self._real_sleep(0)

    def monotonic(self) -> float:
        """Return the time with all waits in it."""
        return self._real_monotonic() + sum(self.waits)
