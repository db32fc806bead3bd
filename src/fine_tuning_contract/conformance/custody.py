"""Knowing what a run has made itself, so that it harms nothing else."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .operations import Description, Operation
from .values import is_list, is_object

LIFECYCLE = "x-contract-lifecycle"
# A random id that a server happens to know is less likely than anything that a run depends on.
_NOBODYS = "not-ours-{}"


class Custody:
    """Remembers the ids that a server showed, and which of them it made for this run."""

    def __init__(self, description: Description, known: Iterable[str] = ()) -> None:
        """
        Take the operations, to know those that end or remove something.

        What is `known` was made for the run beforehand: it may be moved from state to state, but
        not removed.
        """
        self._known = frozenset(known)
        self._actions = frozenset(lifecycle_actions(description.content))
        self._shown: set[str] = set()
        self._ours: set[str] = set()

    def note(self, operation: Operation, status: int, body: bytes) -> None:
        """Remember the ids in an answer; those in the answer to a creation are ours."""
        if status != 200:  # noqa: PLR2004 (the only status that shows things)
            return
        ids = set(_ids(body))
        makes = operation.method == "POST" and operation.id not in self._actions
        (self._ours if makes else self._shown).update(ids)

    def spared(self, operation: Operation, path: Mapping[str, Any]) -> dict[str, Any]:
        """Return path parameters in which nothing that belongs to others is named for its end."""
        if operation.method != "DELETE" and operation.id not in self._actions:
            return dict(path)
        foreign = self._shown - self._ours
        if operation.method != "DELETE":
            foreign -= self._known
        return {
            name: _NOBODYS.format(value) if str(value) in foreign else value
            for name, value in path.items()
        }


def lifecycle_actions(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the operations that move something from state to state."""
    for schema in content.get("components", {}).get("schemas", {}).values():
        yield from schema.get(LIFECYCLE, {}).get("actions", {})


def _ids(body: bytes) -> Iterator[str]:
    try:
        value: Any = json.loads(body)
    except ValueError:
        return
    waiting: list[Any] = [value]
    while waiting:
        place = waiting.pop()
        if is_object(place):
            if isinstance(place.get("id"), str):
                yield place["id"]
            waiting += place.values()
        elif is_list(place):
            waiting += place
