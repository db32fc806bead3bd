"""Clients that know the description only, not the wire."""

import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from fine_tuning_contract.conformance import breaks

from .client_parts import answers_changed, models_changed, rewritten


@breaks("shapes-seen-are-kept")
@contextmanager
def empty_error_is_dropped() -> Generator[None]:
    """An empty error is taken for none when a job is read."""

    def member(from_dict: Any) -> Any:
        def changed(source: dict[str, Any], **named: Any) -> Any:
            return from_dict({**source, "error": source.get("error") or None}, **named)

        return staticmethod(changed)

    with models_changed("from_dict", member, "FineTuningJob"):
        yield


@breaks("shapes-seen-are-expected")
@contextmanager
def null_data_is_a_problem() -> Generator[None]:
    """An event without data is a problem."""

    def member(problems: Any) -> Any:
        def changed(self: Any) -> Any:
            return problems(self) if self.data is not None else ("/data: null",)

        return changed

    with models_changed("problems", member, "FineTuningJobEvent"):
        yield


@breaks("shapes-empty-are-not-missing")
@contextmanager
def empty_object_is_none() -> Generator[None]:
    """An empty object is read as null."""

    def change(members: dict[str, Any]) -> dict[str, Any]:
        return {name: None if value == {} else value for name, value in members.items()}

    with answers_changed(lambda response: rewritten(response, change)):
        yield


@breaks("shapes-null-data-is-none")
@contextmanager
def null_data_is_an_empty_object() -> Generator[None]:
    """The data of an event is never null, but empty."""

    def change(members: dict[str, Any]) -> dict[str, Any]:
        return {**members, "data": members["data"] or {}} if "data" in members else members

    with answers_changed(lambda response: rewritten(response, change)):
        yield


@breaks("shapes-times-are-also-datetimes")
@contextmanager
def datetime_has_no_zone() -> Generator[None]:
    """A time is given as a datetime without a zone."""

    def member(_: Any) -> Any:
        return property(lambda self: dt.datetime.fromtimestamp(self.created_at))  # noqa: DTZ006

    with models_changed("created_at_datetime", member, "FineTuningJob"):
        yield
