"""What the sync and the async connection have in common: everything but the waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import httpx

from .absence import Unset
from .deadlines import allowance
from .errors import InvalidRequestError
from .requests import query_pairs, unwritable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .exchange import Terms
    from .requests import Call, Operation, Payload
    from .settings import Settings


SUCCESS = range(200, 300)
# What RFC 9110 allows in the name of a header beside letters and digits.
_MARKS = "!#$%&'*+-.^_`|~"


class Wire:
    """
    Makes requests from calls.

    Over an HTTP client of our own, what all requests share is prepared once. One that was given
    makes its requests itself, so that its headers, cookies and parameters are in them.
    """

    __slots__ = ("_owned", "_prepared", "settings")

    # What is told of each connection that is opened, to bound its waits.
    _watch: ClassVar[Any]

    def __init__(self, settings: Settings, *, owned: bool) -> None:
        """Keep the settings."""
        self.settings = settings
        self._owned = owned
        self._prepared: dict[str | None, httpx.Headers] = {}

    def request(
        self,
        client: Any,
        operation: Operation[Any],
        payload: Payload,
        call: Call,
        ends: float | None,
    ) -> httpx.Request:
        """
        Return the request for a call whose answer is whole by a moment of the monotonic clock.

        Raises InvalidRequestError for what cannot be written.
        """
        try:
            request = self._request(client, operation, payload, call)
            timeout = self.settings.timeout if isinstance(call.timeout, Unset) else call.timeout
            if timeout is not None:
                _check_seconds("timeout", timeout)
            request.extensions.update(allowance(timeout, ends, self._watch))
        except (TypeError, ValueError, AttributeError, RecursionError) as error:
            if isinstance(error, InvalidRequestError):
                raise
            raise InvalidRequestError(unwritable(operation.name, payload, error)) from error
        return request

    def _request(
        self, client: Any, operation: Operation[Any], payload: Payload, call: Call
    ) -> httpx.Request:
        url = self.settings.base_url + payload.path
        params = _query(payload, call)
        if not self._owned:
            found: httpx.Request = client.build_request(
                operation.method,
                url,
                params=params,
                headers=self._headers(operation, payload, call),
                **_content(payload),
            )
            return found
        return httpx.Request(
            operation.method,
            url,
            params=params,
            headers=self._own_headers(client, operation, payload, call),
            **_content(payload),
        )

    def terms(self, operation: Operation[Any], started: float, *, stream: bool) -> Terms:
        """Return what is allowed in an exchange that started then."""
        from .exchange import Terms  # noqa: PLC0415 - most calls succeed at once

        settings = self.settings
        return Terms(settings.retries, settings.deadline, started, operation.safe, stream)

    def ends(self, started: float) -> float | None:
        """
        Return when the time for a call that started then is over, on the monotonic clock.

        Raises InvalidRequestError for a deadline that is no time.
        """
        deadline = self.settings.deadline
        if deadline is None:
            return None
        _check_seconds("deadline", deadline)
        return started + deadline

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
        for name, value in headers.items():
            _check_header(name, value)
        if operation.credential is not None:
            headers["Authorization"] = self.settings.credentials.header(operation.credential)
        return headers


def _own(operation: Operation[Any], payload: Payload, call: Call) -> dict[str, str]:
    """Return the headers that only this request has."""
    plain = payload.headers is None and call.extra_headers is None and payload.content is None
    if plain and operation.safe:
        return {}
    headers = dict(payload.headers or {})
    if payload.content is not None:
        headers["Content-Type"] = payload.content_type
    if operation.method == "POST" and not operation.safe:
        headers["Idempotency-Key"] = _new_key()
    headers.update(call.extra_headers or {})
    for name, value in headers.items():
        _check_header(name, value)
    return headers


def _check_header(name: str, value: Any) -> None:
    """Raise for what HTTP cannot carry, before anything is sent."""
    if not isinstance(value, str):
        raise InvalidRequestError(f"the header {name!r} is text, not {type(value).__name__}")
    if not value.isascii() or not value.isprintable():
        raise InvalidRequestError(f"the header {name!r} holds a line break or is not ASCII")
    if not name or not all(character.isalnum() or character in _MARKS for character in name):
        raise InvalidRequestError(f"{name!r} is no name for a header")


def _check_seconds(name: str, value: Any) -> None:
    if not isinstance(value, (int, float)) or not value > 0:
        raise InvalidRequestError(f"{name} is more than 0 seconds, or None, not {value!r}")


def _query(payload: Payload, call: Call) -> Any:
    if not call.extra_query:
        return payload.query or None
    extra: Mapping[str, Any] = call.extra_query
    kept = [pair for pair in payload.query or () if pair[0] not in extra]
    return [*kept, *(pair for name, value in extra.items() for pair in query_pairs(name, value))]


def _content(payload: Payload) -> dict[str, Any]:
    if payload.content is not None:
        return {"content": payload.content}
    if payload.files is not None:
        return {"files": payload.files}
    if payload.form is not None:
        return {"data": payload.form}
    return {} if isinstance(payload.json, Unset) else {"json": payload.json}


def _new_key() -> str:
    from uuid import uuid4  # noqa: PLC0415 - only writing calls need it

    return str(uuid4())
