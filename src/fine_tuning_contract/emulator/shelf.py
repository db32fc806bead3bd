"""Answers that stay true for a while, kept ready until the data or the time make them stale."""

from collections.abc import Hashable
from typing import Any

import attrs

from fine_tuning_contract.emulator.access import Caller

_MOST = 4096
_MOST_BYTES = 16 * 2**20


@attrs.frozen
class Lasting:
    """A view that is true from the time it was made until another, if no data change."""

    view: dict[str, Any]
    since: float
    until: float


@attrs.frozen
class Ready:
    """An answer that is kept: its content, to whom it was given, and how long it stays true."""

    content: bytes
    caller: Caller
    mark: Hashable
    since: float
    until: float


@attrs.define
class Shelf:
    """The answers that are ready; the oldest make room for the newest."""

    _kept: dict[Hashable, Ready] = attrs.field(factory=dict[Hashable, Ready])
    _mark: Hashable = None
    _bytes: int = 0

    def find(self, key: Hashable, mark: Hashable, now: float) -> Ready | None:
        """Return an answer that is still true, or None."""
        kept = self._kept.get(key)
        if kept is None or kept.mark != mark or not kept.since <= now < kept.until:
            return None
        return kept

    def has(self, key: Hashable) -> bool:
        """Tell whether an answer is kept, be it true or not."""
        return key in self._kept

    def keep(self, key: Hashable, ready: Ready) -> None:
        """Keep an answer."""
        if ready.mark != self._mark:
            # Something was changed: none of the others will ever be true again.
            self._kept.clear()
            self._mark, self._bytes = ready.mark, 0
        self._forget(key)
        self._kept[key] = ready
        self._bytes += len(ready.content)
        while len(self._kept) > _MOST or self._bytes > _MOST_BYTES:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: Hashable) -> None:
        forgotten = self._kept.pop(key, None)
        if forgotten is not None:
            self._bytes -= len(forgotten.content)
