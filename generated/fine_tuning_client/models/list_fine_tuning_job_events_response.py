"""The object ListFineTuningJobEventsResponse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .fine_tuning_job_event import FineTuningJobEvent

_KNOWN = frozenset(
    {
        "data",
        "object",
        "has_more",
    }
)


@base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ListFineTuningJobEventsResponse(base.Model):
    """
    One page of events.
    """

    data: list[FineTuningJobEvent]
    """The events of this page."""

    object: Literal["list"] = "list"
    """Kind of object, always `list`."""

    has_more: bool
    """True exactly if at least one more object follows the last one of this page."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("data", "data", k.ListOf(k.Object(lambda: m.FineTuningJobEvent)), required=True),
        base.Field("object", "object", k.OneOf(frozenset({"list"})), required=True),
        base.Field("has_more", "has_more", k.BOOLEAN, required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[ListFineTuningJobEventsResponse]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[ListFineTuningJobEventsResponse] = []
        for value in values:
            self: Any = new(cls)
            try:
                self._raw_data = kept_1 = value["data"]
                self.object = kept_2 = value["object"]
                self.has_more = kept_3 = value["has_more"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None or kept_3 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 3
            if len(value) != known:
                self.additional_properties = base.unknown(value, _KNOWN)
            made.append(self)
        return made
