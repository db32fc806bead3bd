"""Clients that send something else than they were told."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import httpx

from fine_tuning_client import FineTuningClient, MissingCredentialsError
from fine_tuning_contract.conformance import breaks

from .client_parts import (
    calls_changed,
    requests_changed,
    settings_changed,
    with_content,
    with_headers,
    with_url,
)


def _queries(change: Callable[[list[tuple[str, str]]], list[tuple[str, str]]]) -> Any:
    """Let every query be changed, pair by pair."""

    def changed(request: httpx.Request) -> httpx.Request:
        pairs = change(request.url.params.multi_items())
        text = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
        return with_url(request, request.url.copy_with(query=text.encode() or None))

    return requests_changed(changed)


def _bodies(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """Let every JSON body be changed."""

    def changed(request: httpx.Request) -> httpx.Request:
        if request.headers.get("content-type") != "application/json":
            return request
        return with_content(request, json.dumps(change(json.loads(request.content))).encode())

    return requests_changed(changed)


def _timeouts(seconds: float | None) -> Any:
    """Let every request wait so long."""

    def changed(request: httpx.Request) -> httpx.Request:
        phases = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        request.extensions = {**request.extensions, "timeout": phases}
        return request

    return requests_changed(changed)


@breaks("sending-is-as-described")
@contextmanager
def ordinary_key_is_sent_everywhere() -> Generator[None]:
    """The ordinary key is sent where an admin key is needed."""
    with requests_changed(
        lambda request: with_headers(request, authorization="Bearer sk-made-up-ordinary-key")
    ):
        yield


@breaks("sending-is-as-described")
@contextmanager
def numbers_are_sent_as_text() -> Generator[None]:
    """Numbers in a body are sent as texts."""

    def change(body: dict[str, Any]) -> dict[str, Any]:
        return {k: str(v) if isinstance(v, int) else v for k, v in body.items()}

    with _bodies(change):
        yield


@breaks("sending-adds-nothing")
@contextmanager
def defaults_are_sent() -> Generator[None]:
    """The default of `limit` is sent where the caller said nothing."""
    with _queries(lambda pairs: pairs or [("limit", "20")]):
        yield


@breaks("sending-demands-what-is-required")
@contextmanager
def anything_goes() -> Generator[None]:
    """Creating a job demands nothing."""
    resource: Any = type(FineTuningClient(api_key="sk").fine_tuning.jobs)
    create = resource.create

    def anything(self: Any, **named: Any) -> Any:
        return create(self, **named)

    with patch.object(resource, "create", anything):
        yield


@breaks("sending-null-filters-for-no-metadata")
@contextmanager
def null_filter_is_dropped() -> Generator[None]:
    """The filter None is sent as no filter."""
    with _queries(lambda pairs: [pair for pair in pairs if pair[1] != "null"]):
        yield


@breaks("sending-pairs-filter-by-metadata")
@contextmanager
def filter_is_flattened() -> Generator[None]:
    """A filter of pairs is sent as parameters of its own."""
    with _queries(
        lambda pairs: [(k.removeprefix("metadata[").removesuffix("]"), v) for k, v in pairs]
    ):
        yield


@breaks("sending-null-is-not-absent")
@contextmanager
def nulls_are_not_sent() -> Generator[None]:
    """A field given as None is not sent."""
    with _bodies(lambda body: {k: v for k, v in body.items() if v is not None}):
        yield


@breaks("sending-takes-objects-and-plain-dicts")
@contextmanager
def objects_are_sent_without_their_type() -> Generator[None]:
    """An object is sent without its type; a plain dict as it is."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        method: Any = named.get("method")
        body: dict[str, Any] = getattr(method, "to_dict", dict)()
        body.pop("type", None)
        return call(**{**named, "method": body} if body else named)

    with calls_changed(change, "fine_tuning.jobs.create"):
        yield


@breaks("sending-carries-extras")
@contextmanager
def further_headers_are_lost() -> Generator[None]:
    """Further headers are not sent."""
    with requests_changed(lambda request: with_headers(request, x_team=None)):
        yield


@breaks("sending-extras-win")
@contextmanager
def further_parameters_are_added() -> Generator[None]:
    """A further parameter is sent beside the one of the same name."""
    with _queries(lambda pairs: [*pairs, ("limit", "5")]):
        yield


@breaks("sending-refuses-broken-headers")
@contextmanager
def broken_headers_are_mended() -> Generator[None]:
    """What cannot stand in a header is left out, and the rest is sent."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        headers: dict[str, str] = named.pop("extra_headers", {})
        kept = {k: v for k, v in headers.items() if f"{k}{v}".isprintable() and v}
        return call(**named, extra_headers=kept)

    with calls_changed(change, "fine_tuning.jobs.retrieve", "fine_tuning.jobs.cancel"):
        yield


@breaks("sending-refuses-what-json-cannot-hold")
@contextmanager
def what_json_cannot_hold_is_sent_as_text() -> Generator[None]:
    """A value that JSON cannot hold is sent as its repr."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        return call(**{**named, "extra_body": {"x": repr(named["extra_body"])}})

    with calls_changed(change, "fine_tuning.jobs.create"):
        yield


@breaks("sending-carries-extra-members")
@contextmanager
def further_members_do_not_win() -> Generator[None]:
    """A further member does not replace one of the same name."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        extra = {k: v for k, v in named.pop("extra_body", {}).items() if k not in named}
        return call(**named, extra_body=extra)

    with calls_changed(change, "fine_tuning.jobs.create"):
        yield


@breaks("sending-heeds-the-timeout")
@contextmanager
def timeout_of_a_call_is_ignored() -> Generator[None]:
    """The timeout of the client holds whatever a call says."""
    with _timeouts(7.0):
        yield


@breaks("sending-has-a-sane-timeout")
@contextmanager
def waits_for_ever() -> Generator[None]:
    """A call waits for ten minutes."""
    with _timeouts(600.0):
        yield


@breaks("sending-reads-the-environment")
@contextmanager
def project_of_the_environment_is_ignored() -> Generator[None]:
    """The project is not read from the environment."""
    with requests_changed(lambda request: with_headers(request, openai_project=None)):
        yield


@breaks("sending-without-a-key-is-refused-first")
@contextmanager
def missing_key_is_sent_as_none() -> Generator[None]:
    """A missing key is sent as the word None."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        try:
            return call(**named)
        except MissingCredentialsError:
            return call(**named, extra_headers={"Authorization": "Bearer None"})

    with calls_changed(change), settings_changed(api_key="None", admin_api_key="None"):
        yield


@breaks("sending-options-are-a-new-client")
@contextmanager
def options_change_the_client() -> Generator[None]:
    """`with_options` changes the client that it is called on."""
    with_options = FineTuningClient.with_options

    def changed(self: Any, **options: Any) -> Any:
        other: Any = with_options(self, **options)
        self.__dict__.update(other.__dict__)
        return self

    with patch.object(FineTuningClient, "with_options", changed):
        yield


@breaks("sending-adds-what-every-request-says")
@contextmanager
def own_headers_are_dropped() -> Generator[None]:
    """Headers that the description does not know are not sent."""

    def change(request: httpx.Request) -> httpx.Request:
        request.headers.pop("x-team", None)
        return request

    with requests_changed(change):
        yield


@breaks("sending-key-may-change")
@contextmanager
def key_is_asked_for_once() -> Generator[None]:
    """A key given as a function is asked for once."""
    first: list[str] = []

    def change(request: httpx.Request) -> httpx.Request:
        first.append(request.headers["authorization"])
        return with_headers(request, authorization=first[0])

    with requests_changed(change):
        yield
