"""The object FineTuneMethod."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .fine_tune_dpo_method import FineTuneDPOMethod
    from .fine_tune_reinforcement_method import FineTuneReinforcementMethod
    from .fine_tune_supervised_method import FineTuneSupervisedMethod


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuneMethod(base.Model):
    """
    How a job trains. `type` names the method, and the object of that name must be there, even if
    it is empty.
    """

    type: Literal["supervised", "dpo", "reinforcement"] | str
    """Which method: `supervised`, `dpo` or `reinforcement`."""

    supervised: FineTuneSupervisedMethod | Unset = UNSET
    """Settings of the method `supervised`."""

    dpo: FineTuneDPOMethod | Unset = UNSET
    """Settings of the method `dpo`."""

    reinforcement: FineTuneReinforcementMethod | Unset = UNSET
    """Settings of the method `reinforcement`."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field(
            "type",
            "type",
            k.OneOf(frozenset({"supervised", "dpo", "reinforcement"})),
            required=True,
        ),
        base.Field("supervised", "supervised", k.Object(lambda: m.FineTuneSupervisedMethod)),
        base.Field("dpo", "dpo", k.Object(lambda: m.FineTuneDPOMethod)),
        base.Field(
            "reinforcement", "reinforcement", k.Object(lambda: m.FineTuneReinforcementMethod)
        ),
    )
