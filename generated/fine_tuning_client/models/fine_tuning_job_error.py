"""The object FineTuningJobError."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
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


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FineTuningJobError(_base.Model):
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

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("code", "code", _k.nullable(_k.STRING)),
        _base.Field("message", "message", _k.nullable(_k.STRING)),
        _base.Field("param", "param", _k.nullable(_k.STRING)),
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
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
