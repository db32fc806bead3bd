"""The object FineTuningJob."""

from __future__ import annotations

import datetime as _dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .fine_tune_method import FineTuneMethod
    from .fine_tuning_integration import FineTuningIntegration
    from .fine_tuning_job_error import FineTuningJobError
    from .fine_tuning_job_hyperparameters import FineTuningJobHyperparameters
    from .fine_tuning_job_status import FineTuningJobStatus

# The known values of this large object's fields: one string for all, instead of one for each.
_SHARED = {
    text: text
    for text in (
        "fine_tuning.job",
        "validating_files",
        "queued",
        "running",
        "succeeded",
        "failed",
        "cancelled",
        "paused",
    )
}
_KNOWN = frozenset(
    {
        "id",
        "created_at",
        "error",
        "fine_tuned_model",
        "finished_at",
        "hyperparameters",
        "model",
        "object",
        "organization_id",
        "result_files",
        "status",
        "trained_tokens",
        "training_file",
        "validation_file",
        "integrations",
        "seed",
        "estimated_finish",
        "method",
        "metadata",
        "user_provided_suffix",
        "usage_metrics",
        "shared_with_openai",
        "eval_id",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningJob(_base.Model):
    """
    A job that trains a model.
    """

    id: str
    """Id of the job."""

    created_at: int
    """When the job was created, in Unix seconds."""

    error: FineTuningJobError | None
    """Why the job has failed. Empty or null as long as it has not. A job that has failed always
    tells why."""

    fine_tuned_model: str | None
    """Name of the new model; null as long as the job is still at work. A job that has succeeded
    always names it."""

    finished_at: int | None
    """When the job ended, in Unix seconds; null as long as the job is still at work. A job that has
    succeeded always tells it; one that has failed or was cancelled may leave it null."""

    hyperparameters: FineTuningJobHyperparameters | None
    """Settings of the job, in their old place; null for a job that is not supervised. `auto` is
    replaced by the number that was chosen once the job runs."""

    model: str
    """Name of the model that the job started from. If the request gave a name that stands for
    several versions, it is the version that was chosen."""

    object: Literal["fine_tuning.job"] = "fine_tuning.job"
    """Kind of object, always `fine_tuning.job`."""

    organization_id: str
    """Id of the organization that owns the job."""

    result_files: list[str]
    """Ids of the files that hold the job's metrics; download them as any other file. A job that has
    succeeded has at least one, a job that is still at work has none."""

    status: FineTuningJobStatus
    """How far the job is: `validating_files`, `queued` and `running` are on the way, `paused` waits
    to be resumed, `succeeded`, `failed` and `cancelled` are final. A job in a final status never
    leaves it."""

    trained_tokens: int | None
    """Tokens that are billed for the training; null as long as the job is still at work. A job that
    has succeeded always tells it."""

    training_file: str
    """Id of the file that the job trains on; download it as any other file."""

    validation_file: str | None
    """Id of the file that the model is measured on; download it as any other file."""

    integrations: list[FineTuningIntegration] | None | Unset = UNSET
    """Services to which the job sends its metrics, at most five."""

    seed: int
    """Start of the random numbers of the job: the one that the request gave, or one that the server
    made up."""

    estimated_finish: int | None | Unset = UNSET
    """When the job is expected to end, in Unix seconds; null while it is not running."""

    method: FineTuneMethod | Unset = UNSET
    """How the job trains."""

    metadata: dict[str, str] | None | Unset = UNSET
    """Notes of your own that are kept with the job."""

    user_provided_suffix: str | None | Unset = UNSET
    """The suffix that the job was created with; null if it had none."""

    usage_metrics: dict[str, Any] | None | Unset = UNSET
    """What a reinforcement job used up; null for other jobs."""

    shared_with_openai: bool | Unset = UNSET
    """Whether the data of the job are shared with the provider."""

    eval_id: str | None | Unset = UNSET
    """Id of the evaluation that belongs to the job; null if there is none."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("id", "id", _k.STRING, required=True),
        _base.Field("created_at", "created_at", _k.INTEGER, required=True),
        _base.Field(
            "error", "error", _k.nullable(_k.Object(lambda: _m.FineTuningJobError)), required=True
        ),
        _base.Field("fine_tuned_model", "fine_tuned_model", _k.nullable(_k.STRING), required=True),
        _base.Field("finished_at", "finished_at", _k.nullable(_k.INTEGER), required=True),
        _base.Field(
            "hyperparameters",
            "hyperparameters",
            _k.nullable(_k.Object(lambda: _m.FineTuningJobHyperparameters)),
            required=True,
        ),
        _base.Field("model", "model", _k.STRING, required=True),
        _base.Field("object", "object", _k.OneOf(frozenset({"fine_tuning.job"})), required=True),
        _base.Field("organization_id", "organization_id", _k.STRING, required=True),
        _base.Field("result_files", "result_files", _k.ListOf(_k.STRING), required=True),
        _base.Field(
            "status",
            "status",
            _k.OneOf(
                frozenset(
                    {
                        "validating_files",
                        "queued",
                        "running",
                        "succeeded",
                        "failed",
                        "cancelled",
                        "paused",
                    }
                )
            ),
            required=True,
        ),
        _base.Field("trained_tokens", "trained_tokens", _k.nullable(_k.INTEGER), required=True),
        _base.Field("training_file", "training_file", _k.STRING, required=True),
        _base.Field("validation_file", "validation_file", _k.nullable(_k.STRING), required=True),
        _base.Field(
            "integrations",
            "integrations",
            _k.nullable(_k.ListOf(_k.Object(lambda: _m.FineTuningIntegration))),
        ),
        _base.Field("seed", "seed", _k.INTEGER, required=True),
        _base.Field("estimated_finish", "estimated_finish", _k.nullable(_k.INTEGER)),
        _base.Field("method", "method", _k.Object(lambda: _m.FineTuneMethod)),
        _base.Field("metadata", "metadata", _k.nullable(_k.MapOf(_k.STRING))),
        _base.Field("user_provided_suffix", "user_provided_suffix", _k.nullable(_k.STRING)),
        _base.Field("usage_metrics", "usage_metrics", _k.nullable(_k.MapOf(_k.ANYTHING))),
        _base.Field("shared_with_openai", "shared_with_openai", _k.BOOLEAN),
        _base.Field("eval_id", "eval_id", _k.nullable(_k.STRING)),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuningJob]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        shared = _SHARED.get
        made: list[FineTuningJob] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.id = kept_1 = value["id"]
                self.created_at = kept_2 = value["created_at"]
                self._raw_error = value["error"]
                self.fine_tuned_model = value["fine_tuned_model"]
                self.finished_at = value["finished_at"]
                self._raw_hyperparameters = value["hyperparameters"]
                self.model = kept_7 = value["model"]
                kept_8 = value["object"]
                self.object = shared(kept_8, kept_8)
                self.organization_id = kept_9 = value["organization_id"]
                self.result_files = kept_10 = value["result_files"]
                kept_11 = value["status"]
                self.status = shared(kept_11, kept_11)
                self.trained_tokens = value["trained_tokens"]
                self.training_file = kept_13 = value["training_file"]
                self.validation_file = value["validation_file"]
                self.seed = kept_15 = value["seed"]
            except (KeyError, TypeError):
                made.append(cls.read_object(value, Problems()))
                continue
            if (
                kept_1 is None
                or kept_2 is None
                or kept_7 is None
                or kept_8 is None
                or kept_9 is None
                or kept_10 is None
                or kept_11 is None
                or kept_13 is None
                or kept_15 is None
            ):
                made.append(cls.read_object(value, Problems()))
                continue
            known = 15
            if "integrations" in value:
                self._raw_integrations = value["integrations"]
                known += 1
            if "estimated_finish" in value:
                self.estimated_finish = value["estimated_finish"]
                known += 1
            if "method" in value:
                self._raw_method = value["method"]
                known += 1
            if "metadata" in value:
                self.metadata = value["metadata"]
                known += 1
            if "user_provided_suffix" in value:
                self.user_provided_suffix = value["user_provided_suffix"]
                known += 1
            if "usage_metrics" in value:
                self.usage_metrics = value["usage_metrics"]
                known += 1
            if "shared_with_openai" in value:
                self.shared_with_openai = value["shared_with_openai"]
                known += 1
            if "eval_id" in value:
                self.eval_id = value["eval_id"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made

    @property
    def created_at_datetime(self) -> _dt.datetime | None:
        """`created_at` as a time in UTC; None where there is none."""
        return _base.as_datetime(self.created_at)

    @property
    def finished_at_datetime(self) -> _dt.datetime | None:
        """`finished_at` as a time in UTC; None where there is none."""
        return _base.as_datetime(self.finished_at)

    @property
    def estimated_finish_datetime(self) -> _dt.datetime | None:
        """`estimated_finish` as a time in UTC; None where there is none."""
        return _base.as_datetime(self.estimated_finish)
