"""Clients that go wherever they are sent."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import httpx

from fine_tuning_client import AsyncFineTuningClient, FineTuningClient
from fine_tuning_contract.conformance import breaks

from .client_parts import answers_changed, requests_changed, with_body, with_headers


@breaks("redirects-keep-the-key-at-home")
@contextmanager
def redirections_are_followed() -> Generator[None]:
    """A redirection is followed, to whatever host."""
    make: Any = httpx.Client.__init__

    def following(self: httpx.Client, **options: Any) -> None:
        make(self, **{**options, "follow_redirects": True})

    with patch.object(httpx.Client, "__init__", following):
        yield


@breaks("redirects-of-a-given-client-keep-the-key-at-home")
@contextmanager
def key_is_added_to_every_request() -> Generator[None]:
    """The key is added to every request that leaves, whoever made it."""
    with requests_changed(
        lambda request: with_headers(request, authorization="Bearer sk-made-up-ordinary-key")
    ):
        yield


@breaks("redirects-tell-where-to")
@contextmanager
def goal_is_lost() -> Generator[None]:
    """The error of a redirection does not say where it leads."""
    with answers_changed(lambda response: with_body(response, b"{}", location="")):
        yield


@breaks("redirects-leave-a-given-client-open")
@contextmanager
def given_client_is_closed() -> Generator[None]:
    """Closing a client closes the HTTP client that it was given."""
    make = FineTuningClient.__init__

    def closing(self: Any, *, http_client: Any = None, **options: Any) -> None:
        make(self, http_client=http_client, **options)
        self.close = lambda: http_client.close() if http_client else None

    with patch.object(FineTuningClient, "__init__", closing):
        yield


@breaks("redirects-leave-a-given-async-client-open")
@contextmanager
def given_async_client_is_closed() -> Generator[None]:
    """Closing an async client closes the HTTP client that it was given."""
    make = AsyncFineTuningClient.__init__

    def closing(self: Any, *, http_client: Any = None, **options: Any) -> None:
        make(self, http_client=http_client, **options)
        self.close = http_client.aclose if http_client else None

    with patch.object(AsyncFineTuningClient, "__init__", closing):
        yield
