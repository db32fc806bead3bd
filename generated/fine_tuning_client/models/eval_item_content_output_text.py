"""The object EvalItemContentOutputText."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    pass

_KNOWN = frozenset(
    {
        "type",
        "text",
    }
)


@base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class EvalItemContentOutputText(base.Model):
    """
    Text that a model wrote.
    """

    type: Literal["output_text"] = "output_text"
    """Kind of content, always `output_text`."""

    text: str
    """The text."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("type", "type", k.OneOf(frozenset({"output_text"})), required=True),
        base.Field("text", "text", k.STRING, required=True),
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
                self.additional_properties = base.unknown(value, _KNOWN)
            made.append(self)
        return made
