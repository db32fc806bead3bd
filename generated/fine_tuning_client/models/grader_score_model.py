"""The object GraderScoreModel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .eval_item import EvalItem
    from .grader_score_model_sampling_params import GraderScoreModelSamplingParams


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderScoreModel(base.Model):
    """
    A grader that has a model give a score. A score outside `range` is moved to its nearest
    bound, and an answer that is not a number counts as 0.
    """

    type: Literal["score_model"] = "score_model"
    """Type of the grader, always `score_model`."""

    name: str
    """Name of the grader."""

    model: str
    """Name of the model that gives the score."""

    sampling_params: GraderScoreModelSamplingParams | Unset = UNSET
    """How the model's answer is sampled."""

    input: list[EvalItem]
    """The messages that the model reads. They may hold text, text of a model, images and sound, and
    template strings within text."""

    range: list[float] | Unset = UNSET
    """Lowest and highest score, `[0, 1]` if not given."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("type", "type", k.OneOf(frozenset({"score_model"})), required=True),
        base.Field("name", "name", k.STRING, required=True),
        base.Field("model", "model", k.STRING, required=True),
        base.Field(
            "sampling_params", "sampling_params", k.Object(lambda: m.GraderScoreModelSamplingParams)
        ),
        base.Field("input", "input", k.ListOf(k.Object(lambda: m.EvalItem)), required=True),
        base.Field("range", "range", k.ListOf(k.NUMBER)),
    )
