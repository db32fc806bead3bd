"""The object GraderTextSimilarity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .grader_text_similarity_evaluation_metric import GraderTextSimilarityEvaluationMetric

_KNOWN = frozenset(
    {
        "type",
        "name",
        "input",
        "reference",
        "evaluation_metric",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderTextSimilarity(_base.Model):
    """
    A grader that measures how alike two texts are.
    """

    type: Literal["text_similarity"] = "text_similarity"
    """Type of the grader, always `text_similarity`."""

    name: str
    """Name of the grader."""

    input: str
    """The text to grade."""

    reference: str
    """The text to compare with."""

    evaluation_metric: GraderTextSimilarityEvaluationMetric
    """The measure of likeness: edit distance (`fuzzy_match`), overlap of word sequences (`bleu`,
    `gleu`, `meteor`, and `rouge_1` to `rouge_5` by length), longest common sequence (`rouge_l`),
    or the angle between embeddings (`cosine`, which only evaluations offer)."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"text_similarity"})), required=True),
        _base.Field("name", "name", _k.STRING, required=True),
        _base.Field("input", "input", _k.STRING, required=True),
        _base.Field("reference", "reference", _k.STRING, required=True),
        _base.Field(
            "evaluation_metric",
            "evaluation_metric",
            _k.OneOf(
                frozenset(
                    {
                        "cosine",
                        "fuzzy_match",
                        "bleu",
                        "gleu",
                        "meteor",
                        "rouge_1",
                        "rouge_2",
                        "rouge_3",
                        "rouge_4",
                        "rouge_5",
                        "rouge_l",
                    }
                )
            ),
            required=True,
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[GraderTextSimilarity]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[GraderTextSimilarity] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self.name = kept_2 = value["name"]
                self.input = kept_3 = value["input"]
                self.reference = kept_4 = value["reference"]
                self.evaluation_metric = kept_5 = value["evaluation_metric"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if (
                kept_1 is None
                or kept_2 is None
                or kept_3 is None
                or kept_4 is None
                or kept_5 is None
            ):
                made.append(cls.read_object(value, Problems()))
                continue
            known = 5
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
