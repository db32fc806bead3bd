"""The object ErrorResponse."""

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
    from .error import Error

_KNOWN = frozenset(
    {
        "error",
        "detail",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ErrorResponse(_base.Model):
    """
    The body of every refusal.
    """

    error: Error
    """What went wrong."""

    detail: Any | Unset = UNSET
    """More about what went wrong, which a few operations add beside `error`. Its form is not
    settled."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("error", "error", _k.Object(lambda: _m.Error), required=True),
        _base.Field("detail", "detail", _k.ANYTHING),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[ErrorResponse]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[ErrorResponse] = []
        for value in values:
            self: Any = new(cls)
            try:
                self._raw_error = kept_1 = value["error"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 1
            if "detail" in value:
                self.detail = value["detail"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
