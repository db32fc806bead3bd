"""The object InputAudio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from .. import models as m
from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    from .input_audio_input_audio import InputAudioInputAudio


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
