"""The object ValidateGraderRequest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    from .grader import Grader


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ValidateGraderRequest(base.Model):
    """
    A grader to check.
    """

    grader: Grader
    """The grader to check."""

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
    )
