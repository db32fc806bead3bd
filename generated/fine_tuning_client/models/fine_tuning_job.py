"""The object FineTuningJob."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .fine_tune_method import FineTuneMethod
    from .fine_tuning_integration import FineTuningIntegration
    from .fine_tuning_job_error import FineTuningJobError
    from .fine_tuning_job_hyperparameters import FineTuningJobHyperparameters


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningJob(base.Model):
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

    status: (
        Literal[
            "validating_files", "queued", "running", "succeeded", "failed", "cancelled", "paused"
        ]
        | str
    )
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

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("id", "id", k.STRING, required=True),
        base.Field("created_at", "created_at", k.INTEGER, required=True),
        base.Field(
            "error", "error", k.nullable(k.Object(lambda: m.FineTuningJobError)), required=True
        ),
        base.Field("fine_tuned_model", "fine_tuned_model", k.nullable(k.STRING), required=True),
        base.Field("finished_at", "finished_at", k.nullable(k.INTEGER), required=True),
        base.Field(
            "hyperparameters",
            "hyperparameters",
            k.nullable(k.Object(lambda: m.FineTuningJobHyperparameters)),
            required=True,
        ),
        base.Field("model", "model", k.STRING, required=True),
        base.Field("object", "object", k.OneOf(frozenset({"fine_tuning.job"})), required=True),
        base.Field("organization_id", "organization_id", k.STRING, required=True),
        base.Field("result_files", "result_files", k.ListOf(k.STRING), required=True),
        base.Field(
            "status",
            "status",
            k.OneOf(
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
        base.Field("trained_tokens", "trained_tokens", k.nullable(k.INTEGER), required=True),
        base.Field("training_file", "training_file", k.STRING, required=True),
        base.Field("validation_file", "validation_file", k.nullable(k.STRING), required=True),
        base.Field(
            "integrations",
            "integrations",
            k.nullable(k.ListOf(k.Object(lambda: m.FineTuningIntegration))),
        ),
        base.Field("seed", "seed", k.INTEGER, required=True),
        base.Field("estimated_finish", "estimated_finish", k.nullable(k.INTEGER)),
        base.Field("method", "method", k.Object(lambda: m.FineTuneMethod)),
        base.Field("metadata", "metadata", k.nullable(k.MapOf(k.STRING))),
        base.Field("user_provided_suffix", "user_provided_suffix", k.nullable(k.STRING)),
        base.Field("usage_metrics", "usage_metrics", k.nullable(k.MapOf(k.ANYTHING))),
        base.Field("shared_with_openai", "shared_with_openai", k.BOOLEAN),
        base.Field("eval_id", "eval_id", k.nullable(k.STRING)),
    )

    @property
    def created_at_datetime(self) -> dt.datetime | None:
        """`created_at` as a time in UTC; None where there is none."""
        return base.as_datetime(self.created_at)

    @property
    def finished_at_datetime(self) -> dt.datetime | None:
        """`finished_at` as a time in UTC; None where there is none."""
        return base.as_datetime(self.finished_at)

    @property
    def estimated_finish_datetime(self) -> dt.datetime | None:
        """`estimated_finish` as a time in UTC; None where there is none."""
        return base.as_datetime(self.estimated_finish)
