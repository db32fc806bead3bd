"""The object ListFineTuningCheckpointPermissionResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .fine_tuning_checkpoint_permission import FineTuningCheckpointPermission


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ListFineTuningCheckpointPermissionResponse(base.Model):
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

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field(
            "data",
            "data",
            k.ListOf(k.Object(lambda: m.FineTuningCheckpointPermission)),
            required=True,
        ),
        base.Field("object", "object", k.OneOf(frozenset({"list"})), required=True),
        base.Field("first_id", "first_id", k.nullable(k.STRING)),
        base.Field("last_id", "last_id", k.nullable(k.STRING)),
        base.Field("has_more", "has_more", k.BOOLEAN, required=True),
    )
