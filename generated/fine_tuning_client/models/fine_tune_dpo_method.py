"""The object FineTuneDPOMethod."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .fine_tune_dpo_hyperparameters import FineTuneDPOHyperparameters


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
