"""The object FineTuneSupervisedHyperparameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "batch_size",
        "learning_rate_multiplier",
        "n_epochs",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuneSupervisedHyperparameters(_base.Model):
    """
    Settings of supervised fine-tuning.
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
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuneSupervisedHyperparameters]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuneSupervisedHyperparameters] = []
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
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
