"""The object ListFilesResponse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .open_ai_file import OpenAIFile

_KNOWN = frozenset(
    {
        "object",
        "data",
        "first_id",
        "last_id",
        "has_more",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ListFilesResponse(_base.Model):
    """
    One page of files.
    """

    object: str
    """Kind of object, always `list`."""

    data: list[OpenAIFile]
    """The files of this page."""

    first_id: str | None
    """Id of the first object of this page; null if the page is empty."""

    last_id: str | None
    """Id of the last object of this page; null if the page is empty. Sent as `after`, it asks for
    the next page."""

    has_more: bool
    """True exactly if at least one more object follows the last one of this page."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("object", "object", _k.STRING, required=True),
        _base.Field("data", "data", _k.ListOf(_k.Object(lambda: _m.OpenAIFile)), required=True),
        _base.Field("first_id", "first_id", _k.nullable(_k.STRING), required=True),
        _base.Field("last_id", "last_id", _k.nullable(_k.STRING), required=True),
        _base.Field("has_more", "has_more", _k.BOOLEAN, required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[ListFilesResponse]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[ListFilesResponse] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.object = kept_1 = value["object"]
                self._raw_data = kept_2 = value["data"]
                self.first_id = value["first_id"]
                self.last_id = value["last_id"]
                self.has_more = kept_5 = value["has_more"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None or kept_5 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 5
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
