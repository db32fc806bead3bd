"""The object FineTuneSupervisedMethod."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .fine_tune_supervised_hyperparameters import FineTuneSupervisedHyperparameters

_KNOWN = frozenset(
    {
        "hyperparameters",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuneSupervisedMethod(_base.Model):
    """
    Supervised training: on examples of good answers.
    """

    hyperparameters: FineTuneSupervisedHyperparameters | Unset = UNSET
    """Settings, each `auto` if not given."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field(
            "hyperparameters",
            "hyperparameters",
            _k.Object(lambda: _m.FineTuneSupervisedHyperparameters),
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuneSupervisedMethod]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuneSupervisedMethod] = []
        for value in values:
            self: Any = new(cls)
            known = 0
            if "hyperparameters" in value:
                self._raw_hyperparameters = value["hyperparameters"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
