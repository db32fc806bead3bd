"""The object CreateFineTuningCheckpointPermissionRequest."""

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
        "project_ids",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class CreateFineTuningCheckpointPermissionRequest(_base.Model):
    """
    The projects to permit.
    """

    project_ids: list[str]
    """Ids of the projects that may use the checkpoint from now on."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("project_ids", "project_ids", _k.ListOf(_k.STRING), required=True),
    )

    @classmethod
    def from_raw(
        cls, values: Sequence[dict[str, Any]]
    ) -> list[CreateFineTuningCheckpointPermissionRequest]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[CreateFineTuningCheckpointPermissionRequest] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.project_ids = kept_1 = value["project_ids"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
