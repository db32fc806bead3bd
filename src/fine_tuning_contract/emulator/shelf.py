"""Answers that stay true for a while, kept ready until the data or the time make them stale."""

from collections.abc import Hashable
from typing import Any

import attrs

_MOST = 4096


@attrs.frozen
class Lasting:
    """A view that is true from the time it was made until another, if no data change."""

    view: dict[str, Any]
    since: float
    until: float


@attrs.frozen
class _Kept:
    content: bytes
    generation: int
    since: float
    until: float


@attrs.frozen
class Shelf:
    """The answers that are ready; the oldest makes room for the newest."""

    _kept: dict[Hashable, _Kept] = attrs.field(factory=dict[Hashable, _Kept])

    def find(self, key: Hashable, generation: int, now: float) -> bytes | None:
        """Return the content that is still true, or None."""
        kept = self._kept.get(key)
        if kept is None or kept.generation != generation or not kept.since <= now < kept.until:
            return None
        return kept.content

    def keep(self, key: Hashable, content: bytes, generation: int, lasting: Lasting) -> None:
        """Keep a content for the time that its view is true."""
        while len(self._kept) >= _MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = _Kept(content, generation, lasting.since, lasting.until)
