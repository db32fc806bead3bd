"""The object PromptCacheBreakpointConfig."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "mode",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class PromptCacheBreakpointConfig(_base.Model):
    """
    Marks where the part of a prompt ends that can be reused, exactly and not rounded to blocks
    of tokens. It lives as long as the request's `prompt_cache_options.ttl` says.
    """

    mode: Literal["explicit"] = "explicit"
    """How the end is marked, always `explicit`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("mode", "mode", _k.OneOf(frozenset({"explicit"})), required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[PromptCacheBreakpointConfig]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[PromptCacheBreakpointConfig] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.mode = kept_1 = value["mode"]
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
