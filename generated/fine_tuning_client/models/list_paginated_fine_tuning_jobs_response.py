"""The object ListPaginatedFineTuningJobsResponse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .fine_tuning_job import FineTuningJob

_KNOWN = frozenset(
    {
        "data",
        "has_more",
        "object",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ListPaginatedFineTuningJobsResponse(_base.Model):
    """
    One page of jobs.
    """

    data: list[FineTuningJob]
    """The jobs of this page."""

    has_more: bool
    """True exactly if at least one more object follows the last one of this page."""

    object: Literal["list"] = "list"
    """Kind of object, always `list`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("data", "data", _k.ListOf(_k.Object(lambda: _m.FineTuningJob)), required=True),
        _base.Field("has_more", "has_more", _k.BOOLEAN, required=True),
        _base.Field("object", "object", _k.OneOf(frozenset({"list"})), required=True),
    )

    @classmethod
    def from_raw(
        cls, values: Sequence[dict[str, Any]]
    ) -> list[ListPaginatedFineTuningJobsResponse]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[ListPaginatedFineTuningJobsResponse] = []
        for value in values:
            self: Any = new(cls)
            try:
                self._raw_data = kept_1 = value["data"]
                self.has_more = kept_2 = value["has_more"]
                self.object = kept_3 = value["object"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None or kept_3 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 3
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
