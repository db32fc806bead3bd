"""Finding what was created although no answer came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .absence import UNSET
from .errors import APIError, InvalidRequestError
from .json_values import is_mapping

if TYPE_CHECKING:
    from collections.abc import Callable

    from .pages import AsyncPages, Pages

T = TypeVar("T")
TAG = "client_request_id"
"""The name of the tag that a request carries so that its result can be found again."""


def tagged(tags: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the tags of a request with one more that no other request has, and that one alone."""
    from uuid import uuid4  # noqa: PLC0415 - only creations need it

    if not (tags is UNSET or tags is None or is_mapping(tags)):
        raise InvalidRequestError(f"tags are names and texts, not {type(tags).__name__}")
    own = {TAG: str(uuid4())}
    return {**(tags or {}), **own}, own


def find(lost: APIError, listing: Callable[[], Pages[Any, T]]) -> T:
    """Return what a lost request created; raises what was lost where nothing is found."""
    for found in listing():
        return found
    raise lost


async def async_find(lost: APIError, listing: Callable[[], AsyncPages[Any, T]]) -> T:
    """Return what a lost request created; raises what was lost where nothing is found."""
    async for found in listing():
        return found
    raise lost
