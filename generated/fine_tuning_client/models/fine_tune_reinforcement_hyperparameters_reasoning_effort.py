"""The values of FineTuneReinforcementHyperparametersReasoningEffort."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

FineTuneReinforcementHyperparametersReasoningEffort: TypeAlias = (
    Literal["default", "low", "medium", "high"] | str
)
"""
How much the model reasons before it answers.

Values that are not among these are kept: a server may be newer than this client.
"""

FineTuneReinforcementHyperparametersReasoningEffortValues: Final = frozenset(
    {"default", "low", "medium", "high"}
)
"""The values that the description knows."""
