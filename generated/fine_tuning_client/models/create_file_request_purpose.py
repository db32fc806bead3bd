"""The values of CreateFileRequestPurpose."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

CreateFileRequestPurpose: TypeAlias = (
    Literal["assistants", "batch", "fine-tune", "vision", "user_data", "evals"] | str
)
"""
What the file is for: `fine-tune` training or validation data, `batch` requests, `evals` data for
evaluations, `vision` images to fine-tune on, `assistants` material for the Assistants API,
`user_data` anything else.

Values that are not among these are kept: a server may be newer than this client.
"""

CreateFileRequestPurposeValues: Final = frozenset(
    {"assistants", "batch", "fine-tune", "vision", "user_data", "evals"}
)
"""The values that the description knows."""
