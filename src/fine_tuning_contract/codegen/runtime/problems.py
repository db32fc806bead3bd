"""Where an answer differs from its description, gathered while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Problem(NamedTuple):
    """One difference: where it stands (a JSON pointer) and what was expected there."""

    pointer: str
    message: str

    def __str__(self) -> str:
        """Return place and difference in one line."""
        return f"{self.pointer or '/'}: {self.message}"


class Problems:
    """The differences found so far, and the place that is being read."""

    __slots__ = ("_found", "_path")

    def __init__(self, path: tuple[str | int, ...] = ()) -> None:
        """Begin with no problem, at the given place."""
        self._path = path
        self._found: list[Problem] = []

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._found)

    @property
    def found(self) -> tuple[Problem, ...]:
        """All problems, in the order they were met."""
        return tuple(self._found)

    def note(self, message: str) -> None:
        """Add a problem at the place that is being read."""
        self._found.append(Problem(_pointer(self._path), message))

    def inside(self, step: str | int, read: Callable[[Any, Problems], Any], value: Any) -> Any:
        """Read a value one step further in."""
        outer = self._path
        self._path = (*outer, step)
        try:
            return read(value, self)
        finally:
            self._path = outer

    def apart(self) -> Problems:
        """Return an empty list of problems at the same place, for a reading that may be dropped."""
        return Problems(self._path)

    def take(self, other: Problems) -> None:
        """Add another list's problems."""
        self._found.extend(other.found)


def _pointer(path: tuple[str | int, ...]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
