"""The object GraderMulti."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .grader_multi_member import GraderMultiMember

_KNOWN = frozenset(
    {
        "type",
        "name",
        "graders",
        "calculate_output",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderMulti(_base.Model):
    """
    A grader that computes one score from the scores of other graders. No multi grader may stand
    inside another.
    """

    type: Literal["multi"] = "multi"
    """Type of the grader, always `multi`."""

    name: str
    """Name of the grader."""

    graders: dict[str, GraderMultiMember]
    """The graders whose scores are combined, each under the name that the formula uses."""

    calculate_output: str
    """The formula that computes the score. Its variables are the names in `graders`; it may use
    numbers, parentheses, the operators `+`, `-`, `*`, `/` and `^`, and the functions `min`,
    `max`, `abs`, `floor`, `ceil`, `exp`, `sqrt` and `log`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"multi"})), required=True),
        _base.Field("name", "name", _k.STRING, required=True),
        _base.Field(
            "graders",
            "graders",
            _k.MapOf(
                _k.Tagged(
                    "type",
                    {
                        "string_check": _k.Object(lambda: _m.GraderStringCheck),
                        "text_similarity": _k.Object(lambda: _m.GraderTextSimilarity),
                        "python": _k.Object(lambda: _m.GraderPython),
                        "score_model": _k.Object(lambda: _m.GraderScoreModel),
                        "label_model": _k.Object(lambda: _m.GraderLabelModel),
                    },
                )
            ),
            required=True,
        ),
        _base.Field("calculate_output", "calculate_output", _k.STRING, required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[GraderMulti]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[GraderMulti] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self.name = kept_2 = value["name"]
                self._raw_graders = kept_3 = value["graders"]
                self.calculate_output = kept_4 = value["calculate_output"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None or kept_3 is None or kept_4 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 4
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
