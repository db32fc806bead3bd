"""What the description does not know, kept as it came."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from .json_values import is_mapping


@frozen
class Unrecognized:
    """
    A value that is of no described kind: a variant added after this client was made, for example.

    `raw` holds it as it came, and it is sent back unchanged.
    """

    raw: Any

    def __getitem__(self, name: str) -> Any:
        """Return a member of the raw object."""
        return self.raw[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a member of the raw object, or the default where it has none or is no object."""
        return self.raw.get(name, default) if is_mapping(self.raw) else default
