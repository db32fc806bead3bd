"""The object Model."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class Model(base.Model):
    """
    A model that can be used through the API.
    """

    id: str
    """Name of the model."""

    created: int
    """When the model was created, in Unix seconds."""

    object: Literal["model"] = "model"
    """Kind of object, always `model`."""

    owned_by: str
    """Who owns the model: an organization or the provider."""

    shutdown_date: str | None | Unset = UNSET
    """Day on which the model is switched off; null if none is announced."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("id", "id", k.STRING, required=True),
        base.Field("created", "created", k.INTEGER, required=True),
        base.Field("object", "object", k.OneOf(frozenset({"model"})), required=True),
        base.Field("owned_by", "owned_by", k.STRING, required=True),
        base.Field("shutdown_date", "shutdown_date", k.nullable(k.STRING)),
    )

    @property
    def created_datetime(self) -> dt.datetime | None:
        """`created` as a time in UTC; None where there is none."""
        return base.as_datetime(self.created)
