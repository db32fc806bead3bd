"""Clients that lose their way in lists."""

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import httpx

from fine_tuning_client import APIConnectionError, FineTuningClient, Pages, RepeatedCursorError
from fine_tuning_contract.conformance import breaks

from .client_parts import (
    answers_changed,
    calls_changed,
    replaced,
    requests_changed,
    rewritten,
    with_body,
    with_url,
)


def _walks(change: Callable[[Iterator[Any]], Iterator[Any]]) -> Any:
    """Let every walk over the items of a list be changed."""
    owner: Any = Pages
    walk = owner.__iter__
    return replaced(owner, "__iter__", lambda self: change(walk(self)))


def _rewriting(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    return answers_changed(lambda response: rewritten(response, change))


@breaks("pages-visit-everything-once")
@contextmanager
def first_page_is_the_list() -> Generator[None]:
    """The first page is taken for the whole list."""
    with _rewriting(lambda members: {**members, "has_more": False} if members else members):
        yield


@breaks("pages-visit-everything-once", "pages-survive-newer-items")
@contextmanager
def borders_are_given_twice() -> Generator[None]:
    """The last item of a page is given again as the first of the next one."""

    def change(response: httpx.Response) -> httpx.Response:
        page = json.loads(response.read())
        asked = response.request.url.params
        border = [{"id": asked["after"]}] if "after" in asked else list[Any]()
        return with_body(response, json.dumps({**page, "data": border + page["data"]}).encode())

    with answers_changed(change):
        yield


@breaks("pages-can-be-walked")
@contextmanager
def only_one_page_is_given() -> Generator[None]:
    """Walking page by page gives one page."""
    with replaced(Pages, "pages", lambda self: iter([self.page])):
        yield


@breaks("pages-keep-what-was-asked")
@contextmanager
def filter_is_forgotten() -> Generator[None]:
    """The second page is asked for without the filter."""

    def change(request: httpx.Request) -> httpx.Request:
        after = request.url.params.get("after")
        return with_url(request, request.url.copy_with(params={"after": after or ""}))

    with requests_changed(change):
        yield


@breaks("pages-repeated-are-an-error", "pages-in-circles-are-seen-from-the-first")
@contextmanager
def circles_end_in_silence() -> Generator[None]:
    """A list that goes in circles ends as if it were complete."""

    def change(walk: Iterator[Any]) -> Iterator[Any]:
        try:
            yield from walk
        except RepeatedCursorError:
            return

    with _walks(change):
        yield


@breaks("pages-empty-end-a-walk", "pages-end-where-they-end")
@contextmanager
def one_page_too_many_is_asked_for() -> Generator[None]:
    """After its last page a list is asked for once more."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        call(**named).page.to_dict()
        return call(**named)

    with calls_changed(change, "fine_tuning.jobs.list_events"):
        yield


@breaks("pages-go-on-unless-told")
@contextmanager
def silence_ends_a_list() -> Generator[None]:
    """A page that does not say whether there are more is taken for the last one."""
    with _rewriting(lambda members: {**members, "has_more": members.get("has_more") or False}):
        yield


@breaks("pages-in-hand-show-the-first")
@contextmanager
def list_in_hand_has_never_more() -> Generator[None]:
    """A list in hand says that there is nothing after its first page."""
    with patch.object(Pages, "has_more", new=False):
        yield


@breaks("pages-are-fetched-when-needed")
@contextmanager
def first_page_is_fetched_at_once() -> Generator[None]:
    """A list fetches its first page when it is made."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        listed = call(**named)
        listed.page.to_dict()
        return listed

    with calls_changed(change, "fine_tuning.jobs.list"):
        yield


@breaks("pages-fail-as-calls-do")
@contextmanager
def failures_end_a_list() -> Generator[None]:
    """A failure on a later page ends the list."""

    def change(walk: Iterator[Any]) -> Iterator[Any]:
        try:
            yield from walk
        except APIConnectionError:
            return

    with _walks(change):
        yield


@breaks("pages-of-the-former-name-are-the-same")
@contextmanager
def former_name_is_gone() -> Generator[None]:
    """Permissions are no longer listed under the former name."""
    resource = type(FineTuningClient(api_key="sk").fine_tuning.checkpoints.permissions)
    with patch.object(resource, "retrieve", None):
        yield
