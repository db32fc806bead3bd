"""Clients that take half an answer for a whole one, or give up on the first broken connection."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from fine_tuning_client import APIConnectionError, RetryPolicy
from fine_tuning_contract.conformance import breaks

from .client_parts import calls_changed


@breaks("wires-that-break-are-told")
@contextmanager
def broken_connection_is_none() -> Generator[None]:
    """A call whose connection breaks gives None."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except APIConnectionError:
            return None

    with calls_changed(change):
        yield


@breaks("wires-that-break-are-mended")
@contextmanager
def broken_connection_is_the_end() -> Generator[None]:
    """A call whose connection breaks is not made again."""
    with patch.object(RetryPolicy, "wait", _never):
        yield


def _never(*_: object) -> None:
    """Say that there is no further try."""
