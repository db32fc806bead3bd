"""The object GraderTokenUsage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderTokenUsage(base.Model):
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

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("prompt_tokens", "prompt_tokens", k.INTEGER),
        base.Field("completion_tokens", "completion_tokens", k.INTEGER),
        base.Field("total_tokens", "total_tokens", k.INTEGER),
        base.Field("cached_tokens", "cached_tokens", k.INTEGER),
    )
