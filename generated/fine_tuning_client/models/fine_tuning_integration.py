"""The object FineTuningIntegration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    from .fine_tuning_integration_wandb import FineTuningIntegrationWandb


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningIntegration(base.Model):
    """
    A service to which a job sends its metrics.
    """

    type: Literal["wandb"] = "wandb"
    """Kind of service, so far always `wandb`: Weights & Biases."""

    wandb: FineTuningIntegrationWandb
    """Where in Weights & Biases the metrics of the job go: the project and, where given, the run's
    name, its entity and its tags."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("type", "type", k.OneOf(frozenset({"wandb"})), required=True),
        base.Field("wandb", "wandb", k.Object(lambda: m.FineTuningIntegrationWandb), required=True),
    )
