"""The object GraderTokenUsage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "cached_tokens",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderTokenUsage(_base.Model):
    """
    Tokens that a grader's model took.
    """

    prompt_tokens: int | Unset = UNSET
    """Tokens that the model read."""

    completion_tokens: int | Unset = UNSET
    """Tokens that the model wrote."""

    total_tokens: int | Unset = UNSET
    """Tokens read and written."""

    cached_tokens: int | Unset = UNSET
    """Tokens read that were already known from an earlier request."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("prompt_tokens", "prompt_tokens", _k.INTEGER),
        _base.Field("completion_tokens", "completion_tokens", _k.INTEGER),
        _base.Field("total_tokens", "total_tokens", _k.INTEGER),
        _base.Field("cached_tokens", "cached_tokens", _k.INTEGER),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[GraderTokenUsage]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[GraderTokenUsage] = []
        for value in values:
            self: Any = new(cls)
            known = 0
            if "prompt_tokens" in value:
                self.prompt_tokens = value["prompt_tokens"]
                known += 1
            if "completion_tokens" in value:
                self.completion_tokens = value["completion_tokens"]
                known += 1
            if "total_tokens" in value:
                self.total_tokens = value["total_tokens"]
                known += 1
            if "cached_tokens" in value:
                self.cached_tokens = value["cached_tokens"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
