"""The values of FineTuningJobEventType."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

FineTuningJobEventType: TypeAlias = Literal["message", "metrics"] | str
"""
Whether it is plain news (`message`) or the measures of a step (`metrics`).

Values that are not among these are kept: a server may be newer than this client.
"""

FineTuningJobEventTypeValues: Final = frozenset({"message", "metrics"})
"""The values that the description knows."""
