"""The values of OpenAIFilePurpose."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

OpenAIFilePurpose: TypeAlias = (
    Literal[
        "assistants",
        "assistants_output",
        "batch",
        "batch_output",
        "fine-tune",
        "fine-tune-results",
        "vision",
        "user_data",
        "evals",
    ]
    | str
)
"""
What the file is for.

Values that are not among these are kept: a server may be newer than this client.
"""

OpenAIFilePurposeValues: Final = frozenset(
    {
        "assistants",
        "assistants_output",
        "batch",
        "batch_output",
        "fine-tune",
        "fine-tune-results",
        "vision",
        "user_data",
        "evals",
    }
)
"""The values that the description knows."""
