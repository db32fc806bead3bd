"""The values of GraderStringCheckOperation."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

GraderStringCheckOperation: TypeAlias = Literal["eq", "ne", "like", "ilike"] | str
"""
How to compare: `eq` holds if the input equals the reference, `ne` if it does not, `like` if the
input contains the reference, and `ilike` if it does so when upper and lower case count as the
same.

Values that are not among these are kept: a server may be newer than this client.
"""

GraderStringCheckOperationValues: Final = frozenset({"eq", "ne", "like", "ilike"})
"""The values that the description knows."""
