"""The object FineTuningJobError."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningJobError(base.Model):
    """
    Why the job has failed. Empty or null as long as it has not. A job that has failed always
    tells why.
    """

    code: str | None | Unset = UNSET
    """Kind of failure, for a program to read."""

    message: str | None | Unset = UNSET
    """What went wrong, for a person to read."""

    param: str | None | Unset = UNSET
    """The parameter at fault, mostly `training_file` or `validation_file`; null if it was none of
    them."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("code", "code", k.nullable(k.STRING)),
        base.Field("message", "message", k.nullable(k.STRING)),
        base.Field("param", "param", k.nullable(k.STRING)),
    )
