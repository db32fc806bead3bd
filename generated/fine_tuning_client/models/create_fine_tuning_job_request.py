"""The object CreateFineTuningJobRequest."""

from __future__ import annotations

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
    from .create_fine_tuning_job_request_hyperparameters import (
        CreateFineTuningJobRequestHyperparameters,
    )
    from .create_fine_tuning_job_request_integrations_item import (
        CreateFineTuningJobRequestIntegrationsItem,
    )
    from .fine_tune_method import FineTuneMethod

_KNOWN = frozenset(
    {
        "model",
        "training_file",
        "hyperparameters",
        "suffix",
        "validation_file",
        "integrations",
        "seed",
        "method",
        "metadata",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class CreateFineTuningJobRequest(_base.Model):
    """
    A job to start.
    """

    model: str | Literal["babbage-002", "davinci-002", "gpt-3.5-turbo", "gpt-4o-mini"] | str
    """Name of the model to start from, one of those that can be fine-tuned."""

    training_file: str
    """Id of the file to train on. It must be JSON Lines and uploaded with the purpose `fine-tune`.
    What a line holds depends on the method and on the kind of model."""

    hyperparameters: CreateFineTuningJobRequestHyperparameters | Unset = UNSET
    """Settings of a supervised job, in their old place. Deprecated: give them inside `method`."""

    suffix: str | None | Unset = UNSET
    """Up to 64 characters that become part of the new model's name, as `my-bot` does in
    `ft:gpt-4o-mini:acme:my-bot:x7Kd92Qa`."""

    validation_file: str | None | Unset = UNSET
    """Id of a file to measure the model on from time to time while it learns; the measures also
    stand in the result file. It must be JSON Lines and uploaded with the purpose `fine-tune`,
    and must share no example with the training file."""

    integrations: list[CreateFineTuningJobRequestIntegrationsItem] | None | Unset = UNSET
    """Services to which the job sends its metrics."""

    seed: int | None | Unset = UNSET
    """Start of the random numbers of the job. The same seed with the same settings should lead to
    the same result, though rarely it does not. One is made up if none is given."""

    method: FineTuneMethod | Unset = UNSET
    """How to train."""

    metadata: dict[str, str] | None | Unset = UNSET
    """Notes of your own to keep with the job."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field(
            "model",
            "model",
            _k.AnyOf(
                (
                    _k.STRING,
                    _k.OneOf(
                        frozenset({"babbage-002", "davinci-002", "gpt-3.5-turbo", "gpt-4o-mini"})
                    ),
                )
            ),
            required=True,
        ),
        _base.Field("training_file", "training_file", _k.STRING, required=True),
        _base.Field(
            "hyperparameters",
            "hyperparameters",
            _k.Object(lambda: _m.CreateFineTuningJobRequestHyperparameters),
        ),
        _base.Field("suffix", "suffix", _k.nullable(_k.STRING)),
        _base.Field("validation_file", "validation_file", _k.nullable(_k.STRING)),
        _base.Field(
            "integrations",
            "integrations",
            _k.nullable(
                _k.ListOf(_k.Object(lambda: _m.CreateFineTuningJobRequestIntegrationsItem))
            ),
        ),
        _base.Field("seed", "seed", _k.nullable(_k.INTEGER)),
        _base.Field("method", "method", _k.Object(lambda: _m.FineTuneMethod)),
        _base.Field("metadata", "metadata", _k.nullable(_k.MapOf(_k.STRING))),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[CreateFineTuningJobRequest]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[CreateFineTuningJobRequest] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.model = kept_1 = value["model"]
                self.training_file = kept_2 = value["training_file"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 2
            if "hyperparameters" in value:
                self._raw_hyperparameters = value["hyperparameters"]
                known += 1
            if "suffix" in value:
                self.suffix = value["suffix"]
                known += 1
            if "validation_file" in value:
                self.validation_file = value["validation_file"]
                known += 1
            if "integrations" in value:
                self._raw_integrations = value["integrations"]
                known += 1
            if "seed" in value:
                self.seed = value["seed"]
                known += 1
            if "method" in value:
                self._raw_method = value["method"]
                known += 1
            if "metadata" in value:
                self.metadata = value["metadata"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
