"""Clients that do things twice, or not at all."""

import secrets
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import httpx

from fine_tuning_client import InternalServerError, RetryPolicy, UnknownOutcomeError
from fine_tuning_contract.conformance import breaks

from .client_parts import (
    answers_changed,
    calls_changed,
    requests_changed,
    with_headers,
    with_status,
)


def _twice_after(failure: type[Exception]) -> Any:
    """Let a call that fails in this way be done again."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except failure:
            return call(**named)

    return calls_changed(change)


@breaks("creation-is-never-done-twice", "creation-is-guarded-everywhere")
@contextmanager
def lost_answer_is_asked_for_again() -> Generator[None]:
    """A call whose answer was lost is done again."""
    with _twice_after(UnknownOutcomeError):
        yield


@breaks("creation-is-not-repeated-after-a-fault-of-the-server")
@contextmanager
def failed_creation_is_done_again() -> Generator[None]:
    """A call that failed in the server is done again."""
    with _twice_after(InternalServerError):
        yield


@breaks("creation-is-repeated-when-refused-for-now")
@contextmanager
def refused_for_now_is_refused() -> Generator[None]:
    """A refusal with 429 is taken for one that lasts."""

    def change(response: httpx.Response) -> httpx.Response:
        return with_status(response, 400) if response.status_code == 429 else response

    with answers_changed(change):
        yield


@breaks(
    "creation-is-repeated-when-never-sent",
    "creation-waits-for-a-server-that-starts",
    "creation-that-only-reads-is-repeated",
)
@contextmanager
def no_post_is_repeated() -> Generator[None]:
    """A call that was never sent is given up."""

    def wait(*_: object) -> None:
        """Give up."""

    with patch.object(RetryPolicy, "wait", wait):
        yield


@breaks("creation-carries-one-name-for-all-tries")
@contextmanager
def every_try_has_a_name_of_its_own() -> Generator[None]:
    """Each try of one creation carries another idempotency key."""
    with requests_changed(
        lambda request: with_headers(request, idempotency_key=secrets.token_hex(8))
    ):
        yield


@breaks("creation-is-reconciled-when-asked")
@contextmanager
def lost_creation_is_not_looked_for() -> Generator[None]:
    """A lost creation is raised, although the caller asked to look for it."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        return call(**{**named, "reconcile": False})

    with calls_changed(change, "fine_tuning.jobs.create"):
        yield


@breaks("creation-reconciles-with-its-own-job-only")
@contextmanager
def newest_job_is_taken_for_the_lost_one() -> Generator[None]:
    """Where the answer to a creation was lost, the newest job is returned in its place."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        client: Any = call.args[0]  # type: ignore[attr-defined] # a partial, bound to its resource
        try:
            return call(**{**named, "reconcile": False})
        except UnknownOutcomeError:
            return next(iter(client.list()), None)

    with calls_changed(change, "fine_tuning.jobs.create"):
        yield
