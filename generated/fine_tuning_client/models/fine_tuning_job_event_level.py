"""The values of FineTuningJobEventLevel."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

FineTuningJobEventLevel: TypeAlias = Literal["info", "warn", "error"] | str
"""
How serious it is.

Values that are not among these are kept: a server may be newer than this client.
"""

FineTuningJobEventLevelValues: Final = frozenset({"info", "warn", "error"})
"""The values that the description knows."""
