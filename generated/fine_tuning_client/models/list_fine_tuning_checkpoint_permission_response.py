"""The object ListFineTuningCheckpointPermissionResponse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .fine_tuning_checkpoint_permission import FineTuningCheckpointPermission

_KNOWN = frozenset(
    {
        "data",
        "object",
        "first_id",
        "last_id",
        "has_more",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ListFineTuningCheckpointPermissionResponse(_base.Model):
    """
    One page of permissions.
    """

    data: list[FineTuningCheckpointPermission]
    """The permissions of this page."""

    object: Literal["list"] = "list"
    """Kind of object, always `list`."""

    first_id: str | None | Unset = UNSET
    """Id of the first object of this page; null if the page is empty."""

    last_id: str | None | Unset = UNSET
    """Id of the last object of this page; null if the page is empty. Sent as `after`, it asks for
    the next page."""

    has_more: bool
    """True exactly if at least one more object follows the last one of this page."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field(
            "data",
            "data",
            _k.ListOf(_k.Object(lambda: _m.FineTuningCheckpointPermission)),
            required=True,
        ),
        _base.Field("object", "object", _k.OneOf(frozenset({"list"})), required=True),
        _base.Field("first_id", "first_id", _k.nullable(_k.STRING)),
        _base.Field("last_id", "last_id", _k.nullable(_k.STRING)),
        _base.Field("has_more", "has_more", _k.BOOLEAN, required=True),
    )

    @classmethod
    def from_raw(
        cls, values: Sequence[dict[str, Any]]
    ) -> list[ListFineTuningCheckpointPermissionResponse]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[ListFineTuningCheckpointPermissionResponse] = []
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
            if "first_id" in value:
                self.first_id = value["first_id"]
                known += 1
            if "last_id" in value:
                self.last_id = value["last_id"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
