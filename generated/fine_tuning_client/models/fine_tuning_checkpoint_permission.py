"""The object FineTuningCheckpointPermission."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningCheckpointPermission(base.Model):
    """
    One project's permission to use a fine-tuned model or checkpoint.
    """

    id: str
    """Id of the permission."""

    created_at: int
    """When the permission was given, in Unix seconds."""

    project_id: str
    """Id of the project that is permitted."""

    object: Literal["checkpoint.permission"] = "checkpoint.permission"
    """Kind of object, always `checkpoint.permission`."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("id", "id", k.STRING, required=True),
        base.Field("created_at", "created_at", k.INTEGER, required=True),
        base.Field("project_id", "project_id", k.STRING, required=True),
        base.Field(
            "object", "object", k.OneOf(frozenset({"checkpoint.permission"})), required=True
        ),
    )

    @property
    def created_at_datetime(self) -> dt.datetime | None:
        """`created_at` as a time in UTC; None where there is none."""
        return base.as_datetime(self.created_at)
