"""The object ListPaginatedFineTuningJobsResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    from .fine_tuning_job import FineTuningJob


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ListPaginatedFineTuningJobsResponse(base.Model):
    """
    One page of jobs.
    """

    data: list[FineTuningJob]
    """The jobs of this page."""

    has_more: bool
    """True exactly if at least one more object follows the last one of this page."""

    object: Literal["list"] = "list"
    """Kind of object, always `list`."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("data", "data", k.ListOf(k.Object(lambda: m.FineTuningJob)), required=True),
        base.Field("has_more", "has_more", k.BOOLEAN, required=True),
        base.Field("object", "object", k.OneOf(frozenset({"list"})), required=True),
    )
