"""Unions compared: which variants came, which went, and what the others became."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from fine_tuning_contract.description.json_values import array_in, object_in
from fine_tuning_contract.description.spellings import ORIGIN

from .changes import shown
from .journal import Scene, alike, plain, schema_name
from .sides import Side

_KEYS = ("anyOf", "oneOf")
_NULL = {"type": "null"}

Compare = Callable[[Scene, Any, Any], None]


def is_union(schema: Any) -> bool:
    """Return whether a schema says that a value is one of several."""
    return _key(schema) is not None


def is_one_of(single: Any, union: Any) -> bool:
    """Return whether a reference is to one of the variants of a union."""
    name = schema_name(single)
    return name is not None and name in map(schema_name, _variants(union))


def compare(scene: Scene, old: Any, new: Any, compare_schemas: Compare) -> None:
    """Compare two schemas of which one at least is a union; the other is a union of one."""
    beside_old, beside_new = _beside(old), _beside(new)
    before, after = _variants(old), _variants(new)
    for one, other in matched(scene, before, after):
        if one is None:
            _tell(scene, other, came=True)
        elif other is None:
            _tell(scene, one, came=False)
        else:
            compare_schemas(scene.named(f"{scene.where}({label(other)})"), one, other)
    if _key(old) and _key(new) and _key(old) != _key(new):
        message = f"{_key(old)} became {_key(new)}"
        scene.tell("union-changed", "words", message, callers="none")
    _compare_tags(scene, old, new)
    if _key(old) and _key(new):
        compare_schemas(scene, beside_old, beside_new)


def matched(
    scene: Scene, old: Sequence[Any], new: Sequence[Any]
) -> Iterator[tuple[Any | None, Any | None]]:
    """Yield variants that stand for each other; with None, those that have no other."""
    rest = list(new)
    left: list[Any] = []
    for one in old:
        found = next((other for other in rest if alike(one, other)), None)
        if found is None:
            left.append(one)
        else:
            rest.remove(found)
            yield one, found
    for one in left:
        name = _identity(scene.journal.old, one)
        found = next((each for each in rest if _identity(scene.journal.new, each) == name), None)
        if found is not None:
            rest.remove(found)
        yield one, found
    yield from ((None, other) for other in rest)


def label(variant: Any) -> str:
    """Return what messages call a variant: its name, or its type, or itself."""
    name = schema_name(variant)
    return name or str(object_in({"it": variant}, "it").get("type") or shown(plain(variant)))


def _tell(scene: Scene, variant: Any, *, came: bool) -> None:
    if plain(variant) == _NULL:
        rule = "became-nullable" if came else "became-not-nullable"
        message = "null is allowed" if came else "null is no longer allowed"
    else:
        rule = "variant-added" if came else "variant-removed"
        message = f"{label(variant)} is {'a new variant' if came else 'no variant any more'}"
    scene.tell(rule, "wider" if came else "narrower", message, told=repr(plain(variant)))


def _identity(side: Side, variant: Any) -> str:
    """Return by what a variant is known again: its tag, its name or its type."""
    name = schema_name(variant)
    target, _ = side.resolve(variant, "")
    properties = object_in({"it": target}, "it", "properties")
    tags = [
        f"{member}={shown(schema['const'])}"
        for member, schema in sorted(properties.items())
        if "const" in object_in({"it": schema}, "it")
    ]
    if tags:
        return " ".join(tags)
    return name or f"type {shown(object_in({'it': variant}, 'it').get('type'))}"


def _key(schema: Any) -> str | None:
    return next((key for key in _KEYS if object_in({"it": schema}, "it").get(key)), None)


def _variants(schema: Any) -> list[Any]:
    key = _key(schema)
    return array_in(schema, key) if key else [schema]


def _beside(schema: Any) -> dict[str, Any]:
    whole = object_in({"it": schema}, "it")
    return {key: whole[key] for key in whole if key not in {*_KEYS, "discriminator", ORIGIN}}


def _compare_tags(scene: Scene, old: Any, new: Any) -> None:
    before = object_in({"it": old}, "it").get("discriminator")
    after = object_in({"it": new}, "it").get("discriminator")
    if alike(before, after) or not (_key(old) and _key(new)):
        return
    tag, other = (object_in({"it": each}, "it").get("propertyName") for each in (before, after))
    # A mapping that grows or shrinks says what the variants say; another member is news.
    there = scene.inside("discriminator")
    if tag != other and tag and other:
        there.differ("discriminator-changed", "other", before, after)
    else:
        there.differ("discriminator-changed", "words", before, after, callers="safe")
