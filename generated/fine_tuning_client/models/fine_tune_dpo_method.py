"""The object FineTuneDPOMethod."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .fine_tune_dpo_hyperparameters import FineTuneDPOHyperparameters

_KNOWN = frozenset(
    {
        "hyperparameters",
    }
)


@base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuneDPOMethod(base.Model):
    """
    Training by direct preference optimization: on pairs of a better and a worse answer.
    """

    hyperparameters: FineTuneDPOHyperparameters | Unset = UNSET
    """Settings, each `auto` if not given."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field(
            "hyperparameters", "hyperparameters", k.Object(lambda: m.FineTuneDPOHyperparameters)
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuneDPOMethod]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuneDPOMethod] = []
        for value in values:
            self: Any = new(cls)
            known = 0
            if "hyperparameters" in value:
                self._raw_hyperparameters = value["hyperparameters"]
                known += 1
            if len(value) != known:
                self.additional_properties = base.unknown(value, _KNOWN)
            made.append(self)
        return made
