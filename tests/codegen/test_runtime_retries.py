"""What may pass is tried again, as long as the server and the caller allow."""

import email.utils
import time
from typing import Any

import httpx
import pytest

from fine_tuning_contract.codegen.runtime.retries import (
    RetryPolicy,
    advice,
    is_passing,
    says_not_done,
)


def answer(status: int = 429, **headers: str) -> httpx.Response:
    """Return an answer with the given headers, their underscores as dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, headers=named)


def test_waits_double_up_to_the_longest() -> None:
    """Each wait is up to twice the one before, less a quarter at most."""
    policy = RetryPolicy(tries=10, first_wait=1, longest_wait=4)

    waits = [policy.wait(failed, None) for failed in (1, 2, 3, 4)]

    for wait, most in zip(waits, (1, 2, 4, 4), strict=True):
        assert wait is not None
        assert 0.75 * most <= wait <= most


def test_clients_do_not_march_in_step() -> None:
    """Two waits after the same failure are hardly ever the same."""
    assert len({RetryPolicy().wait(1, None) for _ in range(20)}) > 1


@pytest.mark.parametrize("failed", [3, 4, 100])
def test_tries_come_to_an_end(failed: int) -> None:
    """After the last try there is no wait."""
    assert RetryPolicy(tries=3).wait(failed, None) is None


def test_very_patient_policy_never_overflows() -> None:
    """The wait after thousands of failures is the longest one."""
    wait = RetryPolicy(tries=10_000, longest_wait=8).wait(5_000, None)

    assert wait is not None
    assert 6 <= wait <= 8


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "3"}, 3.0),
        ({"retry_after": "0.5"}, 0.5),
        ({"retry_after_ms": "1500", "retry_after": "9"}, 1.5),
        ({"retry_after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry_after": "-1"}, None),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "nan"}, None),
        ({"retry_after": ""}, None),
        ({"retry_after": "Fri, 31 Dec 99999 23:59:59 GMT"}, None),
        ({}, None),
    ],
)
def test_advice_is_read_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds and dates are understood; anything else is no advice."""
    assert advice(answer(**headers)) == seconds


def test_date_is_advice_until_then() -> None:
    """A date in the future is a wait until then."""
    soon = email.utils.formatdate(time.time() + 30, usegmt=True)

    seconds = advice(answer(retry_after=soon))

    assert seconds is not None
    assert 25 < seconds <= 30


def test_advice_is_obeyed_to_the_second() -> None:
    """What the server asks for is what is waited, neither less nor more."""
    assert RetryPolicy(tries=3).wait(1, answer(retry_after="7")) == 7


@pytest.mark.parametrize("after", ["61", "inf"])
def test_too_long_advice_ends_the_tries(after: str) -> None:
    """Nobody waits for an hour unasked: the caller gets the error instead."""
    assert RetryPolicy(longest_advice=60).wait(1, answer(retry_after=after)) is None


@pytest.mark.parametrize(
    ("status", "passes"),
    [(408, True), (429, True), (500, True), (503, True), (529, True), (400, False), (409, False)],
)
def test_some_statuses_pass(status: int, passes: Any) -> None:
    """Too many requests, timeouts and faults of the server may go away by themselves."""
    assert is_passing(status) is passes


def test_server_may_say_that_nothing_was_done() -> None:
    """A refusal for its rate, or an explicit word, makes even a creation repeatable."""
    assert says_not_done(answer(429))
    assert says_not_done(answer(500, x_should_retry="true"))
    assert not says_not_done(answer(500))
    assert not says_not_done(answer(500, x_should_retry="false"))
