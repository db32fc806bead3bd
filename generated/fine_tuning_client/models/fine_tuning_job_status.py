"""The values of FineTuningJobStatus."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

FineTuningJobStatus: TypeAlias = (
    Literal["validating_files", "queued", "running", "succeeded", "failed", "cancelled", "paused"]
    | str
)
"""
How far the job is: `validating_files`, `queued` and `running` are on the way, `paused` waits to
be resumed, `succeeded`, `failed` and `cancelled` are final. A job in a final status never leaves
it.

Values that are not among these are kept: a server may be newer than this client.
"""

FineTuningJobStatusValues: Final = frozenset(
    {"validating_files", "queued", "running", "succeeded", "failed", "cancelled", "paused"}
)
"""The values that the description knows."""
