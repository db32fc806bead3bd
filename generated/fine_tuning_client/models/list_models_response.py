"""The object ListModelsResponse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .model import Model

_KNOWN = frozenset(
    {
        "object",
        "data",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class ListModelsResponse(_base.Model):
    """
    Every model.
    """

    object: Literal["list"] = "list"
    """Kind of object, always `list`."""

    data: list[Model]
    """The models."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("object", "object", _k.OneOf(frozenset({"list"})), required=True),
        _base.Field("data", "data", _k.ListOf(_k.Object(lambda: _m.Model)), required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[ListModelsResponse]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[ListModelsResponse] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.object = kept_1 = value["object"]
                self._raw_data = kept_2 = value["data"]
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
