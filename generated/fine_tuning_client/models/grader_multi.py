"""The object GraderMulti."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
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


@base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class GraderMulti(base.Model):
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

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("type", "type", k.OneOf(frozenset({"multi"})), required=True),
        base.Field("name", "name", k.STRING, required=True),
        base.Field(
            "graders",
            "graders",
            k.MapOf(
                k.Tagged(
                    "type",
                    {
                        "string_check": k.Object(lambda: m.GraderStringCheck),
                        "text_similarity": k.Object(lambda: m.GraderTextSimilarity),
                        "python": k.Object(lambda: m.GraderPython),
                        "score_model": k.Object(lambda: m.GraderScoreModel),
                        "label_model": k.Object(lambda: m.GraderLabelModel),
                    },
                )
            ),
            required=True,
        ),
        base.Field("calculate_output", "calculate_output", k.STRING, required=True),
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
                self.additional_properties = base.unknown(value, _KNOWN)
            made.append(self)
        return made
