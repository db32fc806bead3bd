"""The values of InputAudioInputAudioFormat."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

InputAudioInputAudioFormat: TypeAlias = Literal["mp3", "wav"] | str
"""
Format of the sound: `mp3` or `wav`.

Values that are not among these are kept: a server may be newer than this client.
"""

InputAudioInputAudioFormatValues: Final = frozenset({"mp3", "wav"})
"""The values that the description knows."""
