"""The object FineTuningJobCheckpointMetrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningJobCheckpointMetrics(base.Model):
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

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("step", "step", k.NUMBER),
        base.Field("train_loss", "train_loss", k.NUMBER),
        base.Field("train_mean_token_accuracy", "train_mean_token_accuracy", k.NUMBER),
        base.Field("valid_loss", "valid_loss", k.NUMBER),
        base.Field("valid_mean_token_accuracy", "valid_mean_token_accuracy", k.NUMBER),
        base.Field("full_valid_loss", "full_valid_loss", k.NUMBER),
        base.Field("full_valid_mean_token_accuracy", "full_valid_mean_token_accuracy", k.NUMBER),
        base.Field("type", "type", k.STRING),
    )
