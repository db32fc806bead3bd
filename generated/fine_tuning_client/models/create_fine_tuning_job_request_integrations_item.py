"""The object CreateFineTuningJobRequestIntegrationsItem."""

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
    from .create_fine_tuning_job_request_integrations_item_wandb import (
        CreateFineTuningJobRequestIntegrationsItemWandb,
    )

_KNOWN = frozenset(
    {
        "type",
        "wandb",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class CreateFineTuningJobRequestIntegrationsItem(_base.Model):
    """
    One service, and where in it the metrics go.
    """

    type: Literal["wandb"] = "wandb"
    """Kind of service, so far always `wandb`: Weights & Biases."""

    wandb: CreateFineTuningJobRequestIntegrationsItemWandb
    """Where in Weights & Biases the metrics of the job go: the project and, where given, the run's
    name, its entity and its tags."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"wandb"})), required=True),
        _base.Field(
            "wandb",
            "wandb",
            _k.Object(lambda: _m.CreateFineTuningJobRequestIntegrationsItemWandb),
            required=True,
        ),
    )

    @classmethod
    def from_raw(
        cls, values: Sequence[dict[str, Any]]
    ) -> list[CreateFineTuningJobRequestIntegrationsItem]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[CreateFineTuningJobRequestIntegrationsItem] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self._raw_wandb = kept_2 = value["wandb"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 2
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
