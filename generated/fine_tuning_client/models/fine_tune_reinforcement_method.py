"""The object FineTuneReinforcementMethod."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .fine_tune_reinforcement_hyperparameters import FineTuneReinforcementHyperparameters
    from .grader import Grader

_KNOWN = frozenset(
    {
        "grader",
        "hyperparameters",
    }
)


@base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuneReinforcementMethod(base.Model):
    """
    Training by reinforcement: on answers of the model that a grader scores.
    """

    grader: Grader
    """The grader that scores the model's answers during training."""

    hyperparameters: FineTuneReinforcementHyperparameters | Unset = UNSET
    """Settings, each `auto` or `default` if not given."""

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
        base.Field(
            "hyperparameters",
            "hyperparameters",
            k.Object(lambda: m.FineTuneReinforcementHyperparameters),
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuneReinforcementMethod]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuneReinforcementMethod] = []
        for value in values:
            self: Any = new(cls)
            try:
                self._raw_grader = kept_1 = value["grader"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 1
            if "hyperparameters" in value:
                self._raw_hyperparameters = value["hyperparameters"]
                known += 1
            if len(value) != known:
                self.additional_properties = base.unknown(value, _KNOWN)
            made.append(self)
        return made
