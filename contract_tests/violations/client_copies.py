"""Clients whose objects do not survive copying."""

import copy
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import fine_tuning_client.models as classes
from fine_tuning_client import UNSET, APIStatusError, MissingFieldError, Unrecognized
from fine_tuning_contract.conformance import breaks

from .client_parts import models_changed, replaced


def _again(name: str, body: dict[str, Any]) -> Any:
    return getattr(classes, name).from_dict(body)


def _reduced(drop: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Any], Any]:
    """Return how to pickle a model by its JSON, without what `drop` takes away."""

    def member(_: Any) -> Any:
        def reduced(self: Any, _protocol: int) -> Any:
            return _again, (type(self).__name__, drop(self.to_dict()))

        return reduced

    return member


@breaks("copies-are-equal")
@contextmanager
def copies_lose_the_unknown() -> Generator[None]:
    """A copy holds the described fields only."""

    def member(_: Any) -> Any:
        def reduced(self: Any, _protocol: int) -> Any:
            known = {
                name: value
                for name, value in self.to_dict().items()
                if name not in self.additional_properties
            }
            return _again, (type(self).__name__, known)

        return reduced

    with models_changed("__reduce_ex__", member):
        yield


@breaks("copies-of-absence-are-absence")
@contextmanager
def absence_is_made_anew() -> Generator[None]:
    """A copy of UNSET is another object of its type."""
    kind = type(UNSET)

    def made_anew(_self: Any, _protocol: int) -> Any:
        return object.__new__, (kind,)

    with replaced(kind, "__reduce_ex__", lambda _: made_anew):
        yield


@breaks("copies-are-apart")
@contextmanager
def deep_copies_are_shallow() -> Generator[None]:
    """A deep copy shares its maps with the original."""

    def shallow(self: Any, _memo: object) -> Any:
        return copy.copy(self)

    with models_changed("__deepcopy__", lambda _: shallow, *_JOB):
        yield


@breaks("copies-of-the-unknown-are-equal")
@contextmanager
def unknown_is_compared_by_identity() -> Generator[None]:
    """Two objects that hold the same unknown value differ."""
    with patch.object(Unrecognized, "__eq__", object.__eq__):
        yield


@breaks("copies-of-pages-survive")
@contextmanager
def copies_of_pages_lose_items() -> Generator[None]:
    """A copy of a page leaves out its last item."""
    drop = _reduced(lambda body: {**body, "data": body["data"][:-1]})
    with models_changed("__reduce_ex__", drop, "ListFineTuningJobEventsResponse"):
        yield


@breaks("copies-of-errors-tell-the-same")
@contextmanager
def errors_are_pickled_by_their_text() -> Generator[None]:
    """A copied refusal is made from its text alone."""
    with patch.object(APIStatusError, "__reduce__", Exception.__reduce__):
        yield


@breaks("copies-of-own-errors-tell-the-same")
@contextmanager
def own_errors_are_pickled_by_their_text() -> Generator[None]:
    """A copied error of a missing field is made from its text alone."""
    with patch.object(MissingFieldError, "__reduce__", Exception.__reduce__):
        yield


@breaks("copies-of-seen-shapes-are-equal")
@contextmanager
def copies_lose_nulls() -> Generator[None]:
    """A copy leaves out what is null."""
    drop = _reduced(lambda body: {key: value for key, value in body.items() if value is not None})
    with models_changed("__reduce_ex__", drop, *_JOB):
        yield


_JOB = ("FineTuningJob",)
