"""The object FineTuningCheckpointPermission."""

from __future__ import annotations

import datetime as _dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "id",
        "created_at",
        "project_id",
        "object",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningCheckpointPermission(_base.Model):
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

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("id", "id", _k.STRING, required=True),
        _base.Field("created_at", "created_at", _k.INTEGER, required=True),
        _base.Field("project_id", "project_id", _k.STRING, required=True),
        _base.Field(
            "object", "object", _k.OneOf(frozenset({"checkpoint.permission"})), required=True
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuningCheckpointPermission]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuningCheckpointPermission] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.id = kept_1 = value["id"]
                self.created_at = kept_2 = value["created_at"]
                self.project_id = kept_3 = value["project_id"]
                self.object = kept_4 = value["object"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None or kept_3 is None or kept_4 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 4
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made

    @property
    def created_at_datetime(self) -> _dt.datetime | None:
        """`created_at` as a time in UTC; None where there is none."""
        return _base.as_datetime(self.created_at)
