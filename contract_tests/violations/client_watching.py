"""Clients that look away while a job runs."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import httpx

from fine_tuning_client import ResponseDecodingError, WaitTimeoutError
from fine_tuning_contract.conformance import breaks

from .client_parts import answers_changed, calls_changed, rewritten, settings_changed, with_body

_WAIT = "fine_tuning.jobs.wait"
_FOLLOW = "fine_tuning.jobs.stream_events"
_METRICS = "fine_tuning.jobs.metrics"


@breaks("watching-waits-for-the-end")
@contextmanager
def unknown_state_is_the_end() -> Generator[None]:
    """A state that the client does not know is taken for the end."""

    def change(members: dict[str, Any]) -> dict[str, Any]:
        unknown = members.get("status") == "pausing"
        return {**members, "status": "failed"} if unknown else members

    with answers_changed(lambda response: rewritten(response, change)):
        yield


@breaks("watching-tells-changes")
@contextmanager
def the_last_change_is_not_told() -> Generator[None]:
    """The change to the state that waiting ends at is kept to itself."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        tell = named.get("on_change")
        if tell is None:
            return call(**named)

        def some(seen: Any) -> None:
            if seen.status != "succeeded":
                tell(seen)

        return call(**{**named, "on_change": some})

    with calls_changed(change, _WAIT):
        yield


@breaks("watching-looks-less-and-less-often")
@contextmanager
def looks_never_become_rarer() -> Generator[None]:
    """A job is looked at every second, however long it takes."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        return call(**{**named, "pace": named["pace"]._replace(longest=1.0)})

    with calls_changed(change, _WAIT):
        yield


@breaks("watching-gives-up-in-time")
@contextmanager
def last_known_job_is_lost() -> Generator[None]:
    """The error of a waiting that took too long does not have the job."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except WaitTimeoutError as error:
            error.last = None
            raise

    with calls_changed(change, _WAIT):
        yield


@breaks("watching-tells-every-event-once")
@contextmanager
def first_event_is_told_again() -> Generator[None]:
    """The first event is told once more at the end."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        events = list(call(**named))
        return iter([*events, *events[:1]])

    with calls_changed(change, _FOLLOW):
        yield


@breaks("watching-goes-on-where-it-stopped")
@contextmanager
def following_begins_anew() -> Generator[None]:
    """Following from a given event gives all events from the beginning."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        named.pop("after", None)
        return call(**named)

    with calls_changed(change, _FOLLOW):
        yield


@breaks("watching-outlasts-what-passes")
@contextmanager
def first_failure_ends_the_waiting() -> Generator[None]:
    """A look that fails for the moment ends the waiting."""
    with settings_changed(retries=0):
        yield


@breaks("watching-reads-metrics")
@contextmanager
def empty_cells_are_zero() -> Generator[None]:
    """An empty cell is read as zero."""

    def change(response: httpx.Response) -> httpx.Response:
        return with_body(response, response.read().replace(b"0.5,", b"0.5,0"))

    with answers_changed(change):
        yield


@breaks("watching-refuses-what-are-no-metrics")
@contextmanager
def what_is_no_table_is_empty() -> Generator[None]:
    """A result file that is no table is read as an empty one."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except ResponseDecodingError:
            return list[Any]()

    with calls_changed(change, _METRICS):
        yield
