"""The object DeleteFileResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class DeleteFileResponse(base.Model):
    """
    What was deleted.
    """

    id: str
    """Id of the file."""

    object: Literal["file"] = "file"
    """Kind of object, always `file`."""

    deleted: bool
    """Whether the file was deleted."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("id", "id", k.STRING, required=True),
        base.Field("object", "object", k.OneOf(frozenset({"file"})), required=True),
        base.Field("deleted", "deleted", k.BOOLEAN, required=True),
    )
