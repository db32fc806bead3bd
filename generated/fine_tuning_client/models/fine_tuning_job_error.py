"""The object FineTuningJobError."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "code",
        "message",
        "param",
    }
)


@base.settling
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

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FineTuningJobError]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FineTuningJobError] = []
        for value in values:
            self: Any = new(cls)
            known = 0
            if "code" in value:
                self.code = value["code"]
                known += 1
            if "message" in value:
                self.message = value["message"]
                known += 1
            if "param" in value:
                self.param = value["param"]
                known += 1
            if len(value) != known:
                self.additional_properties = base.unknown(value, _KNOWN)
            made.append(self)
        return made
