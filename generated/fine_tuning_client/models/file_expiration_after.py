"""The object FileExpirationAfter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "anchor",
        "seconds",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class FileExpirationAfter(_base.Model):
    """
    When a file is deleted by itself. If nothing is said, a `batch` file expires after 30 days
    and any other file stays until someone deletes it.
    """

    anchor: Literal["created_at"] = "created_at"
    """Moment from which the seconds count, always `created_at`."""

    seconds: int
    """Lifetime in seconds, from 3,600 (an hour) to 2,592,000 (30 days)."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("anchor", "anchor", _k.OneOf(frozenset({"created_at"})), required=True),
        _base.Field("seconds", "seconds", _k.INTEGER, required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[FileExpirationAfter]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[FileExpirationAfter] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.anchor = kept_1 = value["anchor"]
                self.seconds = kept_2 = value["seconds"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 2
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
