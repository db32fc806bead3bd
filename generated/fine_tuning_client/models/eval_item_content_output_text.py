"""The object EvalItemContentOutputText."""

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
        "type",
        "text",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class EvalItemContentOutputText(_base.Model):
    """
    Text that a model wrote.
    """

    type: Literal["output_text"] = "output_text"
    """Kind of content, always `output_text`."""

    text: str
    """The text."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("type", "type", _k.OneOf(frozenset({"output_text"})), required=True),
        _base.Field("text", "text", _k.STRING, required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[EvalItemContentOutputText]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[EvalItemContentOutputText] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self.text = kept_2 = value["text"]
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
