"""
Actions of overlays, carried out on a description, with word of what they did.

The rules are those of the Overlay Specification 1.0 and 1.1. Where it is silent or differs
with its own test sets, this is what happens:

- `update` and `copy` in one action: an error, as each is said to have no effect beside the other.
- `copy` from no place or from several: an error.
- Removing `$`: an error.
- Nested matches: each is removed or updated once; an error if an update of the outer one
  reaches into an inner one, which would then be updated twice.
- An array as update of an array is joined on in 1.0 too, as 1.1 says outright.
- Updating a primitive is an error in 1.0, which does not have it; removing one is not, as the
  standard's own sets for 1.0 do so.
- Null counts as a primitive.
- An action with no effect at all is applied and reported.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Never

from attrs import define, field
from jsonpath_rfc9535 import JSONPathNode

from .documents import Document
from .failures import DescriptionError
from .json_values import copied, is_array, is_object
from .overlays import Action, Overlay, read_overlay
from .references import Path as Location
from .targets import find, near_miss, path_text

Unmatched = Literal["error", "warn", "ignore"]


@define(frozen=True)
class Change:
    """One place that an action wrote to or removed."""

    at: Location
    action: Action
    overlay: Overlay
    did: Literal["set", "added", "removed"]

    @property
    def author(self) -> str:
        """The action as messages name it."""
        return f"{self.action.where}: action {self.action.number}"


@define(frozen=True)
class Applied:
    """A description after overlays, what to know about them, and all they changed."""

    content: dict[str, Any] = field(repr=False)
    warnings: tuple[str, ...]
    changes: tuple[Change, ...] = field(repr=False)


def apply_overlays(
    document: Document,
    overlays: Sequence[Overlay | Path | str],
    *,
    unmatched: Unmatched = "error",
) -> Applied:
    """
    Return a document's content after all overlays, in the order given.

    Raises DescriptionError for an action that cannot be carried out, and, unless told
    otherwise, one that names every action whose target matches nothing.
    """
    run = _Run(content=copied(document.content), name=str(document.path))
    for each in overlays:
        overlay = each if isinstance(each, Overlay) else read_overlay(each)
        run.check_extends(overlay, document)
        for action in overlay.actions:
            run.carry_out(overlay, action)
    if run.unmatched and unmatched == "error":
        raise DescriptionError("\n".join(run.unmatched))
    misses = run.unmatched if unmatched == "warn" else []
    return Applied(run.content, (*misses, *run.warnings), tuple(run.changes))


def kind_of(value: Any) -> str:
    """Return which of the standard's three kinds a value is of."""
    if is_object(value):
        return "object"
    return "array" if is_array(value) else "primitive"


@define
class _Run:
    """The document in the works."""

    content: dict[str, Any]
    name: str
    unmatched: list[str] = field(factory=list[str])
    warnings: list[str] = field(factory=list[str])
    changes: list[Change] = field(factory=list[Change])
    _writers: dict[Location, Change] = field(factory=dict[Location, Change])

    def check_extends(self, overlay: Overlay, document: Document) -> None:
        meant = overlay.document
        if meant and meant.exists() and meant.resolve() != document.path.resolve():
            self.warnings.append(f"{overlay.path}: extends {meant}, is applied to {document.path}")

    def carry_out(self, overlay: Overlay, action: Action) -> None:
        step = _Step(self, overlay, action)
        if not (action.remove or action.has_update or action.copy is not None):
            self.warnings.append(f"{step}: has no update, copy or remove: true; delete it")
            return
        nodes = step.find(action.target)
        if not nodes:
            self.unmatched.append(step.miss())
        elif action.remove:
            step.remove(nodes)
        else:
            step.update(nodes)

    def note(self, change: Change) -> None:
        before = self._writers.get(change.at)
        if before and change.did != "added" and before.overlay.path != change.overlay.path:
            self.warnings.append(
                f"{change.author}: overrides what {before.author} did at "
                f"{path_text(change.at)}; keep one of the two"
            )
        self.changes.append(change)
        self._writers[change.at] = change

    def forget(self, array: Location) -> None:
        """Drop what is known about the items of an array whose places have shifted."""
        size = len(array)
        for at in [at for at in self._writers if len(at) > size and at[:size] == array]:
            del self._writers[at]


