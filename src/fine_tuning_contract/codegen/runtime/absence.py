"""What stands for a field that is not there: absent is not the same as null."""

from __future__ import annotations

from typing import Final, Literal, final


@final
class Unset:
    """
    The type of `UNSET`, which is falsy and the only one of its kind.

    Copying, deep-copying and unpickling give back the same object, so that
    `value is UNSET` can be trusted everywhere.
    """

    __slots__ = ()
    _only: Unset | None = None

    def __new__(cls) -> Unset:
        """Return the one object of this type."""
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __bool__(self) -> Literal[False]:
        """Return false: nothing is there."""
        return False

    def __repr__(self) -> str:
        """Return the name it is imported by."""
        return "UNSET"

    def __reduce__(self) -> str:
        """Unpickle and copy to the object that this module already holds."""
        return "UNSET"


UNSET: Final = Unset()
