"""The object FineTuneReinforcementHyperparameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuneReinforcementHyperparameters(base.Model):
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

    reasoning_effort: Literal["default", "low", "medium", "high"] | str | Unset = UNSET
    """How much the model reasons before it answers."""

    compute_multiplier: Literal["auto"] | str | float | Unset = UNSET
    """Factor on the computing that goes into exploring answers during training. `auto` leaves the
    choice to the server."""

    eval_interval: Literal["auto"] | str | int | Unset = UNSET
    """Training steps from one evaluation to the next. `auto` leaves the choice to the server."""

    eval_samples: Literal["auto"] | str | int | Unset = UNSET
    """Answers to evaluate in each step. `auto` leaves the choice to the server."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field(
            "batch_size",
            "batch_size",
            k.AnyOf(
                (
                    k.OneOf(frozenset({"auto"})),
                    k.INTEGER,
                )
            ),
        ),
        base.Field(
            "learning_rate_multiplier",
            "learning_rate_multiplier",
            k.AnyOf(
                (
                    k.OneOf(frozenset({"auto"})),
                    k.NUMBER,
                )
            ),
        ),
        base.Field(
            "n_epochs",
            "n_epochs",
            k.AnyOf(
                (
                    k.OneOf(frozenset({"auto"})),
                    k.INTEGER,
                )
            ),
        ),
        base.Field(
            "reasoning_effort",
            "reasoning_effort",
            k.OneOf(frozenset({"default", "low", "medium", "high"})),
        ),
        base.Field(
            "compute_multiplier",
            "compute_multiplier",
            k.AnyOf(
                (
                    k.OneOf(frozenset({"auto"})),
                    k.NUMBER,
                )
            ),
        ),
        base.Field(
            "eval_interval",
            "eval_interval",
            k.AnyOf(
                (
                    k.OneOf(frozenset({"auto"})),
                    k.INTEGER,
                )
            ),
        ),
        base.Field(
            "eval_samples",
            "eval_samples",
            k.AnyOf(
                (
                    k.OneOf(frozenset({"auto"})),
                    k.INTEGER,
                )
            ),
        ),
    )
