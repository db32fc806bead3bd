"""The parts of the client that a violation takes hold of: its methods, its models, its wire."""

import functools
import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, TypeAlias
from unittest.mock import patch

import httpx

import fine_tuning_client.models as classes
from fine_tuning_client import FineTuningClient, resources

Change: TypeAlias = Callable[[Callable[..., Any], dict[str, Any]], Any]


@contextmanager
def calls_changed(change: Change, *names: str) -> Generator[None]:
    """
    Let each method of the sync client, or those of these dotted names, be done by `change`.

    `change` gets the method, bound to its resource, and the named arguments of the call.
    """
    found = [_owner(name) for name in names] if names else list(_methods())
    with ExitStack() as patches:
        for owner, name in found:
            patches.enter_context(patch.object(owner, name, _changed(getattr(owner, name), change)))
        yield


@contextmanager
def requests_changed(change: Callable[[httpx.Request], httpx.Request]) -> Generator[None]:
    """Let each request be changed on its way to a made-up server."""
    transport = httpx.MockTransport
    send, asend = transport.handle_request, transport.handle_async_request

    def changed(self: Any, request: httpx.Request) -> httpx.Response:
        request.read()
        return send(self, change(request))

    async def async_changed(self: Any, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return await asend(self, change(request))

    with (
        patch.object(transport, "handle_request", changed),
        patch.object(transport, "handle_async_request", async_changed),
    ):
        yield


@contextmanager
def answers_changed(
    change: Callable[[httpx.Response], httpx.Response], *, only_async: bool = False
) -> Generator[None]:
    """Let each answer be changed on its way from a made-up server."""
    transport = httpx.MockTransport
    send, asend = transport.handle_request, transport.handle_async_request

    def changed(self: Any, request: httpx.Request) -> httpx.Response:
        response = send(self, request)
        return response if only_async else change(response)

    async def async_changed(self: Any, request: httpx.Request) -> httpx.Response:
        return change(await asend(self, request))

    with (
        patch.object(transport, "handle_request", changed),
        patch.object(transport, "handle_async_request", async_changed),
    ):
        yield


@contextmanager
def models_changed(name: str, member: Callable[[Any], Any], *only: str) -> Generator[None]:
    """Give every model, or those of these names, another member of that name."""
    with ExitStack() as patches:
        for model in only or dir(classes):
            found = getattr(classes, model)
            if isinstance(found, type) and hasattr(found, "from_dict"):
                new = member(getattr(found, name, None))
                patches.enter_context(patch.object(found, name, new, create=True))
        yield


@contextmanager
def settings_changed(**settings: Any) -> Generator[None]:
    """Let every sync client that is made have these settings, whatever it was told."""
    make = FineTuningClient.__init__

    def make_changed(self: FineTuningClient, **given: Any) -> None:
        make(self, **{**given, **settings})

    with patch.object(FineTuningClient, "__init__", make_changed):
        yield


def replaced(owner: Any, name: str, new: Callable[[Any], Any]) -> AbstractContextManager[object]:
    """Put another member, which takes nothing but its object, in the place of one."""
    return patch.object(owner, name, new)


def rewritten(response: httpx.Response, change: Callable[[Any], Any]) -> httpx.Response:
    """Return an answer with every object of its JSON changed; one without JSON stays as it is."""
    try:
        body = json.loads(response.read(), object_hook=change)
    except (ValueError, RecursionError):
        return response
    return with_body(response, json.dumps(body).encode())


def with_body(response: httpx.Response, body: bytes, **headers: str) -> httpx.Response:
    """Return an answer with another body, and some headers set anew."""
    kept = {name: value for name, value in response.headers.items() if name != "content-length"}
    return httpx.Response(response.status_code, headers={**kept, **headers}, content=body)


def with_status(response: httpx.Response, status: int) -> httpx.Response:
    """Return an answer with another status."""
    return httpx.Response(status, headers=response.headers, content=response.read())


def with_headers(request: httpx.Request, **headers: str | None) -> httpx.Request:
    """Return a request with some headers set anew, or taken away where None."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = [(name, value) for name, value in request.headers.multi_items() if name not in named]
    new = [(name, value) for name, value in named.items() if value is not None]
    return httpx.Request(
        request.method,
        request.url,
        headers=[*kept, *new],
        content=request.content,
        extensions=request.extensions,
    )


def with_url(request: httpx.Request, url: httpx.URL | str) -> httpx.Request:
    """Return a request to another URL."""
    return httpx.Request(
        request.method,
        url,
        headers=request.headers,
        content=request.content,
        extensions=request.extensions,
    )


def with_content(request: httpx.Request, content: bytes) -> httpx.Request:
    """Return a request with another body."""
    headers = [pair for pair in request.headers.multi_items() if pair[0] != "content-length"]
    return httpx.Request(
        request.method,
        request.url,
        headers=headers,
        content=content,
        extensions=request.extensions,
    )


def _owner(dotted: str) -> tuple[Any, str]:
    *steps, name = dotted.split(".")
    found: Any = functools.reduce(getattr, steps, FineTuningClient(api_key="sk-made-up"))
    return found.__class__, name


def _methods() -> Iterator[tuple[Any, str]]:
    for module in pkgutil.iter_modules(resources.__path__, f"{resources.__name__}."):
        for owner in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(owner) and hasattr(owner, "with_raw_response"):
                for name, member in vars(owner).items():
                    if inspect.isfunction(member) and not _is_ours(name, member):
                        yield owner, name


def _is_ours(name: str, member: Any) -> bool:
    """Return whether a member is no operation of the sync client."""
    return name.startswith("_") or inspect.iscoroutinefunction(member) or _is_async(member)


def _is_async(member: Any) -> bool:
    return "Async" in member.__qualname__


def _changed(function: Callable[..., Any], change: Change) -> Callable[..., Any]:
    @functools.wraps(function)
    def changed(self: Any, *values: Any, **named: Any) -> Any:
        return change(functools.partial(function, self, *values), named)

    return changed
