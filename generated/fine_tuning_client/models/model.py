"""The object Model."""

from __future__ import annotations

import datetime as _dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "id",
        "created",
        "object",
        "owned_by",
        "shutdown_date",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class Model(_base.Model):
    """
    A model that can be used through the API.
    """

    id: str
    """Name of the model."""

    created: int
    """When the model was created, in Unix seconds."""

    object: Literal["model"] = "model"
    """Kind of object, always `model`."""

    owned_by: str
    """Who owns the model: an organization or the provider."""

    shutdown_date: str | None | Unset = UNSET
    """Day on which the model is switched off; null if none is announced."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("id", "id", _k.STRING, required=True),
        _base.Field("created", "created", _k.INTEGER, required=True),
        _base.Field("object", "object", _k.OneOf(frozenset({"model"})), required=True),
        _base.Field("owned_by", "owned_by", _k.STRING, required=True),
        _base.Field("shutdown_date", "shutdown_date", _k.nullable(_k.STRING)),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[Model]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[Model] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.id = kept_1 = value["id"]
                self.created = kept_2 = value["created"]
                self.object = kept_3 = value["object"]
                self.owned_by = kept_4 = value["owned_by"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None or kept_3 is None or kept_4 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 4
            if "shutdown_date" in value:
                self.shutdown_date = value["shutdown_date"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made

    @property
    def created_datetime(self) -> _dt.datetime | None:
        """`created` as a time in UTC; None where there is none."""
        return _base.as_datetime(self.created)
