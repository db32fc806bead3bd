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
_LOOKED_AT = 100
TAG = "client_request_id"
"""The name of the tag that a request carries so that its result can be found again."""


def tagged(tags: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the tags of a request with one more that no other request has, and that one alone."""
    from uuid import uuid4  # noqa: PLC0415 - only creations need it

    if not (tags is UNSET or tags is None or is_mapping(tags)):
        raise InvalidRequestError(f"tags are names and texts, not {type(tags).__name__}")
    own = {TAG: str(uuid4())}
    return {**(tags or {}), **own}, own


def find(lost: APIError, listing: Callable[[], Pages[Any, T]], member: str, own: Any) -> T:
    """
    Return what a lost request created; raises what was lost where nothing is found.

    Each object's own tag is looked at, since there are servers that ignore the filter.
    """
    for place, found in enumerate(listing()):
        if _is_own(found, member, own):
            return found
        if place >= _LOOKED_AT:
            break
    raise lost


async def async_find(
    lost: APIError, listing: Callable[[], AsyncPages[Any, T]], member: str, own: Any
) -> T:
    """Return what a lost request created; raises what was lost where nothing is found."""
    place = 0
    async for found in listing():
        if _is_own(found, member, own):
            return found
        place += 1
        if place > _LOOKED_AT:
            break
    raise lost


def _is_own(found: Any, member: str, own: Any) -> bool:
    tags = getattr(found, member, None)
    return is_mapping(tags) and tags.get(TAG) == own[TAG]
