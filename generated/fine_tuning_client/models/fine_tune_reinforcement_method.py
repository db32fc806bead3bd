"""The object FineTuneReinforcementMethod."""

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
    from .fine_tune_reinforcement_hyperparameters import FineTuneReinforcementHyperparameters
    from .grader import Grader

_KNOWN = frozenset(
    {
        "grader",
        "hyperparameters",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuneReinforcementMethod(_base.Model):
    """
    Training by reinforcement: on answers of the model that a grader scores.
    """

    grader: Grader
    """The grader that scores the model's answers during training."""

    hyperparameters: FineTuneReinforcementHyperparameters | Unset = UNSET
    """Settings, each `auto` or `default` if not given."""

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
        _base.Field(
            "hyperparameters",
            "hyperparameters",
            _k.Object(lambda: _m.FineTuneReinforcementHyperparameters),
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
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
