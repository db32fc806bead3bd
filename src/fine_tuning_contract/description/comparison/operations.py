"""Operations compared: which came, which went, and what the others became."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from fine_tuning_contract.description.json_values import array_in, object_in
from fine_tuning_contract.description.pointers import pointer_to
from fine_tuning_contract.description.selection import METHODS

from . import credentials, messages
from .changes import shown
from .journal import Journal, Scene, alike
from .schemas import compare_rest

_WORDS = {
    "summary": "description-changed",
    "description": "description-changed",
    "externalDocs": "documentation-changed",
}
_NAMING = ("operationId", "tags", "x-speakeasy-group", "x-speakeasy-name-override")
_COMPARED = frozenset(
    {"deprecated", "parameters", "requestBody", "responses", "security", *_WORDS, *_NAMING}
)


@frozen
class Operation:
    """An operation, with the path item that it stands in and its place."""

    path: str
    method: str
    stated: dict[str, Any]
    item: dict[str, Any]

    @property
    def name(self) -> str:
        """Method and path, as people say it."""
        return f"{self.method.upper()} {self.path}"

    @property
    def at(self) -> str:
        """The pointer to it."""
        return pointer_to("paths", self.path, self.method)

    @property
    def identity(self) -> str:
        """What stays the same when a parameter in the path gets another name."""
        return f"{self.method} {re.sub(r'{[^}]*}', '{}', self.path)}"

    @property
    def python_name(self) -> str:
        """Where the generated client has it: the group, then the method."""
        group = self.stated.get("x-speakeasy-group") or next(
            iter(array_in(self.stated, "tags")), "default"
        )
        spelt = re.sub(r"\W+", "_", f"{self.method}_{self.path}").strip("_")
        stated = self.stated.get("x-speakeasy-name-override") or self.stated.get("operationId")
        return f"{group}.{stated or spelt}"


def compare(journal: Journal) -> None:
    """Compare all operations of two descriptions."""
    before, after = (list(_operations(side.content)) for side in (journal.old, journal.new))
    for old, new in _matched(before, after):
        _compare(journal, old, new)


def _operations(content: Mapping[str, Any]) -> Iterator[Operation]:
    for path in object_in(content, "paths"):
        item = object_in(content, "paths", path)
        for method in METHODS:
            if method in item:
                yield Operation(path, method, object_in(item, method), item)


def _matched(
    before: list[Operation], after: list[Operation]
) -> Iterator[tuple[Operation | None, Operation | None]]:
    """Yield operations that stand for each other; with None, those that have no other."""
    rest = list(after)
    for look in _WAYS_TO_KNOW:
        left: list[Operation] = []
        for old in before:
            found = next((each for each in rest if look(each) and look(each) == look(old)), None)
            if found is None:
                left.append(old)
            else:
                rest.remove(found)
                yield old, found
        before = left
    yield from ((old, None) for old in before)
    yield from ((None, new) for new in rest)


def _spelt(operation: Operation) -> str:
    return operation.name


def _identity(operation: Operation) -> str:
    return operation.identity


def _id(operation: Operation) -> str:
    return str(operation.stated.get("operationId") or "")


# How an operation is known again, the surest way first.
_WAYS_TO_KNOW: tuple[Callable[[Operation], str], ...] = (_spelt, _identity, _id)


def _compare(journal: Journal, old: Operation | None, new: Operation | None) -> None:
    here = new or old
    if here is None:
        return
    old_at, new_at = (each.at if each else "/paths" for each in (old, new))
    scene = Scene(journal, here.name, "request", here.name, old_at, new_at)
    if old and new:
        _compare_both(scene, old, new)
    elif new:
        scene.tell("operation-added", "wider", f"{new.python_name}() is new")
    else:
        scene.tell("operation-removed", "narrower", f"{here.python_name}() is gone")


def _compare_both(scene: Scene, old: Operation, new: Operation) -> None:
    _compare_names(scene, old, new)
    _compare_notes(scene, old, new)
    renamed = dict(zip(_placeholders(old.path), _placeholders(new.path), strict=False))
    messages.compare_parameters(scene, old, new, renamed if old.identity == new.identity else {})
    if old.path != new.path and old.identity == new.identity and not _is_told(scene):
        scene.tell("path-respelt", "words", f"{old.path} is written {new.path} now")
    messages.compare_bodies(scene, old.stated.get("requestBody"), new.stated.get("requestBody"))
    messages.compare_answers(scene, object_in(old.stated, "responses"), new.stated)
    credentials.compare_needs(
        scene,
        old.stated.get("security", scene.journal.old.content.get("security")),
        new.stated.get("security", scene.journal.new.content.get("security")),
    )
    for key in sorted((old.item.keys() | new.item.keys()) - {*METHODS, "parameters"}):
        _compare_item(scene.named(f"{scene.where}: path"), key, old.item, new.item)
    handled = _COMPARED | {"servers"}
    _compare_servers(scene, old.stated.get("servers"), new.stated.get("servers"))
    compare_rest(scene, old.stated, new.stated, handled)


def _is_told(scene: Scene) -> bool:
    rules = {each.change.rule for each in scene.journal.notes if each.owner == scene.owner}
    return "parameter-renamed" in rules


def _placeholders(path: str) -> list[str]:
    return re.findall(r"{([^}]*)}", path)


def _compare_names(scene: Scene, old: Operation, new: Operation) -> None:
    if old.identity != new.identity:
        scene.tell("operation-moved", "other", f"{old.name} is {new.name} now", callers="breaking")
    if old.python_name != new.python_name:
        message = f"{old.python_name}() is {new.python_name}() now"
        scene.tell("method-renamed", "words", message, callers="breaking")
    one, other = old.stated.get("operationId"), new.stated.get("operationId")
    _beside(scene, "operationId").differ("operation-id-changed", "words", one, other)
    for key in _NAMING[1:]:
        there = _beside(scene, key)
        one, other = old.stated.get(key), new.stated.get(key)
        there.differ("naming-changed", "words", one, other)


def _compare_notes(scene: Scene, old: Operation, new: Operation) -> None:
    was, is_now = old.stated.get("deprecated"), new.stated.get("deprecated")
    if bool(was) != bool(is_now):
        rule = "operation-deprecated" if is_now else "operation-no-longer-deprecated"
        message = "it is deprecated" if is_now else "it is no longer deprecated"
        scene.tell(rule, "words", message, callers="safe")
    elif not alike(was, is_now):
        scene.tell("spelling-changed", "words", "`deprecated: false` is written, or no longer")
    for key, rule in _WORDS.items():
        _beside(scene, key).differ(rule, "words", old.stated.get(key), new.stated.get(key))


def _compare_item(scene: Scene, key: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    if key == "servers":
        _compare_servers(scene, old.get(key), new.get(key))
        return
    if key in _WORDS:
        _beside(scene, key).differ(_WORDS[key], "words", old.get(key), new.get(key))
        return
    compare_rest(scene, _only(old, key), _only(new, key), frozenset())


def _beside(scene: Scene, key: str) -> Scene:
    return scene.inside(key).named(f"{scene.where}: {key}")


def _only(item: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: item[key]} if key in item else {}


def _compare_servers(scene: Scene, old: Any, new: Any) -> None:
    if not alike(old, new):
        message = f"{shown(old)} became {shown(new)}"
        scene.inside("servers").tell("servers-changed", "other", message, told=f"{old!r} {new!r}")
