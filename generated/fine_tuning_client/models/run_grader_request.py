"""The object RunGraderRequest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .grader import Grader


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class RunGraderRequest(base.Model):
    """
    A grader, and what it is to score.
    """

    grader: Grader
    """The grader to run."""

    item: dict[str, Any] | Unset = UNSET
    """The example that the output belongs to. A template reads it as `{{ item.key }}`, with dots
    and `[0]` to reach what lies deeper."""

    model_sample: str
    """The output to score. A template reads it as `{{ sample.output_text }}`; if it is valid JSON,
    `{{ sample.output_json }}` holds its value."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field(
            "grader",
            "grader",
            k.Tagged(
                "type",
                {
                    "string_check": k.Object(lambda: m.GraderStringCheck),
                    "text_similarity": k.Object(lambda: m.GraderTextSimilarity),
                    "python": k.Object(lambda: m.GraderPython),
                    "score_model": k.Object(lambda: m.GraderScoreModel),
                    "multi": k.Object(lambda: m.GraderMulti),
                },
            ),
            required=True,
        ),
        base.Field("item", "item", k.MapOf(k.ANYTHING)),
        base.Field("model_sample", "model_sample", k.STRING, required=True),
    )
