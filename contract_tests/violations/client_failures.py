"""Clients that do not say what went wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from fine_tuning_client import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ResponseDecodingError,
)
from fine_tuning_contract.conformance import breaks

from .client_parts import answers_changed, calls_changed, with_status


@breaks("failures-declared-are-raised")
@contextmanager
def refusal_is_none() -> Iterator[None]:
    """A refusal gives None."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except APIStatusError:
            return None

    with calls_changed(change):
        yield


@breaks("failures-declared-are-raised")
@contextmanager
def code_is_lost() -> Iterator[None]:
    """The error of a refusal carries no code."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except APIStatusError as error:
            error.code = None
            raise

    with calls_changed(change):
        yield


@breaks("failures-of-any-status-are-raised")
@contextmanager
def strange_status_is_success() -> Iterator[None]:
    """A status without a name is taken for success."""
    with answers_changed(
        lambda response: with_status(response, 200) if response.status_code == 529 else response
    ):
        yield


@breaks("failures-other-than-errors-are-raised")
@contextmanager
def redirection_is_success() -> Iterator[None]:
    """Whatever is below 400 is taken for success."""
    with answers_changed(
        lambda response: with_status(response, 200) if response.status_code < 400 else response
    ):
        yield


@breaks("failures-without-envelope-are-raised")
@contextmanager
def envelope_is_taken_for_granted() -> Iterator[None]:
    """A refusal without an envelope raises a KeyError."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except APIStatusError as error:
            if not isinstance(error.body, dict):
                raise KeyError("error") from error
            raise

    with calls_changed(change):
        yield


@breaks("failures-to-read-are-raised")
@contextmanager
def unreadable_is_none() -> Iterator[None]:
    """An answer that cannot be read gives None."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except ResponseDecodingError:
            return None

    with calls_changed(change):
        yield


@breaks("failures-to-read-are-short")
@contextmanager
def unreadable_is_shown_whole() -> Iterator[None]:
    """An answer that cannot be read is shown from beginning to end."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except ResponseDecodingError as error:
            error.args = (f"cannot read {error.body}",)
            raise

    with calls_changed(change):
        yield


@breaks("failures-of-time-tell-what-was-slow")
@contextmanager
def timeouts_are_alike() -> Iterator[None]:
    """Every timeout is one of the whole call."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except APITimeoutError as error:
            error.phase = "total"
            raise

    with calls_changed(change):
        yield


@breaks("failures-of-connections-are-one-kind")
@contextmanager
def library_beneath_shines_through() -> Iterator[None]:
    """A broken connection raises the error of the library beneath."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except APIConnectionError as error:
            assert isinstance(error.__cause__, httpx.HTTPError)
            raise error.__cause__ from None

    with calls_changed(change):
        yield
