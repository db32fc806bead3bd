"""The object ListModelsResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    from .model import Model


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ListModelsResponse(base.Model):
    """
    Every model.
    """

    object: Literal["list"] = "list"
    """Kind of object, always `list`."""

    data: list[Model]
    """The models."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("object", "object", k.OneOf(frozenset({"list"})), required=True),
        base.Field("data", "data", k.ListOf(k.Object(lambda: m.Model)), required=True),
    )
