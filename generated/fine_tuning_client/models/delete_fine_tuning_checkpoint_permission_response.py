"""The object DeleteFineTuningCheckpointPermissionResponse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "id",
        "object",
        "deleted",
    }
)


@base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class DeleteFineTuningCheckpointPermissionResponse(base.Model):
    """
    What was withdrawn.
    """

    id: str
    """Id of the permission."""

    object: Literal["checkpoint.permission"] = "checkpoint.permission"
    """Kind of object, always `checkpoint.permission`."""

    deleted: bool
    """Whether the permission was withdrawn."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("id", "id", k.STRING, required=True),
        base.Field(
            "object", "object", k.OneOf(frozenset({"checkpoint.permission"})), required=True
        ),
        base.Field("deleted", "deleted", k.BOOLEAN, required=True),
    )

    @classmethod
    def from_raw(
        cls, values: Sequence[dict[str, Any]]
    ) -> list[DeleteFineTuningCheckpointPermissionResponse]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[DeleteFineTuningCheckpointPermissionResponse] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.id = kept_1 = value["id"]
                self.object = kept_2 = value["object"]
                self.deleted = kept_3 = value["deleted"]
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
