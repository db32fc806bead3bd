"""The object FineTuningJobCheckpointMetrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "step",
        "train_loss",
        "train_mean_token_accuracy",
        "valid_loss",
        "valid_mean_token_accuracy",
        "full_valid_loss",
        "full_valid_mean_token_accuracy",
        "type",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningJobCheckpointMetrics(_base.Model):
    """
    How well the model did at that step.
    """

    step: float | Unset = UNSET
    """The training step."""

    train_loss: float | Unset = UNSET
    """Loss on the batch of this step."""

    train_mean_token_accuracy: float | Unset = UNSET
    """Share of tokens of this step's batch that were predicted right, from 0 to 1."""

    valid_loss: float | Unset = UNSET
    """Loss on a batch of validation data."""

    valid_mean_token_accuracy: float | Unset = UNSET
    """Share of tokens of a batch of validation data that were predicted right, from 0 to 1."""

    full_valid_loss: float | Unset = UNSET
    """Loss on all validation data."""

    full_valid_mean_token_accuracy: float | Unset = UNSET
    """Share of tokens of all validation data that were predicted right, from 0 to 1."""

    type: str | Unset = UNSET
    """Method that the metrics belong to, as `supervised`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("step", "step", _k.NUMBER),
        _base.Field("train_loss", "train_loss", _k.NUMBER),
        _base.Field("train_mean_token_accuracy", "train_mean_token_accuracy", _k.NUMBER),
        _base.Field("valid_loss", "valid_loss", _k.NUMBER),
        _base.Field("valid_mean_token_accuracy", "valid_mean_token_accuracy", _k.NUMBER),
        _base.Field("full_valid_loss", "full_valid_loss", _k.NUMBER),
        _base.Field("full_valid_mean_token_accuracy", "full_valid_mean_token_accuracy", _k.NUMBER),
        _base.Field("type", "type", _k.STRING),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuningJobCheckpointMetrics]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuningJobCheckpointMetrics] = []
        for value in values:
            self: Any = new(cls)
            known = 0
            if "step" in value:
                self.step = value["step"]
                known += 1
            if "train_loss" in value:
                self.train_loss = value["train_loss"]
                known += 1
            if "train_mean_token_accuracy" in value:
                self.train_mean_token_accuracy = value["train_mean_token_accuracy"]
                known += 1
            if "valid_loss" in value:
                self.valid_loss = value["valid_loss"]
                known += 1
            if "valid_mean_token_accuracy" in value:
                self.valid_mean_token_accuracy = value["valid_mean_token_accuracy"]
                known += 1
            if "full_valid_loss" in value:
                self.full_valid_loss = value["full_valid_loss"]
                known += 1
            if "full_valid_mean_token_accuracy" in value:
                self.full_valid_mean_token_accuracy = value["full_valid_mean_token_accuracy"]
                known += 1
            if "type" in value:
                self.type = value["type"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
