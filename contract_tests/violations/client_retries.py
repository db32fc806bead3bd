"""Clients that give up too early, or never."""

import random
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import httpx

from fine_tuning_client import (
    APIConnectionError,
    FineTuningClient,
    FineTuningError,
    RetryPolicy,
)
from fine_tuning_contract.conformance import breaks

from .client_parts import answers_changed, calls_changed, settings_changed, with_body, with_status

_FIRST_WAIT = 0.5


def _waits(wait: Callable[..., float | None]) -> Any:
    """Let every wait before another try be decided in this way."""
    return patch.object(RetryPolicy, "wait", wait)


def _advice(**headers: str) -> Any:
    """Let the advice in every refusal be another one."""

    def change(response: httpx.Response) -> httpx.Response:
        if response.is_success:
            return response
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return with_body(response, response.read(), **told)

    return answers_changed(change)


@breaks(
    "retries-outlast-what-passes",
    "retries-outlast-broken-connections",
    "retries-are-two-unless-told",
    "retries-cover-all-that-reads",
)
@contextmanager
def nothing_is_tried_again() -> Generator[None]:
    """No call is tried a second time."""
    with _waits(lambda *_: None):
        yield


@breaks("retries-spare-what-lasts")
@contextmanager
def everything_is_tried_again() -> Generator[None]:
    """Every refusal is taken for a passing one."""

    def change(response: httpx.Response) -> httpx.Response:
        return response if response.is_success else with_status(response, 503)

    with answers_changed(change):
        yield


@breaks("retries-spare-what-cannot-work")
@contextmanager
def wrong_address_is_tried_again() -> Generator[None]:
    """A client that is made for an address that cannot work waits before it says so."""
    make = FineTuningClient.__init__

    def waiting(self: FineTuningClient, **given: Any) -> None:
        try:
            make(self, **given)
            self.models.list()
        except FineTuningError:
            time.sleep(0.5)
            raise

    with patch.object(FineTuningClient, "__init__", waiting):
        yield


@breaks("retries-back-off")
@contextmanager
def waits_do_not_grow() -> Generator[None]:
    """Every wait lasts half a second."""

    def wait(self: RetryPolicy, failed: int, _: object) -> float | None:
        return _FIRST_WAIT if failed < self.tries else None

    with _waits(wait):
        yield


@breaks("retries-do-not-march-in-step")
@contextmanager
def waits_are_not_shortened_at_random() -> Generator[None]:
    """Every client waits for the same time."""
    with patch.object(random, "random", lambda: 0.5):
        yield


@breaks("retries-obey-the-server", "retries-obey-dates")
@contextmanager
def advice_is_ignored() -> Generator[None]:
    """The client waits as it likes, whatever the server asks for."""
    with _advice(retry_after="soon", retry_after_ms=""):
        yield


@breaks("retries-doubt-bad-advice")
@contextmanager
def bad_advice_is_a_minute() -> Generator[None]:
    """Advice that makes no sense is read as a minute."""
    with _advice(retry_after="60"):
        yield


@breaks("retries-bound-the-advice")
@contextmanager
def long_advice_is_cut() -> Generator[None]:
    """A server that asks for an hour is asked again after half a minute."""
    with _advice(retry_after="30", retry_after_ms="30000"):
        yield


@breaks("retries-end-at-the-deadline")
@contextmanager
def deadline_is_ignored() -> Generator[None]:
    """The tries of a call have no deadline."""
    with settings_changed(deadline=None):
        yield


@breaks("retries-deadline-ends-a-drip")
@contextmanager
def deadline_does_not_reach_the_answer() -> Generator[None]:
    """The deadline bounds the time between the tries only."""
    with settings_changed(deadline=None):
        yield


@breaks("retries-deadline-ends-a-dripping-head")
@contextmanager
def deadline_does_not_reach_the_connection() -> Generator[None]:
    """The deadline bounds the body of an answer, but no wait for its head."""

    def send(*arguments: Any, **named: Any) -> Any:
        request: httpx.Request = arguments[1]
        request.extensions.pop("trace", None)
        return whole(*arguments, **named)

    whole = httpx.Client.send
    with patch.object(httpx.Client, "send", send):
        yield


@breaks("retries-tell-how-many")
@contextmanager
def tries_are_not_counted() -> Generator[None]:
    """The error tells of one try, however many there were."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except APIConnectionError as error:
            error.tries = 1
            raise

    with calls_changed(change, "fine_tuning.jobs.retrieve"):
        yield
