"""The values of FineTuneMethodType."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

FineTuneMethodType: TypeAlias = Literal["supervised", "dpo", "reinforcement"] | str
"""
Which method: `supervised`, `dpo` or `reinforcement`.

Values that are not among these are kept: a server may be newer than this client.
"""

FineTuneMethodTypeValues: Final = frozenset({"supervised", "dpo", "reinforcement"})
"""The values that the description knows."""
