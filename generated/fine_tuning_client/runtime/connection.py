# Copied from fine_tuning_contract/codegen/runtime/connection.py: change it there.
"""What carries calls: the settings of a client, and the HTTP client beneath it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar, cast

import httpx
from attrs import evolve, field, frozen

from .absence import UNSET, Unset
from .credentials import Credentials
from .download import AsyncDownload, Download
from .errors import ResponseDecodingError
from .exchange import Exchange, Outcome, Read, Send, Step, Terms, exchange
from .pages import AsyncPages, Pages, Paging
from .problems import Problems
from .raw import RawResponse
from .requests import Call, Operation, Query
from .retries import RetryPolicy

T = TypeVar("T")
_NO_CONTENT = 204


@frozen
class Settings:
    """
    What all calls of a client share. Times are in seconds.

    `timeout` bounds each phase of each try (connect, send, receive, wait for a free
    connection), `deadline` all tries of one call together.
    """

    base_url: str
    credentials: Credentials
    headers: Mapping[str, str] = field(factory=dict[str, str])
    timeout: float | None = 30.0
    deadline: float | None = 300.0
    retries: RetryPolicy = RetryPolicy()
    strict: bool = False


@frozen
class Payload:
    """What a request carries: its path, query and one kind of body."""

    path: str
    query: Query = field(factory=list[tuple[str, str]])
    headers: Mapping[str, str] | None = None
    json: Any = UNSET
    form: Mapping[str, str] | None = None
    files: Any = None
    content: Any = None
    content_type: str = "application/octet-stream"

    def further(self, query: Mapping[str, str]) -> Payload:
        """Return the same request with some query parameters set anew."""
        kept = [pair for pair in self.query if pair[0] not in query]
        return evolve(self, query=[*kept, *query.items()]) if query else self


class Wire:
    """What the sync and the async connection have in common: everything but the waiting."""

    def __init__(self, settings: Settings) -> None:
        """Keep the settings."""
        self.settings = settings

    def begin(
        self,
        client: Any,
        operation: Operation[Any],
        payload: Payload,
        call: Call,
        *,
        stream: bool = False,
    ) -> Exchange:
        """Return the exchange for a call, not yet begun."""
        settings = self.settings
        request = client.build_request(
            operation.method,
            settings.base_url + payload.path,
            params=_query(payload.query, call.extra_query),
            headers=self._headers(operation, payload, call),
            timeout=_timeout(settings.timeout, call.timeout),
            **_content(payload),
        )
        terms = Terms(settings.retries, settings.deadline, repeatable=operation.safe, stream=stream)
        return exchange(request, terms)

    def _headers(self, operation: Operation[Any], payload: Payload, call: Call) -> dict[str, str]:
        headers = {**self.settings.headers, **(payload.headers or {})}
        if payload.content is not None:
            headers["Content-Type"] = payload.content_type
        if operation.credential is not None:
            headers["Authorization"] = self.settings.credentials.header(operation.credential)
        if operation.method == "POST" and not operation.safe:
            headers["Idempotency-Key"] = _new_key()
        headers.update(call.extra_headers or {})
        return headers

    def decode(self, operation: Operation[T], response: httpx.Response) -> T:
        """
        Return what an answer holds.

        Raises `ResponseDecodingError` if it is no JSON, or, in a strict client, if
        it differs from its description.
        """
        if response.status_code == _NO_CONTENT:
            body: Any = None
        else:
            try:
                body = response.json()
            except ValueError as error:
                reason = f"no JSON ({type(error).__name__})"
                raise ResponseDecodingError(
                    operation.name + " answer", response=response, reason=reason
                ) from None
        problems = Problems()
        read: T = operation.answer.read(body, problems)
        if problems and (self.settings.strict or not isinstance(body, dict)):
            raise ResponseDecodingError(
                operation.name + " answer", problems=problems.found, response=response
            )
        return read


def _query(query: Query, extra: Mapping[str, Any] | None) -> Query | None:
    if extra:
        from .requests import query_text  # noqa: PLC0415 - rarely needed

        query = [*query, *((name, query_text(value)) for name, value in extra.items())]
    return query or None


def _content(payload: Payload) -> dict[str, Any]:
    if payload.content is not None:
        return {"content": payload.content}
    if payload.files is not None:
        return {"data": payload.form, "files": payload.files}
    return {} if payload.json is UNSET else {"json": payload.json}


def _timeout(common: float | None, own: float | None | Unset) -> float | None:
    return common if isinstance(own, Unset) else own


def _new_key() -> str:
    from uuid import uuid4  # noqa: PLC0415 - costs 3 ms to import and only writing calls need it

    return str(uuid4())


class Connection(Wire):
    """The sync carrier of calls."""

    def __init__(
        self,
        settings: Settings,
        client: httpx.Client | None,
        options: Mapping[str, Any],
        *,
        raw: bool = False,
    ) -> None:
        """Use the given HTTP client, or make one with the options when it is first needed."""
        super().__init__(settings)
        self._client = client
        self._raw = raw
        self._options = options
        self._owned = client is None

    @property
    def client(self) -> httpx.Client:
        """The HTTP client beneath."""
        if self._client is None:
            self._client = httpx.Client(follow_redirects=False, **self._options)
        return self._client

    def with_settings(self, **changes: Any) -> Connection:
        """Return a carrier with other settings that shares this one's pool."""
        return Connection(
            evolve(self.settings, **changes), self.client, self._options, raw=self._raw
        )

    def as_raw(self) -> Connection:
        """Return a carrier that gives HTTP answers instead of what they hold."""
        return Connection(self.settings, self.client, self._options, raw=True)

    def call(self, operation: Operation[T], payload: Payload, call: Call) -> T:
        """Do one operation and return what it answers."""
        response = self.fetch(operation, payload, call)
        if self._raw:
            return cast("T", RawResponse(response, partial(self.decode, operation, response)))
        return self.decode(operation, response)

    def walk(
        self, operation: Operation[T], payload: Payload, call: Call, paging: Paging
    ) -> Pages[T, Any]:
        """Return a list whose pages are fetched as it is walked."""
        if self._raw:
            return cast("Pages[T, Any]", self.call(operation, payload, call))
        return Pages(paging, lambda more: self.call(operation, payload.further(more), call))

    def download(self, operation: Operation[Any], payload: Payload, call: Call) -> Download:
        """Do one operation and return its bytes, still on their way."""
        response = self.open(operation, payload, call)
        if self._raw:
            return cast("Download", RawResponse(response, partial(Download, response)))
        return Download(response)

    def fetch(self, operation: Operation[Any], payload: Payload, call: Call) -> httpx.Response:
        """Do one operation and return the answer, read to its end."""
        return self._run(self.begin(self.client, operation, payload, call))

    def open(self, operation: Operation[Any], payload: Payload, call: Call) -> httpx.Response:
        """Do one operation and return the answer, its body not yet read."""
        return self._run(self.begin(self.client, operation, payload, call, stream=True))

    def _run(self, steps: Exchange) -> httpx.Response:
        try:
            step = next(steps)
            while True:
                step = steps.send(self._do(step))
        except StopIteration as stop:
            response: httpx.Response = stop.value
            return response

    def _do(self, step: Step) -> Outcome:
        try:
            if isinstance(step, Send):
                return self.client.send(step.request, stream=True)
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

    def __init__(
        self,
        settings: Settings,
        client: httpx.AsyncClient | None,
        options: Mapping[str, Any],
        *,
        raw: bool = False,
    ) -> None:
        """Use the given HTTP client, or make one with the options when it is first needed."""
        super().__init__(settings)
        self._client = client
        self._raw = raw
        self._options = options
        self._owned = client is None

    @property
    def client(self) -> httpx.AsyncClient:
        """The HTTP client beneath."""
        if self._client is None:
            self._client = httpx.AsyncClient(follow_redirects=False, **self._options)
        return self._client

    def with_settings(self, **changes: Any) -> AsyncConnection:
        """Return a carrier with other settings that shares this one's pool."""
        return AsyncConnection(
            evolve(self.settings, **changes), self.client, self._options, raw=self._raw
        )

    def as_raw(self) -> AsyncConnection:
        """Return a carrier that gives HTTP answers instead of what they hold."""
        return AsyncConnection(self.settings, self.client, self._options, raw=True)

    async def call(self, operation: Operation[T], payload: Payload, call: Call) -> T:
        """Do one operation and return what it answers."""
        response = await self.fetch(operation, payload, call)
        if self._raw:
            return cast("T", RawResponse(response, partial(self.decode, operation, response)))
        return self.decode(operation, response)

    def walk(
        self, operation: Operation[T], payload: Payload, call: Call, paging: Paging
    ) -> AsyncPages[T, Any]:
        """Return a list whose pages are fetched as it is walked."""
        if self._raw:
            return cast("AsyncPages[T, Any]", self.call(operation, payload, call))
        return AsyncPages(paging, lambda more: self.call(operation, payload.further(more), call))

    async def download(
        self, operation: Operation[Any], payload: Payload, call: Call
    ) -> AsyncDownload:
        """Do one operation and return its bytes, still on their way."""
        response = await self.open(operation, payload, call)
        if self._raw:
            return cast("AsyncDownload", RawResponse(response, partial(AsyncDownload, response)))
        return AsyncDownload(response)

    async def fetch(
        self, operation: Operation[Any], payload: Payload, call: Call
    ) -> httpx.Response:
        """Do one operation and return the answer, read to its end."""
        return await self._run(self.begin(self.client, operation, payload, call))

    async def open(self, operation: Operation[Any], payload: Payload, call: Call) -> httpx.Response:
        """Do one operation and return the answer, its body not yet read."""
        return await self._run(self.begin(self.client, operation, payload, call, stream=True))

    async def _run(self, steps: Exchange) -> httpx.Response:
        try:
            step = next(steps)
            while True:
                step = steps.send(await self._do(step))
        except StopIteration as stop:
            response: httpx.Response = stop.value
            return response

    async def _do(self, step: Step) -> Outcome:
        try:
            if isinstance(step, Send):
                return await self.client.send(step.request, stream=True)
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
