"""The object FineTuneMethod."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .fine_tune_dpo_method import FineTuneDPOMethod
    from .fine_tune_method_type import FineTuneMethodType
    from .fine_tune_reinforcement_method import FineTuneReinforcementMethod
    from .fine_tune_supervised_method import FineTuneSupervisedMethod

_KNOWN = frozenset(
    {
        "type",
        "supervised",
        "dpo",
        "reinforcement",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuneMethod(_base.Model):
    """
    How a job trains. `type` names the method, and the object of that name must be there, even if
    it is empty.
    """

    type: FineTuneMethodType
    """Which method: `supervised`, `dpo` or `reinforcement`."""

    supervised: FineTuneSupervisedMethod | Unset = UNSET
    """Settings of the method `supervised`."""

    dpo: FineTuneDPOMethod | Unset = UNSET
    """Settings of the method `dpo`."""

    reinforcement: FineTuneReinforcementMethod | Unset = UNSET
    """Settings of the method `reinforcement`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field(
            "type",
            "type",
            _k.OneOf(frozenset({"supervised", "dpo", "reinforcement"})),
            required=True,
        ),
        _base.Field("supervised", "supervised", _k.Object(lambda: _m.FineTuneSupervisedMethod)),
        _base.Field("dpo", "dpo", _k.Object(lambda: _m.FineTuneDPOMethod)),
        _base.Field(
            "reinforcement", "reinforcement", _k.Object(lambda: _m.FineTuneReinforcementMethod)
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuneMethod]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuneMethod] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 1
            if "supervised" in value:
                self._raw_supervised = value["supervised"]
                known += 1
            if "dpo" in value:
                self._raw_dpo = value["dpo"]
                known += 1
            if "reinforcement" in value:
                self._raw_reinforcement = value["reinforcement"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
