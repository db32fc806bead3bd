"""How long a target that limits the rate of requests is waited for."""

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from .exchange import Answer

TOO_MANY_REQUESTS = 429
_MOST_WAITS = 5
_LONGEST_WAIT = 60.0
# Waiting for longer would look like a run that hangs.
_LONGEST_IN_ALL = 300.0
_UNASKED = 0.5


class Patience:
    """Counts the seconds that a run has waited, and knows when it is enough."""

    def __init__(self) -> None:
        """Begin with nothing waited."""
        self.seconds = 0.0

    def pause(self, answer: Answer | None, waits: int) -> float | None:
        """
        Return the seconds to wait before a request is sent again, or None if it should not be.

        An answer that does not say how long is waited for half a second, then twice as long, and
        so on.
        """
        if answer is None or answer.status != TOO_MANY_REQUESTS or waits >= _MOST_WAITS:
            return None
        asked = asked_seconds(answer.headers)
        pause = min(_UNASKED * 2**waits if asked is None else asked, _LONGEST_WAIT)
        return pause if self.seconds + pause <= _LONGEST_IN_ALL else None

    def wait(self, seconds: float) -> None:
        """Wait, and remember it."""
        self.seconds += seconds
        time.sleep(seconds)


def asked_seconds(headers: Mapping[str, str]) -> float | None:
    """Return how long an answer asks to wait, in whichever form it says so; None if it does not."""
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    asked = headers.get("retry-after", "").strip()
    seconds = _number(asked)
    return _seconds_until(asked) if seconds is None else seconds


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _seconds_until(date: str) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
