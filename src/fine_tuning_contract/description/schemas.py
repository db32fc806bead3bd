"""Schemas: where they stand in a description, and how to rewrite all of them in one pass."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from .json_values import is_array, is_object, object_in
from .references import NAME_MAPS, VALUES, Path

Schema = dict[str, Any]

SCHEMA_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
SCHEMA_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE_SCHEMAS = (
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
)
# Schemas below these keywords are conditions on a value that is declared elsewhere.
_CONDITIONS = frozenset({"allOf", "not", "if", "then", "else", "contains", "dependentSchemas"})
UNIONS = ("anyOf", "oneOf")


@define(frozen=True)
class Place:
    """Where a schema stands."""

    at: Path
    keyword: str = ""
    components: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)

    @property
    def is_branch(self) -> bool:
        """Whether the schema is one of the choices of a union."""
        return self.keyword in UNIONS

    @property
    def is_condition(self) -> bool:
        """Whether the schema only restricts what another schema declares."""
        return self.keyword in _CONDITIONS

    def below(self, keyword: str, *more: str | int) -> "Place":
        """Return the place of a part of this schema."""
        return Place((*self.at, keyword, *more), keyword, self.components)

    def referred(self, schema: Any) -> Any:
        """Return the component that a schema refers to, or the schema itself."""
        if not is_object(schema):
            return schema
        name = str(schema.get("$ref", "")).removeprefix("#/components/schemas/")
        return self.components.get(name, schema)


Rewrite = Callable[[Schema, Place], Schema]


def union_key(schema: Schema) -> str:
    """Return the keyword under which a schema lists choices, or nothing."""
    return next((key for key in UNIONS if is_array(schema.get(key))), "")


def rewrite_schemas(content: dict[str, Any], rewrite: Rewrite) -> dict[str, Any]:
    """Return a description in which every schema, inner ones first, has been rewritten."""
    components = object_in(content, "components", "schemas")
    rewritten: dict[str, Any] = _Pass(rewrite, components).openapi(content, ())
    return rewritten


def rewrite_schema(schema: Any, place: Place, rewrite: Rewrite) -> Any:
    """Return one schema after all its inner schemas and it itself have been rewritten."""
    if not is_object(schema):
        return schema
    inner = {key: _inner(key, value, place, rewrite) for key, value in schema.items()}
    return rewrite(inner, place)


def _inner(key: str, value: Any, place: Place, rewrite: Rewrite) -> Any:
    if key in SCHEMA_MAPS and is_object(value):
        return {
            name: rewrite_schema(below, place.below(key, name), rewrite)
            for name, below in value.items()
        }
    if key in SCHEMA_LISTS and is_array(value):
        return [
            rewrite_schema(below, place.below(key, index), rewrite)
            for index, below in enumerate(value)
        ]
    if key in SINGLE_SCHEMAS:
        return rewrite_schema(value, place.below(key), rewrite)
    return value


@define
class _Pass:
    """One walk over a description."""

    rewrite: Rewrite
    components: Mapping[str, Any]

    def openapi(self, part: Any, at: Path) -> Any:
        if is_array(part):
            return [self.openapi(item, (*at, index)) for index, item in enumerate(part)]
        if not is_object(part):
            return part
        return {key: self._value(key, value, (*at, key)) for key, value in part.items()}

    def _value(self, key: str, value: Any, at: Path) -> Any:
        if key in VALUES or key.startswith("x-"):
            return value
        if key == "schema":
            return rewrite_schema(value, Place(at, "", self.components), self.rewrite)
        if key in NAME_MAPS and is_object(value):
            return {name: self._named(key, part, (*at, name)) for name, part in value.items()}
        return self.openapi(value, at)

    def _named(self, key: str, part: Any, at: Path) -> Any:
        if key == "schemas":
            return rewrite_schema(part, Place(at, "", self.components), self.rewrite)
        return self.openapi(part, at)
