"""The object DeleteModelResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class DeleteModelResponse(base.Model):
    """
    What was deleted.
    """

    id: str
    """Name of the model."""

    deleted: bool
    """Whether the model was deleted."""

    object: str
    """Kind of object, `model`."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("id", "id", k.STRING, required=True),
        base.Field("deleted", "deleted", k.BOOLEAN, required=True),
        base.Field("object", "object", k.STRING, required=True),
    )
