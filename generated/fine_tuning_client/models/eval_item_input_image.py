"""The object EvalItemInputImage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class EvalItemInputImage(base.Model):
    """
    An image for the model to look at, inside a list of content.
    """

    type: Literal["input_image"] = "input_image"
    """Kind of content, always `input_image`."""

    image_url: str
    """URL of the image."""

    detail: str | Unset = UNSET
    """How closely the model looks: `high`, `low` or `auto`, and `auto` if not given."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("type", "type", k.OneOf(frozenset({"input_image"})), required=True),
        base.Field("image_url", "image_url", k.STRING, required=True),
        base.Field("detail", "detail", k.STRING),
    )
