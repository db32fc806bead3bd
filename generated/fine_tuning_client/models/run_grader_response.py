"""The object RunGraderResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    from .run_grader_response_metadata import RunGraderResponseMetadata


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class RunGraderResponse(base.Model):
    """
    The score, and how it came about.
    """

    reward: float
    """The score."""

    metadata: RunGraderResponseMetadata
    """How the score came about."""

    sub_rewards: dict[str, Any]
    """Scores of the graders inside a multi grader, by their names; empty for any other."""

    model_grader_token_usage_per_model: dict[str, Any]
    """Tokens taken, by the name of the model."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("reward", "reward", k.NUMBER, required=True),
        base.Field(
            "metadata", "metadata", k.Object(lambda: m.RunGraderResponseMetadata), required=True
        ),
        base.Field("sub_rewards", "sub_rewards", k.MapOf(k.ANYTHING), required=True),
        base.Field(
            "model_grader_token_usage_per_model",
            "model_grader_token_usage_per_model",
            k.MapOf(k.ANYTHING),
            required=True,
        ),
    )
