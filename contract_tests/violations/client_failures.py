"""Clients that do not say what went wrong."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

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
def refusal_is_none() -> Generator[None]:
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
def code_is_lost() -> Generator[None]:
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
def strange_status_is_success() -> Generator[None]:
    """A status without a name is taken for success."""
    with answers_changed(
        lambda response: with_status(response, 200) if response.status_code == 529 else response
    ):
        yield


@breaks("failures-other-than-errors-are-raised")
@contextmanager
def redirection_is_success() -> Generator[None]:
    """Whatever is below 400 is taken for success."""
    with answers_changed(
        lambda response: with_status(response, 200) if response.status_code < 400 else response
    ):
        yield


@breaks("failures-without-envelope-are-raised")
@contextmanager
def envelope_is_taken_for_granted() -> Generator[None]:
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
def unreadable_is_none() -> Generator[None]:
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
def unreadable_is_shown_whole() -> Generator[None]:
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
def timeouts_are_alike() -> Generator[None]:
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
def library_beneath_shines_through() -> Generator[None]:
    """A broken connection raises the error of the library beneath."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except APIConnectionError as error:
            raise error.__cause__ or error from None

    with calls_changed(change):
        yield
