"""The object InputAudioInputAudio."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define
from attrs import field as _field

from ..runtime import kinds as _k
from ..runtime import model as _base
from ..runtime.problems import Problems

if TYPE_CHECKING:
    from .input_audio_input_audio_format import InputAudioInputAudioFormat

_KNOWN = frozenset(
    {
        "data",
        "format",
    }
)


@_base.settling
@define(eq=False, repr=False, kw_only=True, getstate_setstate=False)
class InputAudioInputAudio(_base.Model):
    """
    The sound.
    """

    data: str
    """The sound as Base64."""

    format: InputAudioInputAudioFormat
    """Format of the sound: `mp3` or `wav`."""

    additional_properties: dict[str, Any] = _field(factory=dict[str, Any])
    """What the description does not know, as it came; it is sent back."""

    _fields: ClassVar[tuple[_base.Field, ...]] = (
        _base.Field("data", "data", _k.STRING, required=True),
        _base.Field("format", "format", _k.OneOf(frozenset({"mp3", "wav"})), required=True),
    )

    @classmethod
    def from_raw(cls, values: Sequence[dict[str, Any]]) -> list[InputAudioInputAudio]:
        """Return an instance for each JSON object, in one straight run; odd ones take the long way."""
        new = cls.__new__
        made: list[InputAudioInputAudio] = []
        for value in values:
            self: Any = new(cls)
            try:
                self.data = kept_1 = value["data"]
                self.format = kept_2 = value["format"]
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
