"""
Everything that can go wrong with a call, in one tree.

No error holds or shows a key: what it keeps of the request is its method, its
URL and its number of tries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx

    from .problems import Problem

_SHOWN_CHARACTERS = 200
# The content of an answer in hand is decoded, and has another length than was sent.
_ENCODED = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class APIError(Exception):
    """The root of every error that this client raises."""


class InvalidRequestError(APIError, ValueError):
    """A call that cannot be sent as it is, found before anything was sent."""


class MissingCredentialsError(InvalidRequestError):
    """The operation needs a key that the client was not given."""


class MissingFieldError(APIError, AttributeError):
    """A required field that an answer left out, or sent as null, was asked for."""

    def __init__(self, model: str, field: str) -> None:
        """Keep the class and the field's name on the wire."""
        super().__init__(
            f"{model}.{field} is required by the description, but the answer does not have it; "
            f"see {model}.problems()"
        )
        self.model = model
        self.field = field

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by what it was made from."""
        return type(self), (self.model, self.field)


class APIConnectionError(APIError):
    """No answer came: the connection could not be made, or it broke."""

    def __init__(self, message: str, *, method: str = "", url: str = "", tries: int = 1) -> None:
        """Keep which request it was and how often it was tried."""
        super().__init__(message)
        self.method = method
        self.url = url
        self.tries = tries


class APITimeoutError(APIConnectionError):
    """No answer came in time; `phase` is connect, read, write, pool or total."""

    def __init__(
        self, message: str, *, phase: str = "total", method: str = "", url: str = "", tries: int = 1
    ) -> None:
        """Keep which wait was too long."""
        super().__init__(message, method=method, url=url, tries=tries)
        self.phase = phase


class UnknownOutcomeError(APIConnectionError):
    """
    A request that changes something was sent and no answer came, so it may or may not have worked.

    It is not repeated, because it could be done twice. Look before you repeat it.
    """


class ResponseDecodingError(APIError):
    """An answer came that is not what the description says."""

    def __init__(
        self,
        expected: str,
        *,
        problems: Sequence[Problem] = (),
        response: httpx.Response | None = None,
        reason: str = "",
    ) -> None:
        """Keep the answer and every difference found."""
        details = reason or "; ".join(str(problem) for problem in problems[:5])
        text = f"the answer is no {expected}: {details}{_start_of(response)}"
        super().__init__(hidden(text, response))
        self.problems = tuple(problems)
        self.response = response
        self.status_code = None if response is None else response.status_code
        self.request_id = None if response is None else _request_id(response)
        self.body = None if response is None else response.text
        self._made_from = expected, reason

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by what it was made from, without the request and its key."""
        expected, reason = self._made_from
        answer = None if self.response is None else _alone(self.response)
        return _remade, (expected, self.problems, answer, reason)


def _remade(*made_from: Any) -> ResponseDecodingError:
    expected, problems, response, reason = made_from
    return ResponseDecodingError(expected, problems=problems, response=response, reason=reason)


class APIStatusError(APIError):
    """
    The server answered with an error status.

    `status_code` is the HTTP status, `request_id` what the server calls the request,
    `type`, `code` and `param` are those of the error envelope (None where it has none),
    and `body` is the decoded JSON, or the text where it is no JSON.
    """

    def __init__(self, response: httpx.Response, body: Any) -> None:
        """Take what there is from the answer; any status and any body will do."""
        error = _envelope(body)
        self.response = response
        self.status_code = response.status_code
        self.request_id = _request_id(response)
        self.body = body
        self.message = _text(error.get("message")) or _start_of(response).lstrip("; ") or "no text"
        self.type = _text(error.get("type"))
        self.code = _text(error.get("code"))
        self.param = _text(error.get("param"))
        self.message = hidden(self.message, response)
        super().__init__(f"{self.status_code}: {self.message}{_shown_id(self.request_id)}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by what it was made from, without the request and its key."""
        return type(self), (_alone(self.response), self.body)


class BadRequestError(APIStatusError):
    """400: the request is not one that the server takes."""


class AuthenticationError(APIStatusError):
    """401: the key is missing or wrong."""


class PermissionDeniedError(APIStatusError):
    """403: the key may not do this."""


class NotFoundError(APIStatusError):
    """404: there is no such object."""


class ConflictError(APIStatusError):
    """409: the object is not in a state that allows this."""


class UnprocessableEntityError(APIStatusError):
    """422: the request is well-formed, and still wrong."""


class RateLimitError(APIStatusError):
    """429: too many requests, or too many jobs at once."""


class InternalServerError(APIStatusError):
    """500 or above: the server failed."""


_BY_STATUS: Mapping[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}
_SERVER_ERRORS = 500


def status_error(response: httpx.Response) -> APIStatusError:
    """Return the error for an answer whose status is no success; the body has been read."""
    if response.status_code >= _SERVER_ERRORS:
        return InternalServerError(response, _body(response))
    return _BY_STATUS.get(response.status_code, APIStatusError)(response, _body(response))


def hidden(text: str, response: httpx.Response | None) -> str:
    """Return a text without the key that the request carried, should the server have echoed it."""
    request = getattr(response, "_request", None)
    if request is None:
        return text
    key = request.headers.get("authorization", "").rpartition(" ")[2]
    return text.replace(key, "[key]") if key else text


def _alone(response: httpx.Response) -> httpx.Response:
    """Return a copy of an answer that knows nothing of its request."""
    import httpx  # noqa: PLC0415 - imported by now

    headers = [
        (name, value) for name, value in response.headers.multi_items() if name not in _ENCODED
    ]
    return httpx.Response(response.status_code, headers=headers, content=response.content)


def _body(response: httpx.Response) -> Any:
    try:
        return response.json()
    except (ValueError, RecursionError):
        return response.text


def _envelope(body: Any) -> Mapping[str, Any]:
    if isinstance(body, dict):
        error = cast("dict[str, Any]", body).get("error")
        if isinstance(error, dict):
            return cast("dict[str, Any]", error)
        if isinstance(error, str):
            return {"message": error}
    return {}


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _request_id(response: httpx.Response) -> str | None:
    found: str | None = response.headers.get("x-request-id")
    return found


def _shown_id(request_id: str | None) -> str:
    return f" (request {request_id})" if request_id else ""


def _start_of(response: httpx.Response | None) -> str:
    if response is None:
        return ""
    text = response.text.strip()
    shown = text[:_SHOWN_CHARACTERS] + ("…" if len(text) > _SHOWN_CHARACTERS else "")
    return f"; it begins: {shown!r}" if shown else "; it is empty"
