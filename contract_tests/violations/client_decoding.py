"""Clients that read answers wrongly."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import httpx

from fine_tuning_contract.conformance import breaks

from .client_parts import answers_changed, models_changed, rewritten, with_body


@breaks("decoding-loses-nothing")
@contextmanager
def integers_become_fractions() -> Generator[None]:
    """Every integer of an answer is read as a fraction."""

    def change(response: httpx.Response) -> httpx.Response:
        if response.status_code != 200:
            return response
        body = json.loads(response.read(), parse_int=float)
        return with_body(response, json.dumps(body).encode())

    with answers_changed(change):
        yield


@breaks("decoding-accepts-what-is-valid")
@contextmanager
def empty_lists_are_problems() -> Generator[None]:
    """An empty list is taken for a missing one."""

    def change(members: dict[str, Any]) -> dict[str, Any]:
        return {name: None if value == [] else value for name, value in members.items()}

    with answers_changed(lambda response: rewritten(response, change)):
        yield


@breaks("decoding-is-one-for-sync-and-async")
@contextmanager
def async_client_forgets_false() -> Generator[None]:
    """The async client leaves out what is false."""

    def change(members: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in members.items() if value is not False}

    with answers_changed(lambda response: rewritten(response, change), only_async=True):
        yield


@breaks("decoding-covers-every-schema")
@contextmanager
def nulls_are_not_written() -> Generator[None]:
    """What is null is left out when an object is written."""

    def member(to_dict: Any) -> Any:
        def changed(self: Any) -> Any:
            return {name: value for name, value in to_dict(self).items() if value is not None}

        return changed

    with models_changed("to_dict", member):
        yield


@breaks("decoding-reads-odd-json")
@contextmanager
def byte_order_mark_is_no_json() -> Generator[None]:
    """A byte order mark makes an answer unreadable."""

    def change(response: httpx.Response) -> httpx.Response:
        marked = response.read().startswith(b"\xef\xbb\xbf")
        return with_body(response, b"?") if marked else response

    with answers_changed(change):
        yield
