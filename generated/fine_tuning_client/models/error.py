"""The object Error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "message",
        "type",
        "param",
        "code",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class Error(_base.Model):
    """
    What went wrong. All four fields are always there.
    """

    message: str
    """What went wrong, for a person to read."""

    type: str
    """Family of the error, mostly `invalid_request_error`."""

    param: str | None
    """Name of the parameter at fault; null if it is none of them."""

    code: str | None
    """Kind of error, for a program to read; null if it has no name."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("message", "message", _k.STRING, required=True),
        _base.Field("type", "type", _k.STRING, required=True),
        _base.Field("param", "param", _k.nullable(_k.STRING), required=True),
        _base.Field("code", "code", _k.nullable(_k.STRING), required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[Error]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[Error] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.message = kept_1 = value["message"]
                self.type = kept_2 = value["type"]
                self.param = value["param"]
                self.code = value["code"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 4
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
