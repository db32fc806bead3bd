"""The object GraderScoreModelSamplingParams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .reasoning_effort import ReasoningEffort


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderScoreModelSamplingParams(base.Model):
    """
    How the model's answer is sampled.
    """

    seed: int | None | Unset = UNSET
    """Start of the random numbers of the sampling."""

    top_p: float | None | Unset = UNSET
    """Share of probability that the likeliest tokens must reach to be sampled from; 1 takes all
    tokens."""

    temperature: float | None | Unset = UNSET
    """How much chance has a say; more makes the answers more varied."""

    max_completions_tokens: int | None | Unset = UNSET
    """Most tokens in the model's answer."""

    reasoning_effort: ReasoningEffort | None | Unset = UNSET
    """How much the model reasons before it answers."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("seed", "seed", k.nullable(k.INTEGER)),
        base.Field("top_p", "top_p", k.nullable(k.NUMBER)),
        base.Field("temperature", "temperature", k.nullable(k.NUMBER)),
        base.Field("max_completions_tokens", "max_completions_tokens", k.nullable(k.INTEGER)),
        base.Field(
            "reasoning_effort", "reasoning_effort", k.nullable(k.OneOf(m.ReasoningEffortValues))
        ),
    )
