"""
Actions of overlays, carried out on a description, with word of what they did.

The rules are those of the Overlay Specification 1.0 and 1.1. Where it is silent, or differs with
its own test sets, docs/overlays.md says what happens and why.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Never

from attrs import define, field
from jsonpath_rfc9535 import JSONPathNode

from .documents import Document
from .failures import DescriptionError
from .json_values import copied, is_array, is_object, same
from .overlays import Action, Overlay, read_overlay
from .references import Path as Location
from .rivalry import Change, Deed, Writers
from .targets import find, near_miss, path_text

Unmatched = Literal["error", "warn", "ignore"]
_LONGEST_TARGET = 300

Kind = Literal["unmatched", "redundant", "rival", "other document"]


@define(frozen=True)
class Notice:
    """Something about an overlay that its author should look at."""

    kind: Kind
    text: str

    def __str__(self) -> str:
        """Return the line that tells the author."""
        return self.text


@define(frozen=True)
class Applied:
    """A description after overlays, what to know about them, and all they changed."""

    content: dict[str, Any] = field(repr=False)
    notices: tuple[Notice, ...]
    changes: tuple[Change, ...] = field(repr=False)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The notices as lines."""
        return tuple(map(str, self.notices))


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
    missed = [notice for notice in run.notices if notice.kind == "unmatched"]
    if missed and unmatched == "error":
        raise DescriptionError("\n".join(map(str, missed)))
    told = [each for each in run.notices if each.kind != "unmatched" or unmatched == "warn"]
    return Applied(run.content, (*told, *run.rivals()), tuple(run.changes))


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
    notices: list[Notice] = field(factory=list[Notice])
    changes: list[Change] = field(factory=list[Change])
    _writers: Writers = field(factory=Writers)
    _rivals: dict[tuple[str, str], Location] = field(factory=dict[tuple[str, str], Location])
    _times: Counter[tuple[str, str]] = field(factory=Counter[tuple[str, str]])

    def check_extends(self, overlay: Overlay, document: Document) -> None:
        meant = overlay.document
        if meant and meant.exists() and meant.resolve() != document.path.resolve():
            told = f"{overlay.path}: extends {meant}, is applied to {document.path}"
            self.notices.append(Notice("other document", told))

    def carry_out(self, overlay: Overlay, action: Action) -> None:
        step = _Step(self, overlay, action)
        if not (action.remove or action.has_update or action.copy is not None):
            step.tell("redundant", "has no update, copy or remove: true; delete it")
            return
        nodes = step.find(action.target)
        if not nodes:
            step.miss()
        elif action.remove:
            step.remove(nodes)
        else:
            step.update(nodes)

    def note(self, change: Change) -> None:
        self.changes.append(change)
        rival = self._writers.note(change)
        if rival:
            self._rivals.setdefault((change.author, rival.author), change.at)
            self._times[change.author, rival.author] += 1

    def rivals(self) -> list[Notice]:
        """Return a line for each two actions of different overlays that fight over a place."""
        told: list[Notice] = []
        for (later, earlier), at in self._rivals.items():
            more = self._times[later, earlier] - 1
            where = path_text(at) + (f" and {more} more places" if more else "")
            line = f"{later}: overrides what {earlier} did at {where}; keep one of the two"
            told.append(Notice("rival", line))
        return told


@define
class _Step:
    """One action at work."""

    run: _Run
    overlay: Overlay
    action: Action

    def __str__(self) -> str:
        """Return the action as messages begin, with its place and its target."""
        target = self.action.target
        shown = target if len(target) <= _LONGEST_TARGET else f"{target[:_LONGEST_TARGET]}…"
        return f"{self.action.where}: action {self.action.number}: target {shown}"

    def find(self, target: str) -> list[JSONPathNode]:
        try:
            return find(target, self.run.content)
        except DescriptionError as error:
            what = str(error).removeprefix(f"target {self.action.target} ")
            told = f"{self} {what}" if what != str(error) else f"{self}: {what}"
            message = f"{told}; see RFC 9535 for the syntax"
            raise DescriptionError(message) from None

    def miss(self) -> None:
        lost = near_miss(self.action.target, self.run.content)
        self.tell(
            "unmatched",
            f"matches nothing in {self.run.name}: {lost}; "
            "correct the target, or delete the action if it is no longer needed",
        )

    def tell(self, kind: Kind, what: str) -> None:
        self.run.notices.append(Notice(kind, f"{self} {what}"))

    def fail(self, what: str, remedy: str) -> Never:
        message = f"{self}: {what}; {remedy}"
        raise DescriptionError(message)

    def note(self, at: Location, did: Deed) -> None:
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

    def update(self, nodes: list[JSONPathNode]) -> None:
        value = self._source()
        kinds = {kind_of(node.value) for node in nodes}
        if len(kinds) > 1:
            mixed = " and ".join(sorted(kinds))
            self.fail(f"selects {mixed}", "select one kind only")
        self._refuse_nested(nodes, value)
        before = len(self.run.changes)
        for node in nodes:
            self._update(node, copied(value))
        if len(self.run.changes) == before:
            self.tell(
                "redundant", "changes nothing: the document says so already; delete the action"
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
                "selects a primitive, which Overlay 1.0 cannot update",
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
        if items and all(any(same(item, each) for each in target) for item in items):
            self.tell(
                "redundant",
                f"appends to {path_text(at)} what stands there already, which is there twice now; "
                "take that out of the action",
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
