"""What stands for a field that is not there: absent is not the same as null."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal


class Unset(Enum):
    """
    The type of `UNSET`, which is falsy and the only one of its kind.

    Copying, deep-copying and unpickling give back the same object, and type checkers narrow by
    `value is UNSET`.
    """

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        """Return false: nothing is there."""
        return False

    def __repr__(self) -> str:
        """Return the name it is imported by."""
        return "UNSET"


UNSET: Final = Unset.UNSET
