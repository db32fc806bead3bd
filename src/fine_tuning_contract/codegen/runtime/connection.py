"""What carries calls: an HTTP client, sync or async, that is made when it is first needed."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpx

from .deadlines import (
    bound_answer,
    bound_async_connection,
    bound_connection,
    bound_refusal,
    renew,
)
from .decoding import decode
from .logs import tell_outcome
from .wire import SUCCESS, Wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .download import AsyncDownload, Download
    from .exchange import Outcome, Step
    from .pages import AsyncPages, Pages
    from .requests import Call, Operation, Paging, Payload
    from .settings import Settings

T = TypeVar("T")


class Connection(Wire):
    """The sync carrier of calls."""

    __slots__ = ("_client", "_options", "_raw")

    _watch = staticmethod(bound_connection)

    def __init__(
        self,
        settings: Settings,
        client: httpx.Client | None,
        options: Mapping[str, Any],
        *,
        owned: bool | None = None,
        raw: bool = False,
    ) -> None:
        """Use the given HTTP client, or make one with the options when it is first needed."""
        super().__init__(settings, owned=client is None if owned is None else owned)
        self._client = client
        self._raw = raw
        self._options = options

    @property
    def client(self) -> httpx.Client:
        """The HTTP client beneath."""
        if self._client is None:
            self._client = httpx.Client(follow_redirects=False, **self._options)
        return self._client

    def with_settings(self, **changes: Any) -> Connection:
        """Return a carrier with other settings that shares this one's pool."""
        settings = self.settings._replace(**changes)
        # Only the one that made the pool closes it: the others may be dropped at any time.
        return Connection(settings, self.client, self._options, owned=False, raw=self._raw)

    def as_raw(self) -> Connection:
        """Return a carrier that gives HTTP answers instead of what they hold."""
        return Connection(self.settings, self.client, self._options, owned=self._owned, raw=True)

    def call(self, operation: Operation[T], payload: Payload, call: Call) -> T:
        """Do one operation and return what it answers."""
        response = self.fetch(operation, payload, call)
        if self._raw:
            return cast("T", _raw_response(response, partial(self._decode, operation, response)))
        return self._decode(operation, response)

    def _decode(self, operation: Operation[T], response: httpx.Response) -> T:
        return decode(operation, response, strict=self.settings.strict)

    def walk(
        self, operation: Operation[T], payload: Payload, call: Call, paging: Paging
    ) -> Pages[T, Any]:
        """Return a list whose pages are fetched as it is walked."""
        if self._raw:
            return cast("Pages[T, Any]", self.call(operation, payload, call))
        from .pages import Pages  # noqa: PLC0415 - only lists need it

        return Pages(paging, lambda more: self.call(operation, payload.further(more), call))

    def download(self, operation: Operation[Any], payload: Payload, call: Call) -> Download:
        """Do one operation and return its bytes, still on their way."""
        from .download import Download  # noqa: PLC0415 - few calls need it

        response = self.open(operation, payload, call)
        if self._raw:
            return cast("Download", _raw_response(response, partial(Download, response)))
        return Download(response)

    def fetch(self, operation: Operation[Any], payload: Payload, call: Call) -> httpx.Response:
        """Do one operation and return the answer, read to its end."""
        started = time.monotonic()
        ends = self.ends(started)
        request = self.request(self.client, operation, payload, call, ends)
        try:
            response = self.client.send(request, stream=True)
            bound_answer(response, ends)
            response.read()
        except httpx.HTTPError as failure:
            tell_outcome(request, failure)
            return self._go_on(request, operation, started, failure)
        tell_outcome(request, response)
        if response.status_code in SUCCESS:
            return response
        return self._go_on(request, operation, started, response)

    def open(self, operation: Operation[Any], payload: Payload, call: Call) -> httpx.Response:
        """Do one operation and return the answer, its body not yet read."""
        started = time.monotonic()
        request = self.request(self.client, operation, payload, call, self.ends(started))
        return self._go_on(request, operation, started, None, stream=True)

    def _go_on(
        self,
        request: httpx.Request,
        operation: Operation[Any],
        started: float,
        outcome: Outcome,
        *,
        stream: bool = False,
    ) -> httpx.Response:
        """Go on after a first try that was no success, or begin where there was none."""
        from .exchange import exchange  # noqa: PLC0415 - most calls succeed at once

        steps = exchange(request, self.terms(operation, started, stream=stream), outcome)
        try:
            step = next(steps)
            while True:
                step = steps.send(self._do(step))
        except StopIteration as stop:
            response: httpx.Response = stop.value
            return response

    def _do(self, step: Step) -> Outcome:
        from .exchange import Read, Send  # noqa: PLC0415 - imported by now

        try:
            if isinstance(step, Send):
                renew(step.request, step.ends, self._watch)
                response = self.client.send(step.request, stream=True)
                (bound_answer if step.whole else bound_refusal)(response, step.ends)
                return response
            if isinstance(step, Read):
                step.response.read()
                return None
            time.sleep(step.seconds)
        except httpx.HTTPError as failure:
            return failure
        return None

    def close(self) -> None:
        """Close the HTTP client, unless it was given."""
        if self._owned and self._client is not None:
            self._client.close()


