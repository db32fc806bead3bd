# Copied from fine_tuning_contract/codegen/runtime/exchange.py: change it there.
"""
The course of one call: send, judge, wait, send again.

It does no input or output itself. It yields what is to be done and is sent what
came of it, so that the sync and the async client share every decision.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import NamedTuple, TypeAlias

import httpx

from .deadlines import PastDeadlineError
from .errors import (
    APIConnectionError,
    APITimeoutError,
    FineTuningError,
    UnknownOutcomeError,
    status_error,
)
from .logs import tell_outcome, tell_wait
from .retries import RetryPolicy, is_passing, says_not_done
from .wire import SUCCESS


class Send(NamedTuple):
    """
    Send a request; what came of it is an answer, its body unread, or a failure.

    By `ends`, on the monotonic clock, the answer is there, or even `whole`.
    """

    request: httpx.Request
    ends: float | None = None
    whole: bool = True


class Read(NamedTuple):
    """Read an answer's body to its end; what came of it is None or a failure."""

    response: httpx.Response


class Sleep(NamedTuple):
    """Wait so many seconds."""

    seconds: float


Step: TypeAlias = Send | Read | Sleep
Outcome: TypeAlias = httpx.Response | httpx.HTTPError | None
Exchange: TypeAlias = Generator[Step, Outcome, httpx.Response]

# These failures come before a byte of the request has left.
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


# These are ours to mend: no try will ever succeed.
_NEVER_POSSIBLE = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)


class Terms(NamedTuple):
    """
    What is allowed in an exchange.

    `deadline` is the time for all tries in seconds, from `started` on the monotonic clock.
    `repeatable` says that doing it twice is doing it once. `stream` leaves the body of a
    successful answer unread.
    """

    policy: RetryPolicy
    deadline: float | None
    started: float
    repeatable: bool
    stream: bool = False


def exchange(request: httpx.Request, terms: Terms, outcome: Outcome = None) -> Exchange:
    """
    Yield the steps of a call and return its successful answer.

    `outcome` is what came of a first try that has been made already. Raises an error of the one
    tree for everything that is no success. A request that changes something is repeated only if
    it never left or the server says it did nothing.
    """
    failed = 0
    ends = None if terms.deadline is None else terms.started + terms.deadline
    while True:
        if outcome is None:
            outcome = yield Send(request, ends, not terms.stream)
            tell_outcome(request, outcome)
        if isinstance(outcome, httpx.Response):
            succeeded = outcome.status_code in SUCCESS
            if not (succeeded and terms.stream):
                outcome = (yield Read(outcome)) or outcome
            if succeeded and isinstance(outcome, httpx.Response):
                return outcome
        failed += 1
        wait = _wait(outcome, failed, terms)
        if wait is None or _too_late(wait, terms):
            raise _final(outcome, request, failed, terms)
        tell_wait(request, failed, wait)
        yield Sleep(wait)
        outcome = None


def _wait(outcome: Outcome, failed: int, terms: Terms) -> float | None:
    """Return the wait before the next try, or None if there is to be none."""
    if isinstance(outcome, httpx.Response):
        passing = is_passing(outcome.status_code)
        may = passing and (terms.repeatable or says_not_done(outcome))
        return terms.policy.wait(failed, outcome) if may else None
    if isinstance(outcome, (*_NEVER_POSSIBLE, PastDeadlineError)):
        return None
    may = isinstance(outcome, _NEVER_SENT) or (
        terms.repeatable and isinstance(outcome, httpx.TransportError)
    )
    return terms.policy.wait(failed, None) if may else None


def _too_late(wait: float, terms: Terms) -> bool:
    deadline = terms.deadline
    return deadline is not None and time.monotonic() - terms.started + wait > deadline


def _final(outcome: Outcome, request: httpx.Request, tries: int, terms: Terms) -> FineTuningError:
    """Return the error that the caller gets."""
    if isinstance(outcome, httpx.Response):
        return status_error(outcome)
    if outcome is None:
        return APIConnectionError("the exchange ended without an outcome")
    return _connection_error(outcome, request, tries, terms)


def _connection_error(
    failure: httpx.HTTPError, request: httpx.Request, tries: int, terms: Terms
) -> APIConnectionError:
    url = str(request.url.copy_with(userinfo=b"", query=None))
    subject = f"{request.method} {url} ({tries} {'try' if tries == 1 else 'tries'})"
    reason = str(failure) or type(failure).__name__
    if not terms.repeatable and not isinstance(failure, (*_NEVER_SENT, *_NEVER_POSSIBLE)):
        error: APIConnectionError = UnknownOutcomeError(
            f"{subject}: no answer came ({reason}); whether the server did it is unknown, "
            "so it was not repeated: look for its result before you repeat it",
            method=request.method,
            url=url,
            tries=tries,
        )
    elif isinstance(failure, httpx.TimeoutException):
        name = type(failure).__name__
        past = isinstance(failure, PastDeadlineError)
        phase = "total" if past else name.removesuffix("Timeout").lower()
        error = APITimeoutError(
            f"{subject}: {phase} took too long",
            phase=phase,
            method=request.method,
            url=url,
            tries=tries,
        )
    else:
        error = APIConnectionError(
            f"{subject}: {reason}", method=request.method, url=url, tries=tries
        )
    error.__cause__ = failure
    return error
