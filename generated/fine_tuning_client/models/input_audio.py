"""The object InputAudio."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .input_audio_input_audio import InputAudioInputAudio

_KNOWN = frozenset(
    {
        "type",
        "input_audio",
    }
)


@base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class InputAudio(base.Model):
    """
    Sound for the model to listen to.
    """

    type: Literal["input_audio"] = "input_audio"
    """Kind of content, always `input_audio`."""

    input_audio: InputAudioInputAudio
    """The sound."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("type", "type", k.OneOf(frozenset({"input_audio"})), required=True),
        base.Field(
            "input_audio", "input_audio", k.Object(lambda: m.InputAudioInputAudio), required=True
        ),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[InputAudio]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[InputAudio] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.type = kept_1 = value["type"]
                self._raw_input_audio = kept_2 = value["input_audio"]
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
