"""The values of ReasoningEffort."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

ReasoningEffort: TypeAlias = (
    Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"] | str
)
"""
How much a reasoning model reasons before it answers: from `none` and `minimal` over `low`,
`medium`, `high` and `xhigh` to `max`. Less is faster and takes fewer tokens. Not every model
knows every value.

Values that are not among these are kept: a server may be newer than this client.
"""

ReasoningEffortValues: Final = frozenset(
    {"none", "minimal", "low", "medium", "high", "xhigh", "max"}
)
"""The values that the description knows."""
