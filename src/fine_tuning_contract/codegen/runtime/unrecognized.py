"""What the description does not know, kept as it came."""

from __future__ import annotations

from typing import Any

from .json_values import is_mapping


class Unrecognized:
    """
    A value that is of no described kind: a variant added after this client was made, for example.

    `raw` holds it as it came, and it is sent back unchanged.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: Any) -> None:
        """Keep the value."""
        self.raw = raw

    def __getitem__(self, name: str) -> Any:
        """Return a member of the raw object."""
        return self.raw[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a member of the raw object, or the default where it has none or is no object."""
        return self.raw.get(name, default) if is_mapping(self.raw) else default

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same."""
        return isinstance(other, Unrecognized) and self.raw == other.raw

    __hash__ = None  # type: ignore[assignment] # what it holds can be changed

    def __repr__(self) -> str:
        """Return what it holds."""
        return f"Unrecognized({self.raw!r})"
