"""What the sync and the async connection have in common: everything but the waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from .absence import Unset
from .requests import query_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .exchange import Terms
    from .requests import Call, Operation, Payload
    from .settings import Settings


SUCCESS = range(200, 300)


class Wire:
    """
    Makes requests from calls.

    Over an HTTP client of our own, what all requests share is prepared once. One that was given
    makes its requests itself, so that its headers, cookies and parameters are in them.
    """

    __slots__ = ("_owned", "_prepared", "settings")

    def __init__(self, settings: Settings, *, owned: bool) -> None:
        """Keep the settings."""
        self.settings = settings
        self._owned = owned
        self._prepared: dict[str | None, httpx.Headers] = {}

    def request(
        self, client: Any, operation: Operation[Any], payload: Payload, call: Call
    ) -> httpx.Request:
        """Return the request for a call."""
        url = self.settings.base_url + payload.path
        timeout = call.timeout
        if isinstance(timeout, Unset):
            timeout = self.settings.timeout
        params = _query(payload, call)
        if not self._owned:
            found: httpx.Request = client.build_request(
                operation.method,
                url,
                params=params,
                headers=self._headers(operation, payload, call),
                timeout=timeout,
                **_content(payload),
            )
            return found
        return httpx.Request(
            operation.method,
            url,
            params=params,
            headers=self._own_headers(client, operation, payload, call),
            extensions={"timeout": _phases(timeout)},
            **_content(payload),
        )

    def terms(self, operation: Operation[Any], started: float, *, stream: bool) -> Terms:
        """Return what is allowed in an exchange that started then."""
        from .exchange import Terms  # noqa: PLC0415 - most calls succeed at once

        settings = self.settings
        return Terms(settings.retries, settings.deadline, started, operation.safe, stream)

    def _own_headers(
        self, client: Any, operation: Operation[Any], payload: Payload, call: Call
    ) -> httpx.Headers:
        """Return the prepared headers, and what only this request has."""
        shared = self._prepared.get(operation.credential)
        if shared is None or not self.settings.credentials.is_fixed(operation.credential):
            shared = httpx.Headers(client.headers)
            shared.update(self._shared_headers(operation))
            self._prepared[operation.credential] = shared
        own = _own(operation, payload, call)
        if not own:
            return shared
        headers = shared.copy()
        headers.update(own)
        return headers

    def _headers(self, operation: Operation[Any], payload: Payload, call: Call) -> dict[str, str]:
        return {**self._shared_headers(operation), **_own(operation, payload, call)}

    def _shared_headers(self, operation: Operation[Any]) -> dict[str, str]:
        headers = dict(self.settings.headers)
        if operation.credential is not None:
            headers["Authorization"] = self.settings.credentials.header(operation.credential)
        return headers


def _own(operation: Operation[Any], payload: Payload, call: Call) -> dict[str, str]:
    """Return the headers that only this request has."""
    if payload.headers is None and call.extra_headers is None and operation.safe:
        return {}
    headers = dict(payload.headers or {})
    if payload.content is not None:
        headers["Content-Type"] = payload.content_type
    if operation.method == "POST" and not operation.safe:
        headers["Idempotency-Key"] = _new_key()
    headers.update(call.extra_headers or {})
    return headers


def _query(payload: Payload, call: Call) -> Any:
    if not call.extra_query:
        return payload.query or None
    extra: Mapping[str, Any] = call.extra_query
    return [*(payload.query or ()), *((name, query_text(value)) for name, value in extra.items())]


def _content(payload: Payload) -> dict[str, Any]:
    if payload.content is not None:
        return {"content": payload.content}
    if payload.files is not None:
        return {"files": payload.files}
    if payload.form is not None:
        return {"data": payload.form}
    return {} if isinstance(payload.json, Unset) else {"json": payload.json}


def _phases(timeout: float | None) -> dict[str, float | None]:
    """Return one bound for each phase, as HTTP transports take them."""
    return {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}


def _new_key() -> str:
    from uuid import uuid4  # noqa: PLC0415 - only writing calls need it

    return str(uuid4())
