"""The object GraderScoreModelSamplingParams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .reasoning_effort import ReasoningEffort

_KNOWN = frozenset(
    {
        "seed",
        "top_p",
        "temperature",
        "max_completions_tokens",
        "reasoning_effort",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderScoreModelSamplingParams(_base.Model):
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

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("seed", "seed", _k.nullable(_k.INTEGER)),
        _base.Field("top_p", "top_p", _k.nullable(_k.NUMBER)),
        _base.Field("temperature", "temperature", _k.nullable(_k.NUMBER)),
        _base.Field("max_completions_tokens", "max_completions_tokens", _k.nullable(_k.INTEGER)),
        _base.Field(
            "reasoning_effort", "reasoning_effort", _k.nullable(_k.OneOf(_m.ReasoningEffortValues))
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[GraderScoreModelSamplingParams]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[GraderScoreModelSamplingParams] = []
        for value in values:
            self: Any = new(cls)
            known = 0
            if "seed" in value:
                self.seed = value["seed"]
                known += 1
            if "top_p" in value:
                self.top_p = value["top_p"]
                known += 1
            if "temperature" in value:
                self.temperature = value["temperature"]
                known += 1
            if "max_completions_tokens" in value:
                self.max_completions_tokens = value["max_completions_tokens"]
                known += 1
            if "reasoning_effort" in value:
                self.reasoning_effort = value["reasoning_effort"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
