"""The object FineTuneReinforcementHyperparameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .fine_tune_reinforcement_hyperparameters_reasoning_effort import (
        FineTuneReinforcementHyperparametersReasoningEffort,
    )

_KNOWN = frozenset(
    {
        "batch_size",
        "learning_rate_multiplier",
        "n_epochs",
        "reasoning_effort",
        "compute_multiplier",
        "eval_interval",
        "eval_samples",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuneReinforcementHyperparameters(_base.Model):
    """
    Settings of reinforcement fine-tuning.
    """

    batch_size: Literal["auto"] | str | int | Unset = UNSET
    """Examples that are looked at together before the weights change. Larger batches change them
    less often and more steadily. `auto` leaves the choice to the server."""

    learning_rate_multiplier: Literal["auto"] | str | float | Unset = UNSET
    """Factor on the learning rate. A smaller one guards against overfitting. `auto` leaves the
    choice to the server."""

    n_epochs: Literal["auto"] | str | int | Unset = UNSET
    """How often training goes through the whole training file. `auto` leaves the choice to the
    server."""

    reasoning_effort: FineTuneReinforcementHyperparametersReasoningEffort | Unset = UNSET
    """How much the model reasons before it answers."""

    compute_multiplier: Literal["auto"] | str | float | Unset = UNSET
    """Factor on the computing that goes into exploring answers during training. `auto` leaves the
    choice to the server."""

    eval_interval: Literal["auto"] | str | int | Unset = UNSET
    """Training steps from one evaluation to the next. `auto` leaves the choice to the server."""

    eval_samples: Literal["auto"] | str | int | Unset = UNSET
    """Answers to evaluate in each step. `auto` leaves the choice to the server."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field(
            "batch_size",
            "batch_size",
            _k.AnyOf(
                (
                    _k.OneOf(frozenset({"auto"})),
                    _k.INTEGER,
                )
            ),
        ),
        _base.Field(
            "learning_rate_multiplier",
            "learning_rate_multiplier",
            _k.AnyOf(
                (
                    _k.OneOf(frozenset({"auto"})),
                    _k.NUMBER,
                )
            ),
        ),
        _base.Field(
            "n_epochs",
            "n_epochs",
            _k.AnyOf(
                (
                    _k.OneOf(frozenset({"auto"})),
                    _k.INTEGER,
                )
            ),
        ),
        _base.Field(
            "reasoning_effort",
            "reasoning_effort",
            _k.OneOf(frozenset({"default", "low", "medium", "high"})),
        ),
        _base.Field(
            "compute_multiplier",
            "compute_multiplier",
            _k.AnyOf(
                (
                    _k.OneOf(frozenset({"auto"})),
                    _k.NUMBER,
                )
            ),
        ),
        _base.Field(
            "eval_interval",
            "eval_interval",
            _k.AnyOf(
                (
                    _k.OneOf(frozenset({"auto"})),
                    _k.INTEGER,
                )
            ),
        ),
        _base.Field(
            "eval_samples",
            "eval_samples",
            _k.AnyOf(
                (
                    _k.OneOf(frozenset({"auto"})),
                    _k.INTEGER,
                )
            ),
        ),
    )

    @classmethod
    def from_raw(
        cls, values: Sequence[dict[str, Any]]
    ) -> list[FineTuneReinforcementHyperparameters]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuneReinforcementHyperparameters] = []
        for value in values:
            self: Any = new(cls)
            known = 0
            if "batch_size" in value:
                self.batch_size = value["batch_size"]
                known += 1
            if "learning_rate_multiplier" in value:
                self.learning_rate_multiplier = value["learning_rate_multiplier"]
                known += 1
            if "n_epochs" in value:
                self.n_epochs = value["n_epochs"]
                known += 1
            if "reasoning_effort" in value:
                self.reasoning_effort = value["reasoning_effort"]
                known += 1
            if "compute_multiplier" in value:
                self.compute_multiplier = value["compute_multiplier"]
                known += 1
            if "eval_interval" in value:
                self.eval_interval = value["eval_interval"]
                known += 1
            if "eval_samples" in value:
                self.eval_samples = value["eval_samples"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
