"""What remains to be compared: the whole of a description, and all that no rule has looked at."""

import json
from typing import Any

from fine_tuning_contract.description.json_values import is_array, is_object, object_in
from fine_tuning_contract.description.pointers import pointer_to
from fine_tuning_contract.description.selection import METHODS

from . import credentials
from .journal import Journal, Scene, alike, plain, pointer_of
from .schemas import compare_rest
from .sides import Side

_WORDS = {
    "tags": "tags-changed",
    "externalDocs": "documentation-changed",
    "openapi": "spelling-changed",
}
# What each operation is asked about by itself.
_OF_OPERATIONS = frozenset({"info", "paths", "components", "security", "servers"})
_SCHEMAS = "#/components/schemas/"
# No part that is no schema refers to another more often than this.
_DEEPEST = 8
# Parts that whoever refers to them has compared.
_REFERRED = frozenset({"parameters", "headers", "requestBodies", "responses", "links", "pathItems"})


def compare(journal: Journal) -> None:
    """Compare what is no operation, and see to it that no difference stays untold."""
    old, new = journal.old.content, journal.new.content
    scene = Scene(journal, "", "both", "")
    one, other = object_in(old, "info"), object_in(new, "info")
    for key in sorted(one.keys() | other.keys()):
        scene.inside("info", key, said=f"info/{key}").differ(
            "info-changed", "words", one.get(key), other.get(key)
        )
    for key, rule in _WORDS.items():
        scene.inside(key).differ(rule, "words", old.get(key), new.get(key))
    scene.inside("servers").differ(
        "servers-changed", "other", old.get("servers"), new.get("servers")
    )
    credentials.compare_schemes(journal)
    credentials.compare_unused_schemes(journal)
    compare_rest(scene, old, new, _OF_OPERATIONS | _WORDS.keys())
    _compare_components(scene)
    _tell_what_is_untold(journal)


def _compare_components(scene: Scene) -> None:
    """Compare components that no operation has led to."""
    journal = scene.journal
    old, new = (object_in(side.content, "components") for side in (journal.old, journal.new))
    compared = {name for pair in journal.users for name in (pair.old, pair.new)}
    for kind in sorted((old.keys() | new.keys()) - {"securitySchemes"}):
        before, after = object_in(old, kind), object_in(new, kind)
        for name in sorted(before.keys() | after.keys()):
            there = scene.inside("components", kind, name, said=f"{kind}/{name}")
            if kind in _REFERRED:
                _compare_referred(there, before.get(name), after.get(name))
            elif kind != "schemas":
                there.differ("something-else-changed", "other", before.get(name), after.get(name))
            elif name not in compared and not (name in before and name in after):
                _came_or_went(there, name, came=name in after)
            elif name not in compared:
                there.differ("schema-changed", "other", before.get(name), after.get(name))


def _compare_referred(scene: Scene, old: Any, new: Any) -> None:
    told = any(
        each.change.pointers[0].startswith(scene.old_at)
        or each.change.pointers[1].startswith(scene.new_at)
        for each in scene.journal.notes
    )
    if (old is None) != (new is None):
        message = "it is described" if old is None else "it is described no more"
        scene.tell("component-changed", "words", message)
    elif not told and not alike(_in_any_order(old), _in_any_order(new)):
        scene.differ("something-else-changed", "other", old, new)


def _came_or_went(scene: Scene, name: str, *, came: bool) -> None:
    rule = "model-added" if came else "model-removed"
    message = f"{name} is {'new' if came else 'gone'}"
    scene.tell(rule, "words", message, callers="safe" if came else "breaking")


def _tell_what_is_untold(journal: Journal) -> None:
    """Tell of each schema and each operation that differs, and of which nothing was told."""
    told = {note.owner for note in journal.notes}
    for pair in [each for each in journal.users if each not in told]:
        at = [pointer_of(name) for name in (pair.old, pair.new)]
        sides = (journal.old, journal.new)
        values = [
            side.resolve({"$ref": f"#{each}"}, "")[0] for side, each in zip(sides, at, strict=True)
        ]
        _tell_untold(Scene(journal, pair, pair.direction, pair.new, *at), *values)
    before, after = (object_in(side.content, "paths") for side in (journal.old, journal.new))
    for path in sorted(before.keys() | after.keys()):
        items = (object_in(before, path), object_in(after, path))
        names = [
            f"{each.upper()} {path}" for each in METHODS if any(each in item for item in items)
        ]
        # A path that one side alone has was told with its operations, if it has any.
        if not told & {*names} and ((path in before) == (path in after) or not names):
            place = pointer_to("paths", path)
            scene = Scene(journal, names[0] if names else "", "both", path, place, place)
            one, other = map(_written_out, (journal.old, journal.new), items)
            _tell_untold(scene, one, other, came=(path in before) != (path in after))


def _written_out(side: Side, value: Any, depth: int = 0) -> Any:
    """Return a value with all references written out, those to schemas apart."""
    if is_array(value):
        return [_written_out(side, below, depth) for below in value]
    if not is_object(value):
        return value
    target = str(value.get("$ref", ""))
    if target and not target.startswith(_SCHEMAS) and depth < _DEEPEST:
        return _written_out(side, side.resolve(value, "")[0], depth + 1)
    return {key: _written_out(side, below, depth) for key, below in value.items()}


def _tell_untold(scene: Scene, old: Any, new: Any, *, came: bool = False) -> None:
    one, other = (_in_any_order(plain(each)) for each in (old, new))
    if came or not alike(one, other):
        scene.tell("something-else-changed", "other", "it is another", told=f"{old!r} {new!r}")


def _in_any_order(value: Any) -> Any:
    """Return a value with all its lists sorted, as their order says nothing in most places."""
    if is_object(value):
        return {key: _in_any_order(below) for key, below in value.items()}
    if is_array(value):
        return sorted(map(_in_any_order, value), key=lambda each: json.dumps(each, default=str))
    return value
