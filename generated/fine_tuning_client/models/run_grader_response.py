"""The object RunGraderResponse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .run_grader_response_metadata import RunGraderResponseMetadata

_KNOWN = frozenset(
    {
        "reward",
        "metadata",
        "sub_rewards",
        "model_grader_token_usage_per_model",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class RunGraderResponse(_base.Model):
    """
    The score, and how it came about.
    """

    reward: float
    """The score."""

    metadata: RunGraderResponseMetadata
    """How the score came about."""

    sub_rewards: dict[str, Any]
    """Scores of the graders inside a multi grader, by their names; empty for any other."""

    model_grader_token_usage_per_model: dict[str, Any]
    """Tokens taken, by the name of the model."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("reward", "reward", _k.NUMBER, required=True),
        _base.Field(
            "metadata", "metadata", _k.Object(lambda: _m.RunGraderResponseMetadata), required=True
        ),
        _base.Field("sub_rewards", "sub_rewards", _k.MapOf(_k.ANYTHING), required=True),
        _base.Field(
            "model_grader_token_usage_per_model",
            "model_grader_token_usage_per_model",
            _k.MapOf(_k.ANYTHING),
            required=True,
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[RunGraderResponse]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[RunGraderResponse] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.reward = kept_1 = value["reward"]
                self._raw_metadata = kept_2 = value["metadata"]
                self.sub_rewards = kept_3 = value["sub_rewards"]
                self.model_grader_token_usage_per_model = kept_4 = value[
                    "model_grader_token_usage_per_model"
                ]
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
