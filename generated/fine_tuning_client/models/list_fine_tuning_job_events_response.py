"""The object ListFineTuningJobEventsResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    from .fine_tuning_job_event import FineTuningJobEvent


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
