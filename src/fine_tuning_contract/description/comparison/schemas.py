"""Schemas compared: keyword by keyword, and property by property."""

from collections.abc import Mapping
from typing import Any

from fine_tuning_contract.description.json_values import array_in, is_array, is_object, object_in
from fine_tuning_contract.description.spellings import ORIGIN

from . import variants
from .changes import Effect, Verdict, Verdicts, shown
from .journal import Pair, Scene, alike, plain, schema_name

_WORDS = {
    "description": "description-changed",
    "title": "title-changed",
    "example": "example-changed",
    "examples": "example-changed",
    "externalDocs": "documentation-changed",
    "$comment": "description-changed",
    "xml": "xml-changed",
}
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains")
_UNIONS = ("anyOf", "oneOf", "allOf", "discriminator")
# Keywords that hold a schema; without them anything goes.
_BELOW = ("items", "propertyNames", "contains", "unevaluatedProperties", "unevaluatedItems")
_HANDLED = frozenset(
    {"$ref", ORIGIN, "type", "enum", "const", "properties", "required", "additionalProperties"}
    | {*_BELOW, "multipleOf", "pattern", "format", "uniqueItems", "default", "deprecated"}
    | {*_LOWER, *_UPPER, *_UNIONS, *_WORDS}
)
# Formats that somebody holds a value to; all others are notes for a reader.
_CHECKED_FORMATS = frozenset(
    {"date", "date-time", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri"}
    | {"uri-reference", "uuid", "regex", "binary", "byte", "int32", "int64", "float", "double"}
)
_ANYTHING: dict[str, Any] = {}


def compare(scene: Scene, old: Any, new: Any) -> None:
    """Compare two schemas, or references to them, at one place."""
    old_name, new_name = schema_name(old), schema_name(new)
    if old_name and new_name:
        if old_name != new_name:
            message = f"{old_name} is {new_name} now"
            scene.tell("model-renamed", "words", message, callers="breaking")
        scene.journal.use(Pair(old_name, new_name, scene.direction), scene.owner)
        _compare_beside(scene, old, new)
        return
    if variants.is_one_of(old, new) or variants.is_one_of(new, old):
        variants.compare(scene, old, new, compare)
        return
    old_target, new_target, at = scene.resolved(old, new)
    compare_objects(at, _as_object(old_target), _as_object(new_target))


def compare_objects(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Compare two schemas that are no references."""
    scene = scene.among(old, new)
    if variants.is_union(old) or variants.is_union(new):
        variants.compare(scene, old, new, compare)
        return
    for look in (_types, _values, _limits, _texts, _members, _items, _notes, _parts):
        look(scene, old, new)
    compare_rest(scene, old, new, _HANDLED)


def compare_rest(
    scene: Scene, old: Mapping[str, Any], new: Mapping[str, Any], handled: frozenset[str]
) -> None:
    """Tell of every difference that no other rule has looked at."""
    for key in sorted((old.keys() | new.keys()) - handled):
        if alike(old.get(key), new.get(key)):
            if (key in old) != (key in new):
                scene.inside(key).tell("spelling-changed", "words", "null is written, or no longer")
        elif key.startswith("x-"):
            there = scene.inside(key)
            there.differ("extension-changed", "words", old.get(key), new.get(key), callers="safe")
        else:
            there = scene.inside(key)
            there.differ("something-else-changed", "other", old.get(key), new.get(key))


def _compare_beside(scene: Scene, old: Any, new: Any) -> None:
    """Compare what stands beside two references."""
    beside = {"$ref", ORIGIN, "description", "default", "deprecated", "title"}
    _notes(scene, old, new)
    compare_rest(scene, old, new, frozenset(beside | set(_WORDS)))


def _as_object(schema: Any) -> dict[str, Any]:
    if is_object(schema):
        return schema
    return {"not": {}} if schema is False else {}


def _types(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = _kinds(old), _kinds(new)
    if before == after:
        return
    if before and after and before ^ after == frozenset({"null"}):
        gained = "null" in after
        rule = "became-nullable" if gained else "became-not-nullable"
        message = "null is allowed" if gained else "null is no longer allowed"
        scene.tell(rule, "wider" if gained else "narrower", message)
        return
    effect = _effect(_spread(before), _spread(after))
    rules = {"wider": "type-widened", "narrower": "type-narrowed", "other": "type-changed"}
    message = f"{_said(before)} became {_said(after)}"
    scene.tell(rules[effect], effect, message)


def _kinds(schema: Mapping[str, Any]) -> frozenset[str]:
    stated = schema.get("type")
    names = stated if is_array(stated) else [stated] if isinstance(stated, str) else []
    return frozenset(map(str, names))


def _spread(kinds: frozenset[str]) -> frozenset[str]:
    """Return kinds so that one that holds another is a larger set; none stated is all of them."""
    every = {"null", "boolean", "object", "array", "number", "integer", "string"}
    return (
        frozenset(kinds | {"integer"} if "number" in kinds else kinds)
        if kinds
        else frozenset(every)
    )


def _effect(before: frozenset[Any], after: frozenset[Any]) -> Effect:
    if before < after:
        return "wider"
    return "narrower" if after < before else "other"


def _said(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds)) or "any type"


def _values(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = _listed(old), _listed(new)
    if before == after:
        return
    # The generated client takes values that it does not know, in answers at least.
    open_ended: Verdict | None = "safe" if scene.direction == "response" else None
    if before is None or after is None:
        rule = "enum-imposed" if before is None else "enum-lifted"
        effect: Effect = "narrower" if before is None else "wider"
        values = before if after is None else after
        scene.tell(rule, effect, f"values: {', '.join(values or ())}", callers=open_ended)
        return
    for value in sorted(after.keys() - before.keys()):
        scene.tell("enum-value-added", "wider", f"the value {value} is new", callers=open_ended)
    for value in sorted(before.keys() - after.keys()):
        scene.tell("enum-value-removed", "narrower", f"the value {value} is gone")


def _listed(schema: Mapping[str, Any]) -> dict[str, Any] | None:
    if "const" in schema:
        return {shown(schema["const"]): schema["const"]}
    if is_array(schema.get("enum")):
        return {shown(value): value for value in schema["enum"]}
    return None


def _limits(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    for key in (*_LOWER, *_UPPER):
        _limit(scene, key, old.get(key), new.get(key), is_lower=key in _LOWER)
    one, other = old.get("multipleOf"), new.get("multipleOf")
    if one != other:
        effect: Effect = "other" if one and other else "wider" if one else "narrower"
        rule = {"wider": "limit-loosened", "narrower": "limit-tightened"}.get(
            effect, "step-changed"
        )
        scene.inside("multipleOf").differ(rule, effect, one, other, callers="none")
    if bool(old.get("uniqueItems")) != bool(new.get("uniqueItems")):
        tighter = bool(new.get("uniqueItems"))
        there = scene.inside("uniqueItems")
        rule = "limit-tightened" if tighter else "limit-loosened"
        message = "items must differ" if tighter else "items may be equal"
        there.tell(rule, "narrower" if tighter else "wider", message, callers="none")
    elif old.get("uniqueItems") != new.get("uniqueItems"):
        scene.inside("uniqueItems").differ(
            "spelling-changed", "words", old.get("uniqueItems"), new.get("uniqueItems")
        )


def _limit(scene: Scene, key: str, old: Any, new: Any, *, is_lower: bool) -> None:
    if old == new and isinstance(old, bool) == isinstance(new, bool):
        return
    there = scene.inside(key)
    if _is_number(old) and _is_number(new):
        tighter = (new > old) == is_lower
    elif old is None or new is None:
        tighter = old is None
    else:
        there.differ("something-else-changed", "other", old, new)
        return
    rule = "limit-tightened" if tighter else "limit-loosened"
    there.differ(rule, "narrower" if tighter else "wider", old, new, callers="none")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _texts(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    for key in ("pattern", "format"):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        there = scene.inside(key)
        said = "added" if before is None else "removed" if after is None else "changed"
        effect: Effect = {"added": "narrower", "removed": "wider"}.get(said, "other")  # type: ignore[assignment] # one of three
        if key == "format" and not {str(before), str(after)} & _CHECKED_FORMATS:
            effect = "words"
        there.differ(f"{key}-{said}", effect, before, after, callers="none")


def _members(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    before, after = object_in(old, "properties"), object_in(new, "properties")
    old_required = frozenset(map(str, array_in(old, "required")))
    new_required = frozenset(map(str, array_in(new, "required")))
    for name in sorted(before.keys() | after.keys()):
        there = scene.inside("properties", name)
        was, is_now = name in old_required, name in new_required
        if name not in before:
            _came(there, required=is_now)
        elif name not in after:
            _went(there, required=was)
        else:
            if was != is_now:
                _demanded(there, required=is_now)
            compare(there, before[name], after[name])
    for name in sorted((old_required ^ new_required) - before.keys() - after.keys()):
        _demanded(scene.inside("required", name), required=name in new_required)
    _others(scene, old, new)


def _came(scene: Scene, *, required: bool) -> None:
    rule = "required-property-added" if required else "property-added"
    what = "a required property is new" if required else "a property is new"
    if scene.direction == "request":
        scene.tell(rule, "other" if required else "wider", what)
    elif required:
        scene.tell(rule, "narrower", what)
    else:
        # A server of the old description keeps to the new one: it need not send it.
        scene.tell(rule, "narrower", what, verdicts=Verdicts("safe", "safe", "safe"))


def _went(scene: Scene, *, required: bool) -> None:
    rule = "required-property-removed" if required else "property-removed"
    what = "a required property is gone" if required else "a property is gone"
    if scene.direction == "request":
        # A required one that is gone is two things: it may be left out, and is not understood.
        scene.tell(rule, "other" if required else "narrower", what, callers="breaking")
    else:
        scene.tell(rule, "wider", what, callers="breaking")


def _demanded(scene: Scene, *, required: bool) -> None:
    rule = "property-became-required" if required else "property-became-optional"
    message = "it is required now" if required else "it is no longer required"
    scene.tell(rule, "narrower" if required else "wider", message)


def _others(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    key = "additionalProperties"
    before, after = old.get(key, True), new.get(key, True)
    if alike(before, after):
        if (key in old) != (key in new):
            scene.inside(key).differ("spelling-changed", "words", old.get(key), new.get(key))
        return
    there = scene.inside(key)
    if before is False or after is False:
        rule = "other-properties-allowed" if before is False else "other-properties-forbidden"
        message = f"other properties are {'allowed' if before is False else 'forbidden'} now"
        there.tell(rule, "wider" if before is False else "narrower", message, callers="none")
        return
    compare(there, _ANYTHING if before is True else before, _ANYTHING if after is True else after)


def _items(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    for key in _BELOW:
        if key not in old and key not in new:
            continue
        before, after = old.get(key, _ANYTHING), new.get(key, _ANYTHING)
        there = scene.inside(key)
        compare(there, before, after)
        if (key in old) != (key in new) and not plain(before) and not plain(after):
            there.differ("spelling-changed", "words", old.get(key), new.get(key))


def _notes(scene: Scene, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    if not alike(old.get("default"), new.get("default")) or ("default" in old) != (
        "default" in new
    ):
        effect: Effect = "other" if scene.direction == "request" else "words"
        before, after = (shown(side.get("default", "none")) for side in (old, new))
        message = f"the default {before} became {after}"
        scene.inside("default").tell("default-changed", effect, message, callers="none")
    if bool(old.get("deprecated")) != bool(new.get("deprecated")):
        now = bool(new.get("deprecated"))
        rule = "schema-deprecated" if now else "schema-no-longer-deprecated"
        message = "it is deprecated" if now else "it is no longer deprecated"
        scene.tell(rule, "words", message, callers="safe")
    elif old.get("deprecated") != new.get("deprecated"):
        scene.tell("spelling-changed", "words", "`deprecated: false` is written, or no longer")
    for key, rule in _WORDS.items():
        scene.inside(key).differ(rule, "words", old.get(key), new.get(key))


def _parts(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Compare what all has to be true of a value at once."""
    before, after = array_in(old, "allOf"), array_in(new, "allOf")
    if alike(before, after):
        return
    there = scene.inside("allOf")
    for one, other in variants.matched(scene, before, after):
        if one is None:
            there.tell("part-added", "narrower", f"{variants.label(other)} has to hold as well")
        elif other is None:
            there.tell("part-removed", "wider", f"{variants.label(one)} need not hold any more")
        else:
            compare(there, one, other)
