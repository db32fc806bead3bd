"""Who wrote which place of a description last, so that overlays that undo another's work show."""

from collections.abc import Iterator
from typing import Literal

from attrs import define, field

from .overlays import Action, Overlay
from .references import Path as Location

Deed = Literal["set", "added", "removed"]


@define(frozen=True)
class Change:
    """One place that an action wrote to or removed, as it was numbered at that time."""

    at: Location
    action: Action
    overlay: Overlay
    did: Deed

    @property
    def author(self) -> str:
        """The action as messages name it."""
        return f"{self.action.where}: action {self.action.number}"


@define
class Writers:
    """A tree of places, each with the change that made it what it is."""

    change: Change | None = None
    below: dict[str | int, "Writers"] = field(factory=dict[str | int, "Writers"])

    def note(self, change: Change) -> Change | None:
        """Write down a change; return one of another overlay that it undoes, if there is one."""
        rival = next(self._rivals(change), None)
        *above, last = change.at or ("",)
        place = self
        for part in above:
            place = place.below.setdefault(part, Writers())
        if change.did == "removed" and isinstance(last, int):
            place.close_up(last)
        else:
            place.below[last] = Writers(change)
        return rival

    def _rivals(self, change: Change) -> Iterator[Change]:
        """Yield the changes of other overlays that a change undoes, the nearest first."""
        return (each for each in self._undone(change) if each.overlay.path != change.overlay.path)

    def _undone(self, change: Change) -> Iterator[Change]:
        on_the_way, place = self._way(change.at)
        if change.did == "added":
            if place and place.change and place.change.did == "removed":
                yield place.change
            return
        if place:
            yield from place.all()
        # What was brought along from above is undone in part.
        yield from (each for each in reversed(on_the_way) if each.did == "added")

    def _way(self, at: Location) -> tuple[list[Change], "Writers | None"]:
        """Return the changes above a place, outermost first, and what is known of the place."""
        passed: list[Change] = []
        place: Writers | None = self
        for part in at:
            if place and place.change:
                passed.append(place.change)
            place = place.below.get(part) if place else None
        return passed, place

    def all(self) -> Iterator[Change]:
        """Yield the changes of this place and of all below it."""
        if self.change:
            yield self.change
        for each in self.below.values():
            yield from each.all()

    def close_up(self, gone: int) -> None:
        """Give the items behind one that is gone their new numbers."""
        items = sorted((part, each) for part, each in self.below.items() if isinstance(part, int))
        for part, _ in items:
            del self.below[part]
        for part, each in items:
            if part != gone:
                self.below[part - (part > gone)] = each
