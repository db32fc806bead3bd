"""The object FineTuningJobEvent."""

from __future__ import annotations

import datetime as _dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .fine_tuning_job_event_level import FineTuningJobEventLevel
    from .fine_tuning_job_event_type import FineTuningJobEventType

_KNOWN = frozenset(
    {
        "object",
        "id",
        "created_at",
        "level",
        "message",
        "type",
        "data",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningJobEvent(_base.Model):
    """
    One thing that a job reports.
    """

    object: Literal["fine_tuning.job.event"] = "fine_tuning.job.event"
    """Kind of object, always `fine_tuning.job.event`."""

    id: str
    """Id of the event."""

    created_at: int
    """When the event was reported, in Unix seconds."""

    level: FineTuningJobEventLevel
    """How serious it is."""

    message: str
    """What happened, for a person to read."""

    type: FineTuningJobEventType | Unset = UNSET
    """Whether it is plain news (`message`) or the measures of a step (`metrics`)."""

    data: dict[str, Any] | None | Unset = UNSET
    """Details for a program to read; null or empty if there are none."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field(
            "object", "object", _k.OneOf(frozenset({"fine_tuning.job.event"})), required=True
        ),
        _base.Field("id", "id", _k.STRING, required=True),
        _base.Field("created_at", "created_at", _k.INTEGER, required=True),
        _base.Field(
            "level", "level", _k.OneOf(frozenset({"info", "warn", "error"})), required=True
        ),
        _base.Field("message", "message", _k.STRING, required=True),
        _base.Field("type", "type", _k.OneOf(frozenset({"message", "metrics"}))),
        _base.Field("data", "data", _k.nullable(_k.MapOf(_k.ANYTHING))),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuningJobEvent]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuningJobEvent] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.object = kept_1 = value["object"]
                self.id = kept_2 = value["id"]
                self.created_at = kept_3 = value["created_at"]
                self.level = kept_4 = value["level"]
                self.message = kept_5 = value["message"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if (
                kept_1 is None
                or kept_2 is None
                or kept_3 is None
                or kept_4 is None
                or kept_5 is None
            ):
                made.append(cls.read_object(value, Problems()))
                continue
            known = 5
            if "type" in value:
                self.type = value["type"]
                known += 1
            if "data" in value:
                self.data = value["data"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made

    @property
    def created_at_datetime(self) -> _dt.datetime | None:
        """`created_at` as a time in UTC; None where there is none."""
        return _base.as_datetime(self.created_at)
