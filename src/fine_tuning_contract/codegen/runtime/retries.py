"""When a request is tried again, and how long to wait before it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import httpx

_TOO_MANY = 429
_TIMED_OUT = 408
_SERVER_ERRORS = 500
_MOST_DOUBLINGS = 30


class RetryPolicy(NamedTuple):
    """
    How often and how fast to try again. Times are in seconds.

    The wait doubles with each try, from `first_wait` to at most `longest_wait`, and
    is shortened by up to a quarter at random so that clients do not march in step.
    A `Retry-After` of the server is obeyed up to `longest_advice`; a longer one ends the tries.
    """

    tries: int = 3
    first_wait: float = 0.5
    longest_wait: float = 8.0
    longest_advice: float = 60.0

    def wait(self, failed: int, response: httpx.Response | None) -> float | None:
        """Return how long to wait after so many failed tries, or None to give up."""
        if failed >= self.tries:
            return None
        advised = None if response is None else advice(response)
        if advised is not None:
            return advised if advised <= self.longest_advice else None
        from random import random  # noqa: PLC0415 - costs 2 ms to import, and few calls fail

        wait = min(self.first_wait * 2.0 ** min(failed - 1, _MOST_DOUBLINGS), self.longest_wait)
        return wait * (1 - 0.25 * random())  # noqa: S311 - spreads load, guards nothing


def is_passing(status: int) -> bool:
    """Return whether a status may go away by itself."""
    return status in (_TIMED_OUT, _TOO_MANY) or status >= _SERVER_ERRORS


def says_not_done(response: httpx.Response) -> bool:
    """Return whether the server says it did nothing, so that even a creation can be repeated."""
    return response.status_code == _TOO_MANY or response.headers.get("x-should-retry") == "true"


def advice(response: httpx.Response) -> float | None:
    """Return the seconds that the server asks to wait, if it does."""
    milliseconds = _number(response.headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    after = response.headers.get("retry-after")
    seconds = _number(after)
    return seconds if seconds is not None or after is None else _until(after)


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text is not None else None
    except ValueError:
        return None
    return number if number is not None and number >= 0 else None


def _until(date: str) -> float | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few servers send a date

    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except ValueError:
        return None
