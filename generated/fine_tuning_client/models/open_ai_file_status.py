"""The values of OpenAIFileStatus."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

OpenAIFileStatus: TypeAlias = Literal["uploaded", "processed", "error"] | str
"""
How far the file is: `uploaded`, `processed` or `error`. Deprecated.

Values that are not among these are kept: a server may be newer than this client.
"""

OpenAIFileStatusValues: Final = frozenset({"uploaded", "processed", "error"})
"""The values that the description knows."""
