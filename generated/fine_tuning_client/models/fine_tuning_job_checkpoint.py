"""The object FineTuningJobCheckpoint."""

from __future__ import annotations

import datetime as _dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .fine_tuning_job_checkpoint_metrics import FineTuningJobCheckpointMetrics

_KNOWN = frozenset(
    {
        "id",
        "created_at",
        "fine_tuned_model_checkpoint",
        "step_number",
        "metrics",
        "fine_tuning_job_id",
        "object",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningJobCheckpoint(_base.Model):
    """
    A model as it was at one step of a job, ready to use.
    """

    id: str
    """Id of the checkpoint."""

    created_at: int
    """When the checkpoint was made, in Unix seconds."""

    fine_tuned_model_checkpoint: str
    """Name under which the checkpoint is used as a model."""

    step_number: int
    """Training step at which the checkpoint was made."""

    metrics: FineTuningJobCheckpointMetrics
    """How well the model did at that step."""

    fine_tuning_job_id: str
    """Id of the job that made the checkpoint; in a list of checkpoints, the job that was asked for."""

    object: Literal["fine_tuning.job.checkpoint"] = "fine_tuning.job.checkpoint"
    """Kind of object, always `fine_tuning.job.checkpoint`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("id", "id", _k.STRING, required=True),
        _base.Field("created_at", "created_at", _k.INTEGER, required=True),
        _base.Field(
            "fine_tuned_model_checkpoint", "fine_tuned_model_checkpoint", _k.STRING, required=True
        ),
        _base.Field("step_number", "step_number", _k.INTEGER, required=True),
        _base.Field(
            "metrics",
            "metrics",
            _k.Object(lambda: _m.FineTuningJobCheckpointMetrics),
            required=True,
        ),
        _base.Field("fine_tuning_job_id", "fine_tuning_job_id", _k.STRING, required=True),
        _base.Field(
            "object", "object", _k.OneOf(frozenset({"fine_tuning.job.checkpoint"})), required=True
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuningJobCheckpoint]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuningJobCheckpoint] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.id = kept_1 = value["id"]
                self.created_at = kept_2 = value["created_at"]
                self.fine_tuned_model_checkpoint = kept_3 = value["fine_tuned_model_checkpoint"]
                self.step_number = kept_4 = value["step_number"]
                self._raw_metrics = kept_5 = value["metrics"]
                self.fine_tuning_job_id = kept_6 = value["fine_tuning_job_id"]
                self.object = kept_7 = value["object"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if (
                kept_1 is None
                or kept_2 is None
                or kept_3 is None
                or kept_4 is None
                or kept_5 is None
                or kept_6 is None
                or kept_7 is None
            ):
                made.append(cls.read_object(value, Problems()))
                continue
            known = 7
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made

    @property
    def created_at_datetime(self) -> _dt.datetime | None:
        """`created_at` as a time in UTC; None where there is none."""
        return _base.as_datetime(self.created_at)
