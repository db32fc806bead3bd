"""The object InputAudioInputAudio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import define, field

from ..runtime import kinds as k
from ..runtime import model as base

if TYPE_CHECKING:
    pass


@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class InputAudioInputAudio(base.Model):
    """
    The sound.
    """

    data: str
    """The sound as Base64."""

    format: Literal["mp3", "wav"] | str
    """Format of the sound: `mp3` or `wav`."""

    additional_properties: dict[str, Any] = field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[base.Field, ...]] = (
        base.Field("data", "data", k.STRING, required=True),
        base.Field("format", "format", k.OneOf(frozenset({"mp3", "wav"})), required=True),
    )
