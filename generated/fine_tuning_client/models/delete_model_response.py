"""The object DeleteModelResponse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

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
        "deleted",
        "object",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class DeleteModelResponse(_base.Model):
    """
    What was deleted.
    """

    id: str
    """Name of the model."""

    deleted: bool
    """Whether the model was deleted."""

    object: str
    """Kind of object, `model`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("id", "id", _k.STRING, required=True),
        _base.Field("deleted", "deleted", _k.BOOLEAN, required=True),
        _base.Field("object", "object", _k.STRING, required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[DeleteModelResponse]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[DeleteModelResponse] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.id = kept_1 = value["id"]
                self.deleted = kept_2 = value["deleted"]
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
