"""The object FineTuningJobEvent."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningJobEvent(base.Model):
    """
    One thing that a job reports.
    """

    object: Literal["fine_tuning.job.event"] = "fine_tuning.job.event"
    """Kind of object, always `fine_tuning.job.event`."""

    id: str
    """Id of the event."""

    created_at: int
    """When the event was reported, in Unix seconds."""

    level: Literal["info", "warn", "error"] | str
    """How serious it is."""

    message: str
    """What happened, for a person to read."""

    type: Literal["message", "metrics"] | str | Unset = UNSET
    """Whether it is plain news (`message`) or the measures of a step (`metrics`)."""

    data: dict[str, Any] | None | Unset = UNSET
    """Details for a program to read; null or empty if there are none."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field(
            "object", "object", k.OneOf(frozenset({"fine_tuning.job.event"})), required=True
        ),
        base.Field("id", "id", k.STRING, required=True),
        base.Field("created_at", "created_at", k.INTEGER, required=True),
        base.Field("level", "level", k.OneOf(frozenset({"info", "warn", "error"})), required=True),
        base.Field("message", "message", k.STRING, required=True),
        base.Field("type", "type", k.OneOf(frozenset({"message", "metrics"}))),
        base.Field("data", "data", k.nullable(k.MapOf(k.ANYTHING))),
    )

    @property
    def created_at_datetime(self) -> dt.datetime | None:
        """`created_at` as a time in UTC; None where there is none."""
        return base.as_datetime(self.created_at)
