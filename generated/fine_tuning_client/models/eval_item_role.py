"""The values of EvalItemRole."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

EvalItemRole: TypeAlias = Literal["user", "assistant", "system", "developer"] | str
"""
Who speaks.

Values that are not among these are kept: a server may be newer than this client.
"""

EvalItemRoleValues: Final = frozenset({"user", "assistant", "system", "developer"})
"""The values that the description knows."""