class AsyncConnection(Wire):
    """The async carrier of calls."""

    __slots__ = ("_client", "_options", "_raw")

    _watch = staticmethod(bound_async_connection)

    def __init__(
        self,
        settings: Settings,
        client: httpx.AsyncClient | None,
        options: Mapping[str, Any],
        *,
        owned: bool | None = None,
        raw: bool = False,
    ) -> None:
        """Use the given HTTP client, or make one with the options when it is first needed."""
        super().__init__(settings, owned=client is None if owned is None else owned)
        self._client = client
        self._raw = raw
        self._options = options

    @property
    def client(self) -> httpx.AsyncClient:
        """The HTTP client beneath."""
        if self._client is None:
            self._client = httpx.AsyncClient(follow_redirects=False, **self._options)
        return self._client

    def with_settings(self, **changes: Any) -> AsyncConnection:
        """Return a carrier with other settings that shares this one's pool."""
        settings = self.settings._replace(**changes)
        return AsyncConnection(settings, self.client, self._options, owned=False, raw=self._raw)

    def as_raw(self) -> AsyncConnection:
        """Return a carrier that gives HTTP answers instead of what they hold."""
        return AsyncConnection(
            self.settings, self.client, self._options, owned=self._owned, raw=True
        )

    async def call(self, operation: Operation[T], payload: Payload, call: Call) -> T:
        """Do one operation and return what it answers."""
        response = await self.fetch(operation, payload, call)
        if self._raw:
            return cast("T", _raw_response(response, partial(self._decode, operation, response)))
        return self._decode(operation, response)

    def _decode(self, operation: Operation[T], response: httpx.Response) -> T:
        return decode(operation, response, strict=self.settings.strict)

    def walk(
        self, operation: Operation[T], payload: Payload, call: Call, paging: Paging
    ) -> AsyncPages[T, Any]:
        """Return a list whose pages are fetched as it is walked."""
        if self._raw:
            return cast("AsyncPages[T, Any]", self.call(operation, payload, call))
        from .pages import AsyncPages  # noqa: PLC0415 - only lists need it

        return AsyncPages(paging, lambda more: self.call(operation, payload.further(more), call))

    async def download(
        self, operation: Operation[Any], payload: Payload, call: Call
    ) -> AsyncDownload:
        """Do one operation and return its bytes, still on their way."""
        from .download import AsyncDownload  # noqa: PLC0415 - few calls need it

        response = await self.open(operation, payload, call)
        if self._raw:
            return cast("AsyncDownload", _raw_response(response, partial(AsyncDownload, response)))
        return AsyncDownload(response)

    async def fetch(
        self, operation: Operation[Any], payload: Payload, call: Call
    ) -> httpx.Response:
        """Do one operation and return the answer, read to its end."""
        started = time.monotonic()
        ends = self.ends(started)
        request = self.request(self.client, operation, payload, call, ends)
        try:
            response = await self.client.send(request, stream=True)
            bound_answer(response, ends)
            await response.aread()
        except httpx.HTTPError as failure:
            tell_outcome(request, failure)
            return await self._go_on(request, operation, started, failure)
        tell_outcome(request, response)
        if response.status_code in SUCCESS:
            return response
        return await self._go_on(request, operation, started, response)

    async def open(self, operation: Operation[Any], payload: Payload, call: Call) -> httpx.Response:
        """Do one operation and return the answer, its body not yet read."""
        started = time.monotonic()
        request = self.request(self.client, operation, payload, call, self.ends(started))
        return await self._go_on(request, operation, started, None, stream=True)

    async def _go_on(
        self,
        request: httpx.Request,
        operation: Operation[Any],
        started: float,
        outcome: Outcome,
        *,
        stream: bool = False,
    ) -> httpx.Response:
        """Go on after a first try that was no success, or begin where there was none."""
        from .exchange import exchange  # noqa: PLC0415 - most calls succeed at once

        steps = exchange(request, self.terms(operation, started, stream=stream), outcome)
        try:
            step = next(steps)
            while True:
                step = steps.send(await self._do(step))
        except StopIteration as stop:
            response: httpx.Response = stop.value
            return response

    async def _do(self, step: Step) -> Outcome:
        import asyncio  # noqa: PLC0415 - costs 8 ms, which sync programs need not pay

        from .exchange import Read, Send  # noqa: PLC0415 - imported by now

        try:
            if isinstance(step, Send):
                renew(step.request, step.ends, self._watch)
                response = await self.client.send(step.request, stream=True)
                (bound_answer if step.whole else bound_refusal)(response, step.ends)
                return response
            if isinstance(step, Read):
                await step.response.aread()
                return None
            await asyncio.sleep(step.seconds)
        except httpx.HTTPError as failure:
            return failure
        return None

    async def close(self) -> None:
        """Close the HTTP client, unless it was given."""
        if self._owned and self._client is not None:
            await self._client.aclose()


def _raw_response(response: httpx.Response, read: Any) -> Any:
    from .raw import RawResponse  # noqa: PLC0415 - few calls need it

    return RawResponse(response, read)
