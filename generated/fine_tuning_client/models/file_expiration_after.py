"""The object FileExpirationAfter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FileExpirationAfter(base.Model):
    """
    When a file is deleted by itself. If nothing is said, a `batch` file expires after 30 days
    and any other file stays until someone deletes it.
    """

    anchor: Literal["created_at"] = "created_at"
    """Moment from which the seconds count, always `created_at`."""

    seconds: int
    """Lifetime in seconds, from 3,600 (an hour) to 2,592,000 (30 days)."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("anchor", "anchor", k.OneOf(frozenset({"created_at"})), required=True),
        base.Field("seconds", "seconds", k.INTEGER, required=True),
    )
