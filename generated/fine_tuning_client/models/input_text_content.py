"""The object InputTextContent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .prompt_cache_breakpoint_config import PromptCacheBreakpointConfig


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class InputTextContent(base.Model):
    """
    Text for the model to read, as a piece of content.
    """

    type: Literal["input_text"] = "input_text"
    """Kind of content, always `input_text`."""

    text: str
    """The text."""

    prompt_cache_breakpoint: PromptCacheBreakpointConfig | Unset = UNSET
    """Marks this text as the end of a prompt's reusable start."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("type", "type", k.OneOf(frozenset({"input_text"})), required=True),
        base.Field("text", "text", k.STRING, required=True),
        base.Field(
            "prompt_cache_breakpoint",
            "prompt_cache_breakpoint",
            k.Object(lambda: m.PromptCacheBreakpointConfig),
        ),
    )
