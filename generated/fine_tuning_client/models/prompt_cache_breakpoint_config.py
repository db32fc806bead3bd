"""The object PromptCacheBreakpointConfig."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class PromptCacheBreakpointConfig(base.Model):
    """
    Marks where the part of a prompt ends that can be reused, exactly and not rounded to blocks
    of tokens. It lives as long as the request's `prompt_cache_options.ttl` says.
    """

    mode: Literal["explicit"] = "explicit"
    """How the end is marked, always `explicit`."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("mode", "mode", k.OneOf(frozenset({"explicit"})), required=True),
    )
