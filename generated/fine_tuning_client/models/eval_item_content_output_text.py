"""The object EvalItemContentOutputText."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class EvalItemContentOutputText(base.Model):
    """
    Text that a model wrote.
    """

    type: Literal["output_text"] = "output_text"
    """Kind of content, always `output_text`."""

    text: str
    """The text."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("type", "type", k.OneOf(frozenset({"output_text"})), required=True),
        base.Field("text", "text", k.STRING, required=True),
    )
