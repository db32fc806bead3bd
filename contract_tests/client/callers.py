"""The sync and the async client, called in one way."""

import asyncio
import inspect
from collections.abc import Callable
from functools import reduce
from typing import Any, Protocol, TypeAlias

import httpx

from fine_tuning_client import (
    AsyncDownload,
    AsyncFineTuningClient,
    Download,
    FineTuningClient,
)

API_KEY = "sk-made-up-ordinary-key"
ADMIN_KEY = "sk-made-up-admin-key"
BASE_URL = "http://api.test/v1"

Handler: TypeAlias = Callable[[httpx.Request], httpx.Response]


class Caller(Protocol):
    """A client whose methods are called by their dotted names, and give plain results."""

    client: Any

    def call(self, method: str, /, *values: Any, **named: Any) -> Any:
        """Return what a method gives: of a list the first page, of a download the bytes."""

    def items(self, method: str, /, *values: Any, **named: Any) -> list[Any]:
        """Return the items of all pages of a list."""
        ...

    def pages(self, method: str, /, *values: Any, **named: Any) -> list[Any]:
        """Return all pages of a list."""
        ...

    def start(self, method: str, /, *values: Any, **named: Any) -> Any:
        """Return what a method gives, as it gives it; a coroutine is run."""

    def save(self, path: Any, method: str, /, *values: Any, **named: Any) -> Any:
        """Write a download to a file."""

    def close(self) -> None:
        """Give the connections back."""


class SyncCaller:
    """Calls the sync client."""

    def __init__(self, handler: Handler | None, options: dict[str, Any]) -> None:
        """Make a client over a made-up server, or, without one, over real sockets."""
        # The loopback needs no certificates, and reading them takes 30 ms for each client.
        made_up = handler and httpx.MockTransport(handler)
        transport = made_up or httpx.HTTPTransport(verify=False)
        self.client: Any = FineTuningClient(transport=transport, **options)

    def call(self, method: str, /, *values: Any, **named: Any) -> Any:
        """Return what a method gives: of a list the first page, of a download the bytes."""
        found: Any = _find(self.client, method)(*values, **named)
        if isinstance(found, Download):
            return found.read()
        # A list is told by its behaviour: its class is generic, and would be one of unknown parts.
        return found.page if hasattr(found, "pages") else found

    def items(self, method: str, /, *values: Any, **named: Any) -> list[Any]:
        """Return the items of all pages of a list."""
        return list(_find(self.client, method)(*values, **named))

    def pages(self, method: str, /, *values: Any, **named: Any) -> list[Any]:
        """Return all pages of a list."""
        return list(_find(self.client, method)(*values, **named).pages())

    def start(self, method: str, /, *values: Any, **named: Any) -> Any:
        """Return what a method gives, as it gives it."""
        return _find(self.client, method)(*values, **named)

    def save(self, path: Any, method: str, /, *values: Any, **named: Any) -> Any:
        """Write a download to a file."""
        return _find(self.client, method)(*values, **named).write_to(path)

    def close(self) -> None:
        """Give the connections back."""
        self.client.close()


class AsyncCaller:
    """Calls the async client, on an event loop of the suite's own."""

    def __init__(
        self, handler: Handler | None, options: dict[str, Any], runner: asyncio.Runner
    ) -> None:
        """Make a client over a made-up server, or, without one, over real sockets."""
        self._runner = runner
        made_up = handler and httpx.MockTransport(handler)
        transport = made_up or httpx.AsyncHTTPTransport(verify=False)
        self.client: Any = AsyncFineTuningClient(transport=transport, **options)

    def call(self, method: str, /, *values: Any, **named: Any) -> Any:
        """Return what a method gives: of a list the first page, of a download the bytes."""

        async def finish() -> Any:
            found = await _awaited(_find(self.client, method)(*values, **named))
            return await found.read() if isinstance(found, AsyncDownload) else found

        return self._runner.run(finish())

    def items(self, method: str, /, *values: Any, **named: Any) -> list[Any]:
        """Return the items of all pages of a list."""

        async def walk() -> list[Any]:
            return [item async for item in _find(self.client, method)(*values, **named)]

        return self._runner.run(walk())

    def pages(self, method: str, /, *values: Any, **named: Any) -> list[Any]:
        """Return all pages of a list."""

        async def walk() -> list[Any]:
            return [page async for page in _find(self.client, method)(*values, **named).pages()]

        return self._runner.run(walk())

    def start(self, method: str, /, *values: Any, **named: Any) -> Any:
        """Return what a method gives, as it gives it; a coroutine is run."""

        async def begin() -> Any:
            found = _find(self.client, method)(*values, **named)
            return await found if inspect.iscoroutine(found) else found

        return self._runner.run(begin())

    def save(self, path: Any, method: str, /, *values: Any, **named: Any) -> Any:
        """Write a download to a file."""

        async def write() -> Any:
            return await (await _find(self.client, method)(*values, **named)).write_to(path)

        return self._runner.run(write())

    def close(self) -> None:
        """Give the connections back."""
        self._runner.run(self.client.close())


def _find(client: Any, method: str) -> Any:
    return reduce(getattr, method.split("."), client)


async def _awaited(found: Any) -> Any:
    return await found if inspect.isawaitable(found) else found
