"""The object GraderScoreModel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .eval_item import EvalItem
    from .grader_score_model_sampling_params import GraderScoreModelSamplingParams

_KNOWN = frozenset(
    {
        "type",
        "name",
        "model",
        "sampling_params",
        "input",
        "range",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderScoreModel(_base.Model):
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

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"score_model"})), required=True),
        _base.Field("name", "name", _k.STRING, required=True),
        _base.Field("model", "model", _k.STRING, required=True),
        _base.Field(
            "sampling_params",
            "sampling_params",
            _k.Object(lambda: _m.GraderScoreModelSamplingParams),
        ),
        _base.Field("input", "input", _k.ListOf(_k.Object(lambda: _m.EvalItem)), required=True),
        _base.Field("range", "range", _k.ListOf(_k.NUMBER)),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[GraderScoreModel]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[GraderScoreModel] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self.name = kept_2 = value["name"]
                self.model = kept_3 = value["model"]
                self._raw_input = kept_4 = value["input"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None or kept_3 is None or kept_4 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 4
            if "sampling_params" in value:
                self._raw_sampling_params = value["sampling_params"]
                known += 1
            if "range" in value:
                self.range = value["range"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
