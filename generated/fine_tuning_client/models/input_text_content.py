"""The object InputTextContent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .prompt_cache_breakpoint_config import PromptCacheBreakpointConfig

_KNOWN = frozenset(
    {
        "type",
        "text",
        "prompt_cache_breakpoint",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class InputTextContent(_base.Model):
    """
    Text for the model to read, as a piece of content.
    """

    type: Literal["input_text"] = "input_text"
    """Kind of content, always `input_text`."""

    text: str
    """The text."""

    prompt_cache_breakpoint: PromptCacheBreakpointConfig | Unset = UNSET
    """Marks this text as the end of a prompt's reusable start."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"input_text"})), required=True),
        _base.Field("text", "text", _k.STRING, required=True),
        _base.Field(
            "prompt_cache_breakpoint",
            "prompt_cache_breakpoint",
            _k.Object(lambda: _m.PromptCacheBreakpointConfig),
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[InputTextContent]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[InputTextContent] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self.text = kept_2 = value["text"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 2
            if "prompt_cache_breakpoint" in value:
                self._raw_prompt_cache_breakpoint = value["prompt_cache_breakpoint"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
