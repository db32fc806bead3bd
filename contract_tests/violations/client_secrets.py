"""Clients that cannot keep a secret."""

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from fine_tuning_client import FineTuningClient, FineTuningError
from fine_tuning_contract.conformance import breaks

from .client_parts import calls_changed, models_changed, replaced, requests_changed, with_headers

# The keys that the rules give to their clients.
_KEYS = "sk-made-up-ordinary-key sk-made-up-admin-key"


@breaks("secrets-stay-out-of-reprs")
@contextmanager
def client_shows_its_key() -> Generator[None]:
    """The repr of a client shows its keys."""
    with replaced(FineTuningClient, "__repr__", lambda _: f"FineTuningClient({_KEYS})"):
        yield


@breaks("secrets-given-win-over-the-environment")
@contextmanager
def key_of_the_environment_is_sent() -> Generator[None]:
    """The key of the environment is sent whichever key was given."""
    key = "Bearer sk-of-the-environment"
    with requests_changed(lambda request: with_headers(request, authorization=key)):
        yield


@breaks("secrets-stay-out-of-answers")
@contextmanager
def job_shows_the_key() -> Generator[None]:
    """The repr of a job shows the key that it was fetched with."""

    def shown(_: Any) -> str:
        return _KEYS

    with models_changed("__repr__", lambda _: shown):
        yield


@breaks(
    "secrets-stay-out-of-errors",
    "secrets-echoed-are-hidden",
    "secrets-echoed-by-pages-are-hidden",
)
@contextmanager
def errors_show_the_key() -> Generator[None]:
    """The text of an error shows the key that was sent."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return getattr(call(**named), "page", None)
        except FineTuningError as error:
            error.args = (f"{error} with {_KEYS}",)
            raise

    with calls_changed(change):
        yield


@breaks("secrets-stay-out-of-pickled-errors")
@contextmanager
def pickled_errors_hold_the_key() -> Generator[None]:
    """A pickled error holds the headers of its request."""

    def reduced(*_: object) -> Any:
        return RuntimeError, (_KEYS,)

    with patch.object(FineTuningError, "__reduce_ex__", reduced):
        yield


@breaks("secrets-in-urls-are-hidden")
@contextmanager
def base_url_is_shown_whole() -> Generator[None]:
    """The repr of a client shows its base URL with user and password."""
    with replaced(FineTuningClient, "__repr__", lambda self: repr(self.base_url)):
        yield


@breaks("secrets-stay-out-of-logs")
@contextmanager
def calls_are_logged_with_the_key() -> Generator[None]:
    """Every call is logged with its key."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        logging.getLogger("fine_tuning_client").debug("calling with %s", _KEYS)
        return call(**named)

    with calls_changed(change):
        yield


@breaks("secrets-malformed-are-refused-unseen")
@contextmanager
def malformed_keys_are_mended() -> Generator[None]:
    """A key that cannot be one is sent without its strange characters."""
    make = FineTuningClient.__init__

    def mending(self: FineTuningClient, *, api_key: str | None = None, **given: Any) -> None:
        kept = "".join(each for each in api_key or "" if each.isalnum() and each.isascii())
        make(self, api_key=kept, **given)

    with patch.object(FineTuningClient, "__init__", mending):
        yield


@breaks("secrets-are-asked-for-late")
@contextmanager
def key_is_asked_for_at_once() -> Generator[None]:
    """A client without a key cannot be made."""
    make = FineTuningClient.__init__

    def demanding(self: FineTuningClient, **given: Any) -> None:
        make(self, **{**given, "api_key": given["api_key"]})

    with patch.object(FineTuningClient, "__init__", demanding):
        yield
