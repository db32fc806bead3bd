"""Clients that let an id choose the operation."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import httpx

from fine_tuning_contract.conformance import breaks

from .client_parts import calls_changed, requests_changed, with_url


@breaks("paths-refuse-what-names-nothing")
@contextmanager
def empty_id_is_sent_as_a_dash() -> Generator[None]:
    """An id that names nothing is replaced by a dash and sent."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        return call(**{k: "-" if v == "" else v for k, v in named.items()})

    with calls_changed(change):
        yield


@breaks("paths-hold-an-id-in-one-segment")
@contextmanager
def slashes_are_not_encoded() -> Generator[None]:
    """A slash inside an id is sent as it is."""

    def change(request: httpx.Request) -> httpx.Request:
        path = request.url.raw_path.replace(b"%2F", b"/")
        return with_url(request, request.url.copy_with(raw_path=path))

    with requests_changed(change):
        yield


@breaks("paths-refuse-what-is-no-text")
@contextmanager
def ids_are_made_texts() -> Generator[None]:
    """An id that is no text is sent as its repr."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        ids = ("fine_tuning_job_id", "file_id", "model", "permission_id")
        return call(**{k: str(v) if k in ids else v for k, v in named.items()})

    with calls_changed(change):
        yield
