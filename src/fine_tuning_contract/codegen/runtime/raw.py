"""The HTTP answer beside what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import httpx

    from .pages import AsyncPages, Pages

P = ParamSpec("P")
T = TypeVar("T")


class RawResponse(Generic[T]):
    """An HTTP answer, decoded when it is asked for."""

    def __init__(self, response: httpx.Response, decode: Callable[[], T]) -> None:
        """Keep the answer and how to decode it."""
        self.http_response = response
        self._decode = decode

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The answer's headers."""
        return self.http_response.headers

    @property
    def request_id(self) -> str | None:
        """What the server calls the request."""
        found: str | None = self.http_response.headers.get("x-request-id")
        return found

    def parse(self) -> T:
        """Return what the answer holds."""
        return self._decode()


# A resource over a raw connection gives RawResponse where its annotations say T;
# these four say so to the type checker.


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """Type a method of a raw resource as what it gives."""
    return cast("Callable[P, RawResponse[T]]", method)


def async_raw(method: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[RawResponse[T]]]:
    """Type a method of a raw async resource as what it gives."""
    return cast("Callable[P, Awaitable[RawResponse[T]]]", method)


def raw_page(method: Callable[P, Pages[T, Any]]) -> Callable[P, RawResponse[T]]:
    """Type a listing method of a raw resource as what it gives: one page."""
    return cast("Callable[P, RawResponse[T]]", method)


def async_raw_page(
    method: Callable[P, AsyncPages[T, Any]],
) -> Callable[P, Awaitable[RawResponse[T]]]:
    """Type a listing method of a raw async resource as what it gives: one page."""
    return cast("Callable[P, Awaitable[RawResponse[T]]]", method)
