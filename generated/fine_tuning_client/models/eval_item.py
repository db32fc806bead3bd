"""The object EvalItem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.absence import UNSET, Unset

if TYPE_CHECKING:
    from .eval_item_content import EvalItemContent


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
