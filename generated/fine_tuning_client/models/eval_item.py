"""The object EvalItem."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define
from attrs import field as _field

from .. import models as _m
from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.absence import UNSET, Unset
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .eval_item_content import EvalItemContent
    from .eval_item_role import EvalItemRole

_KNOWN = frozenset(
    {
        "role",
        "content",
        "type",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class EvalItem(_base.Model):
    """
    One message that a grader's model reads. What `developer` and `system` say outranks what
    `user` says; an `assistant` message is taken as an earlier answer of the model.
    """

    role: EvalItemRole
    """Who speaks."""

    content: EvalItemContent
    """What is said."""

    type: Literal["message"] | Unset = UNSET
    """Kind of item, always `message`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field(
            "role",
            "role",
            _k.OneOf(frozenset({"user", "assistant", "system", "developer"})),
            required=True,
        ),
        _base.Field(
            "content",
            "content",
            _k.AnyOf(
                (
                    _k.AnyOf(
                        (
                            _k.STRING,
                            _k.Tagged(
                                "type",
                                {
                                    "input_text": _k.Object(lambda: _m.InputTextContent),
                                    "output_text": _k.Object(lambda: _m.EvalItemContentOutputText),
                                    "input_image": _k.Object(lambda: _m.EvalItemInputImage),
                                    "input_audio": _k.Object(lambda: _m.InputAudio),
                                },
                            ),
                        )
                    ),
                    _k.ListOf(
                        _k.AnyOf(
                            (
                                _k.STRING,
                                _k.Tagged(
                                    "type",
                                    {
                                        "input_text": _k.Object(lambda: _m.InputTextContent),
                                        "output_text": _k.Object(
                                            lambda: _m.EvalItemContentOutputText
                                        ),
                                        "input_image": _k.Object(lambda: _m.EvalItemInputImage),
                                        "input_audio": _k.Object(lambda: _m.InputAudio),
                                    },
                                ),
                            )
                        )
                    ),
                )
            ),
            required=True,
        ),
        _base.Field("type", "type", _k.OneOf(frozenset({"message"}))),
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
                self.additional_properties = _base.unknown(value, _KNOWN)
            made.append(self)
        return made
