"""The whole comparison: all changes, what the overlays make of them, and the release they need."""

from typing import Any

from attrs import field, frozen

from . import remainders
from .changes import Change, Release, release_for
from .journal import Journal, Pair, Scene, pointer_of
from .layers import attributed, notices
from .operations import compare as compare_operations
from .schemas import compare as compare_schemas
from .sides import Side


@frozen
class Comparison:
    """What is different between two descriptions."""

    old: Side = field(repr=False)
    new: Side = field(repr=False)
    changes: tuple[Change, ...]
    # What to know about the overlays, now that they are laid over another document.
    overlays: tuple[str, ...] = ()

    @property
    def breaking(self) -> tuple[Change, ...]:
        """The changes on which clients or callers have to act."""
        return tuple(change for change in self.changes if change.is_breaking)

    @property
    def release(self) -> Release:
        """What a release with these changes is, by semantic versioning."""
        return release_for(self.changes)


def compare(old: Side, new: Side) -> Comparison:
    """Return all that is different between two normalized descriptions."""
    journal = Journal(old, new)
    compare_operations(journal)
    while journal.waiting:
        _compare_waiting(journal)
    remainders.compare(journal)
    found = (attributed(change, old, new) for change in journal.found())
    changes = tuple(sorted(found, key=_order))
    return Comparison(old, new, changes, tuple(notices(old, new)))


def _order(change: Change) -> tuple[Any, ...]:
    return not change.is_breaking, change.effect == "words", change.where, change.rule


def _compare_waiting(journal: Journal) -> None:
    pair = journal.waiting.popleft()
    old, new = _of_pair(journal, pair)
    at = [pointer_of(name) for name in (pair.old, pair.new)]
    # What a name of both is said to be must not depend on which of the two is the older.
    said = pair.new if pair.old == pair.new else " / ".join(sorted((pair.old, pair.new)))
    compare_schemas(Scene(journal, pair, pair.direction, said, *at), old, new)


def _of_pair(journal: Journal, pair: Pair) -> tuple[Any, Any]:
    return (
        journal.old.resolve({"$ref": f"#{pointer_of(pair.old)}"}, "")[0],
        journal.new.resolve({"$ref": f"#{pointer_of(pair.new)}"}, "")[0],
    )
