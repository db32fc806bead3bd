"""The object ListFilesResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    from .open_ai_file import OpenAIFile


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ListFilesResponse(base.Model):
    """
    One page of files.
    """

    object: str
    """Kind of object, always `list`."""

    data: list[OpenAIFile]
    """The files of this page."""

    first_id: str | None
    """Id of the first object of this page; null if the page is empty."""

    last_id: str | None
    """Id of the last object of this page; null if the page is empty. Sent as `after`, it asks for
    the next page."""

    has_more: bool
    """True exactly if at least one more object follows the last one of this page."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("object", "object", k.STRING, required=True),
        base.Field("data", "data", k.ListOf(k.Object(lambda: m.OpenAIFile)), required=True),
        base.Field("first_id", "first_id", k.nullable(k.STRING), required=True),
        base.Field("last_id", "last_id", k.nullable(k.STRING), required=True),
        base.Field("has_more", "has_more", k.BOOLEAN, required=True),
    )
