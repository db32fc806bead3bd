"""The object CreateFineTuningCheckpointPermissionRequest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class CreateFineTuningCheckpointPermissionRequest(base.Model):
    """
    The projects to permit.
    """

    project_ids: list[str]
    """Ids of the projects that may use the checkpoint from now on."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("project_ids", "project_ids", k.ListOf(k.STRING), required=True),
    )
