"""From the bytes of an answer to an object, or to an error that shows what came instead."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import ResponseDecodingError
from .kinds import json_type
from .problems import Problems
from .unrecognized import Unrecognized

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from .requests import Operation

T = TypeVar("T")
_NO_CONTENT = 204


def _fastest() -> Callable[[bytes], Any]:
    """Return msgspec's decoder where it is installed, else the standard library's."""
    try:
        from msgspec.json import Decoder  # noqa: PLC0415 - an extra
    except ImportError:
        return json.loads
    decode: Callable[[bytes], Any] = Decoder().decode
    return decode


loads = _fastest()


def decode(operation: Operation[T], response: httpx.Response, *, strict: bool) -> T:
    """
    Return what an answer, read to its end, holds.

    Raises `ResponseDecodingError` if it is no JSON or of another JSON type than described, or,
    with `strict`, if it differs from its description anywhere.
    """
    body = None if response.status_code == _NO_CONTENT else _json(operation, response)
    if strict:
        return _read(operation, body, response)
    settled: T = operation.answer.settle(body)
    if settled is None or type(settled) is Unrecognized:
        return _read(operation, body, response)
    return settled


def _json(operation: Operation[Any], response: httpx.Response) -> Any:
    content = response.content
    try:
        return loads(content)
    except (ValueError, RecursionError):
        pass  # a stricter decoder than the standard library's must not change what is taken
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ResponseDecodingError(
            f"{operation.name} answer", response=response, reason=f"it is no JSON ({error})"
        ) from None


def _read(operation: Operation[T], body: Any, response: httpx.Response) -> T:
    problems = Problems()
    read: T = operation.answer.read(body, problems)
    if problems:
        raise ResponseDecodingError(
            f"{operation.name} answer ({json_type(body)})",
            problems=problems.found,
            response=response,
        )
    return read