@define
class _Step:
    """One action at work."""

    run: _Run
    overlay: Overlay
    action: Action

    def __str__(self) -> str:
        return f"{self.action.where}: action {self.action.number}"

    def find(self, target: str) -> list[JSONPathNode]:
        try:
            return find(target, self.run.content)
        except DescriptionError as error:
            return self.fail(str(error), "see RFC 9535 for the syntax")

    def miss(self) -> str:
        lost = near_miss(self.action.target, self.run.content)
        return (
            f"{self}: target {self.action.target} matches nothing in {self.run.name}: {lost}; "
            "correct the target, or delete the action if it is no longer needed"
        )

    def fail(self, what: str, remedy: str) -> Never:
        message = f"{self}: {what}; {remedy}"
        raise DescriptionError(message)

    def note(self, at: Location, did: Literal["set", "added", "removed"]) -> None:
        self.run.note(Change(at, self.action, self.overlay, did))

    def remove(self, nodes: list[JSONPathNode]) -> None:
        for node in nodes:
            if node.parent is None:
                self.fail("removes the whole document", "select a part of it")
        # Last first, so that the indexes of an array's earlier items stay true.
        for node in sorted(nodes, key=_last_first, reverse=True):
            self._remove(node)

    def _remove(self, node: JSONPathNode) -> None:
        parent: Any = node.parent.value if node.parent else None
        key: Any = node.location[-1]
        del parent[key]
        self.note(node.location, "removed")
        if is_array(parent):
            self.run.forget(node.location[:-1])

    def update(self, nodes: list[JSONPathNode]) -> None:
        value = self._source()
        kinds = {kind_of(node.value) for node in nodes}
        if len(kinds) > 1:
            mixed = " and ".join(sorted(kinds))
            self.fail(f"target {self.action.target} selects {mixed}", "select one kind only")
        self._refuse_nested(nodes, value)
        before = len(self.run.changes)
        for node in nodes:
            self._update(node, copied(value))
        if len(self.run.changes) == before:
            self.run.warnings.append(
                f"{self}: changes nothing at {self.action.target}: the document says so "
                "already; delete the action"
            )

    def _source(self) -> Any:
        if self.action.copy is None:
            return self.action.update
        if self.action.has_update:
            self.fail("has both update and copy", "write two actions")
        nodes = self.find(self.action.copy)
        if len(nodes) != 1:
            self.fail(
                f"copy {self.action.copy} selects {len(nodes)} places in {self.run.name}",
                "it should select exactly one",
            )
        return copied(nodes[0].value)

    def _refuse_nested(self, nodes: list[JSONPathNode], value: Any) -> None:
        """Refuse an update that changes one selected place by way of another."""
        if len(nodes) == 1 or not is_object(value):
            return
        selected = {node.location for node in nodes}
        for location in selected:
            for end in range(len(location)):
                if location[:end] in selected and location[end] in value:
                    inner, outer = path_text(location), path_text(location[:end])
                    self.fail(f"would update {inner} twice, once through {outer}", "split it")

    def _update(self, node: JSONPathNode, value: Any) -> None:
        target: Any = node.value
        self._check_kinds(target, value, node.location)
        if is_object(target):
            self._merge(target, value, node.location)
        elif is_array(target):
            self._append(target, value if is_array(value) else [value], node.location)
        elif self.overlay.minor == 0:
            self.fail(
                f"target {self.action.target} selects a primitive, which Overlay 1.0 cannot update",
                "select the object around it, or declare overlay: 1.1.0",
            )
        elif node.parent is not None:
            parent: Any = node.parent.value
            self._put(parent, node.location[-1], value, node.location)

    def _check_kinds(self, target: Any, value: Any, at: Location) -> None:
        # An array takes anything: another array is joined on, all else becomes its last item.
        if is_array(target) or kind_of(target) == kind_of(value):
            return
        self.fail(
            f"{path_text(at)} is an {kind_of(target)}, the update an {kind_of(value)}".replace(
                "an primitive", "a primitive"
            ),
            "remove the old value in an action of its own first",
        )

    def _merge(self, target: dict[str, Any], value: dict[str, Any], at: Location) -> None:
        for key, below in value.items():
            here = (*at, key)
            if key not in target:
                target[key] = below
                self.note(here, "added")
            elif is_object(target[key]):
                self._check_kinds(target[key], below, here)
                self._merge(target[key], below, here)
            elif is_array(target[key]):
                self._join(target[key], below, here)
            else:
                self._check_kinds(target[key], below, here)
                self._put(target, key, below, here)

    def _join(self, target: list[Any], value: Any, at: Location) -> None:
        if not is_array(value):
            self.fail(
                f"{path_text(at)} is an array, the update has {kind_of(value)} there",
                "write an array to append to it",
            )
        self._append(target, value, at)

    def _append(self, target: list[Any], items: list[Any], at: Location) -> None:
        if items and all(item in target for item in items):
            self.run.warnings.append(
                f"{self}: what it appends to {path_text(at)} stands there already; "
                "delete the action"
            )
        for item in items:
            target.append(item)
            self.note((*at, len(target) - 1), "added")

    def _put(self, parent: Any, key: Any, value: Any, at: Location) -> None:
        if parent[key] == value and type(parent[key]) is type(value):
            return
        parent[key] = value
        self.note(at, "set")


def _last_first(node: JSONPathNode) -> tuple[tuple[int, str, int], ...]:
    return tuple((1, "", part) if isinstance(part, int) else (0, part, 0) for part in node.location)
