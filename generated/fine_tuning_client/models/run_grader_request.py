"""The object RunGraderRequest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .grader import Grader

_KNOWN = frozenset(
    {
        "grader",
        "item",
        "model_sample",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class RunGraderRequest(_base.Model):
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

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field(
            "grader",
            "grader",
            _k.Tagged(
                "type",
                {
                    "string_check": _k.Object(lambda: _m.GraderStringCheck),
                    "text_similarity": _k.Object(lambda: _m.GraderTextSimilarity),
                    "python": _k.Object(lambda: _m.GraderPython),
                    "score_model": _k.Object(lambda: _m.GraderScoreModel),
                    "multi": _k.Object(lambda: _m.GraderMulti),
                },
            ),
            required=True,
        ),
        _base.Field("item", "item", _k.MapOf(_k.ANYTHING)),
        _base.Field("model_sample", "model_sample", _k.STRING, required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[RunGraderRequest]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[RunGraderRequest] = []
        for value in values:
            self: Any = new(cls)
            try:
                self._raw_grader = kept_1 = value["grader"]
                self.model_sample = kept_2 = value["model_sample"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 2
            if "item" in value:
                self.item = value["item"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
