"""Components that are something or null, rewritten so that null stands where they are used."""

from collections.abc import Iterator
from typing import Any

from .json_values import array_in, is_object, object_in
from .references import component_of, references
from .schemas import UNIONS, Place, Schema, rewrite_schemas, union_key
from .spellings import NULL, accepts_only_null, without_null

_MOST_ALIASES = 10


def null_at_use(content: dict[str, Any]) -> dict[str, Any]:
    """
    Return a description in which no component accepts null beside something else.

    A component is a type with a name, and null is no part of a type but of a place.
    """
    # An alias of such a component becomes one itself, hence the rounds.
    for _ in range(_MOST_ALIASES):
        nullable = frozenset(_nullable(content))
        if not nullable:
            break
        content = _moved(content, nullable)
    return content


def _moved(content: dict[str, Any], nullable: frozenset[str]) -> dict[str, Any]:
    def at_use(schema: Schema, place: Place) -> Schema:
        if _refers(schema, nullable) and not place.is_branch:
            about = {key: schema[key] for key in schema if key != "$ref"}
            return {**about, "anyOf": [{"$ref": schema["$ref"]}, NULL]}
        return _with_null_branch(schema, nullable)

    moved = rewrite_schemas(content, at_use)
    bare = {
        name: without_null(schema) if name in nullable else schema
        for name, schema in object_in(moved, "components", "schemas").items()
    }
    return {**moved, "components": {**moved["components"], "schemas": bare}}


def _with_null_branch(schema: Schema, nullable: frozenset[str]) -> Schema:
    for key in UNIONS:
        branches = array_in(schema, key)
        refers = any(_refers(each, nullable) for each in branches)
        if refers and not any(map(accepts_only_null, branches)):
            schema = {**schema, key: [*branches, NULL]}
    return schema


def _nullable(content: dict[str, Any]) -> Iterator[str]:
    schemas = object_in(content, "components", "schemas")
    kept = _kept(content) | _circular(schemas)
    for name, schema in schemas.items():
        if is_object(schema) and name not in kept and _is_or_null(schema):
            yield name


def _is_or_null(schema: Schema) -> bool:
    if {"allOf", "not", "if", "$ref"} & schema.keys():
        return False
    types = array_in(schema, "type")
    if types:
        return "null" in types and len(types) > 1
    null = [accepts_only_null(each) for each in array_in(schema, union_key(schema))]
    return any(null) and not all(null)


def _kept(content: dict[str, Any]) -> set[str]:
    """Return the components that are used where no null can be added."""
    kept: set[str] = set()
    for reference in references(content):
        found = component_of(reference.target)
        at = reference.at
        whole = len(reference.target.split("/")) == len(("#", "components", "schemas", "x"))
        if found and (not whole or "mapping" in at[-2:-1] or "allOf" in at[-3:-2]):
            kept.add(found[1])
    return kept


def _circular(schemas: dict[str, Any]) -> set[str]:
    """Return the components that are a choice of themselves, from which null would never go."""
    choices = {name: set(_choices(schema)) for name, schema in schemas.items()}
    return {name for name, below in choices.items() if below and name in _closure(below, choices)}


def _closure(names: set[str], choices: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = set(names)
    while waiting:
        reached |= waiting
        waiting = {each for name in waiting for each in choices.get(name, ())} - reached
    return reached


def _choices(schema: Any) -> Iterator[str]:
    """Yield the components that a schema may stand for."""
    if is_object(schema):
        yield str(schema.get("$ref", "")).removeprefix("#/components/schemas/")
        for key in UNIONS:
            for branch in array_in(schema, key):
                yield from _choices(branch)


def _refers(schema: Any, names: frozenset[str]) -> bool:
    if not is_object(schema) or "$ref" not in schema:
        return False
    return str(schema["$ref"]).removeprefix("#/components/schemas/") in names
