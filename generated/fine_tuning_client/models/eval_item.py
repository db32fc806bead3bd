"""The object EvalItem."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .eval_item_content import EvalItemContent

_KNOWN = frozenset(
    {
        "role",
        "content",
        "type",
    }
)


@base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class EvalItem(base.Model):
    """
    One message that a grader's model reads. What `developer` and `system` say outranks what
    `user` says; an `assistant` message is taken as an earlier answer of the model.
    """

    role: Literal["user", "assistant", "system", "developer"] | str
    """Who speaks."""

    content: EvalItemContent
    """What is said."""

    type: Literal["message"] | Unset = UNSET
    """Kind of item, always `message`."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field(
            "role",
            "role",
            k.OneOf(frozenset({"user", "assistant", "system", "developer"})),
            required=True,
        ),
        base.Field(
            "content",
            "content",
            k.AnyOf(
                (
                    k.AnyOf(
                        (
                            k.STRING,
                            k.Tagged(
                                "type",
                                {
                                    "input_text": k.Object(lambda: m.InputTextContent),
                                    "output_text": k.Object(lambda: m.EvalItemContentOutputText),
                                    "input_image": k.Object(lambda: m.EvalItemInputImage),
                                    "input_audio": k.Object(lambda: m.InputAudio),
                                },
                            ),
                        )
                    ),
                    k.ListOf(
                        k.AnyOf(
                            (
                                k.STRING,
                                k.Tagged(
                                    "type",
                                    {
                                        "input_text": k.Object(lambda: m.InputTextContent),
                                        "output_text": k.Object(
                                            lambda: m.EvalItemContentOutputText
                                        ),
                                        "input_image": k.Object(lambda: m.EvalItemInputImage),
                                        "input_audio": k.Object(lambda: m.InputAudio),
                                    },
                                ),
                            )
                        )
                    ),
                )
            ),
            required=True,
        ),
        base.Field("type", "type", k.OneOf(frozenset({"message"}))),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[EvalItem]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[EvalItem] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.role = kept_1 = value["role"]
                self._raw_content = kept_2 = value["content"]
            except KeyError:
                made.append(cls.read_object(value, Problems()))
                continue
            if kept_1 is None or kept_2 is None:
                made.append(cls.read_object(value, Problems()))
                continue
            known = 2
            if "type" in value:
                self.type = value["type"]
                known += 1
            if len(value) != known:
                self.additional_properties = base.unknown(value, _KNOWN)
            made.append(self)
        return made
