"""The object EvalItemInputImage."""

from __future__ import annotations

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
        "type",
        "image_url",
        "detail",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class EvalItemInputImage(_base.Model):
    """
    An image for the model to look at, inside a list of content.
    """

    type: Literal["input_image"] = "input_image"
    """Kind of content, always `input_image`."""

    image_url: str
    """URL of the image."""

    detail: str | Unset = UNSET
    """How closely the model looks: `high`, `low` or `auto`, and `auto` if not given."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"input_image"})), required=True),
        _base.Field("image_url", "image_url", _k.STRING, required=True),
        _base.Field("detail", "detail", _k.STRING),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[EvalItemInputImage]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[EvalItemInputImage] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self.image_url = kept_2 = value["image_url"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 2
            if "detail" in value:
                self.detail = value["detail"]
                known += 1
            if len(value) != known:
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
