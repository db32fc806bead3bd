"""Spellings: small rewrites of one schema each, from all that is published to clean 3.1."""

from typing import Any

from .json_values import array_in, is_array, is_object, same
from .pointers import pointer_to
from .schemas import UNIONS, Place, Schema, union_key

# The keyword under which a schema carries the pointer of the place it came from.
ORIGIN = "x-origin"
ANNOTATIONS = (
    *("description", "default", "deprecated", "examples", "readOnly", "writeOnly"),
    ORIGIN,
)
NULL: Schema = {"type": "null"}

_TYPES: dict[str, type] = {
    "string": str,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
# Choices may refer to each other in a circle.
_DEEPEST_CHOICE = 8

_COMPOSITIONS = ("allOf", *UNIONS)


def without_title(schema: Schema, _place: Place) -> Schema:
    """Drop the title: generators take it for a class name, and two equal ones collide."""
    return _without(schema, "title")


def plural_examples(schema: Schema, _place: Place) -> Schema:
    """Turn `example`, which 3.1 deprecates in schemas, into `examples`."""
    if "example" not in schema:
        return schema
    known = array_in(schema, "examples")
    example = schema["example"]
    more = [] if _in(example, known) else [example]
    return {**_without(schema, "example"), "examples": [*more, *known]}


def numeric_bounds(schema: Schema, _place: Place) -> Schema:
    """Turn boolean exclusive bounds, as 3.0 has them, into numbers."""
    for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        flag = schema.get(exclusive)
        if not isinstance(flag, bool):
            continue
        schema = _without(schema, exclusive)
        if flag and inclusive in schema:
            schema = _renamed(schema, inclusive, exclusive)
    return schema


def type_with_null(schema: Schema, _place: Place) -> Schema:
    """Turn `nullable`, which 3.1 does not know, into a type or a choice."""
    if "nullable" not in schema:
        return schema
    plain = _without(schema, "nullable")
    return _with_null(plain) if schema["nullable"] is True else plain


def declared_object(schema: Schema, place: Place) -> Schema:
    """Say `type: object` where a schema has properties and no type."""
    if place.is_condition or "type" in schema or "properties" not in schema or "$ref" in schema:
        return schema
    return {"type": "object", **schema}


def flat_union(schema: Schema, _place: Place) -> Schema:
    """Lift a choice that stands inside a choice, where that changes nothing."""
    branches = array_in(schema, "anyOf")
    if not any(map(_is_plain_union, branches)):
        return schema
    flat: list[Any] = []
    lifted: Schema = {}
    for branch in branches:
        if _is_plain_union(branch):
            flat.extend(branch[union_key(branch)])
            lifted = {key: branch[key] for key in branch if key in ANNOTATIONS} | lifted
        else:
            flat.append(branch)
    return {**lifted, **schema, "anyOf": flat}


def unwrapped(schema: Schema, _place: Place) -> Schema:
    """Write a choice or a combination of one thing as that thing."""
    for key in _COMPOSITIONS:
        branches = array_in(schema, key)
        if len(branches) != 1 or not is_object(branches[0]):
            continue
        # With one branch left there is nothing to tell apart.
        outer = _without(_without(schema, key), "discriminator" if key in UNIONS else "")
        inner: Schema = branches[0]
        clash = [name for name in outer if name in inner and name not in ANNOTATIONS]
        if all(same(outer[name], inner[name]) for name in clash):
            schema = {**inner, **outer}
    return schema


def null_in_type(schema: Schema, _place: Place) -> Schema:
    """Write a choice between one plain type and null as a type array."""
    key = union_key(schema)
    branches = array_in(schema, key)
    plain = [branch for branch in branches if not accepts_only_null(branch)]
    if len(plain) != 1 or len(branches) != len(plain) + 1 or not _is_plain_type(plain[0]):
        return schema
    outer = _without(schema, key)
    if any(name not in ANNOTATIONS and not name.startswith("x-") for name in outer):
        return schema
    return {**_with_null_in_type(plain[0]), **outer}


def open_enum(schema: Schema, _place: Place) -> Schema:
    """
    Write a choice between any text and some known texts in one way.

    Such a choice lists hints, so it is `anyOf` (as `oneOf`, no hint would be valid)
    with the plain string first.
    """
    key = union_key(schema)
    branches = array_in(schema, key)
    plain = [each for each in branches if _is_string(each) and not _has_values(each)]
    hints = [each for each in branches if _is_string(each) and _has_values(each)]
    nulls = [each for each in branches if accepts_only_null(each)]
    ordered = [*plain, *hints, *nulls]
    if not (plain and hints) or len(ordered) != len(branches):
        return schema
    if key == "anyOf" and branches == ordered:
        return schema
    return {**_renamed(schema, key, "anyOf"), "anyOf": ordered}


def union_without_type(schema: Schema, place: Place) -> Schema:
    """Drop `type: object` beside a choice whose branches are all objects anyway."""
    branches = [place.referred(each) for each in array_in(schema, union_key(schema))]
    if not branches or schema.get("type") != "object" or "properties" in schema:
        return schema
    objects = [is_object(each) and each.get("type") == "object" for each in branches]
    return _without(schema, "type") if all(objects) else schema


def unique_values(schema: Schema, _place: Place) -> Schema:
    """Drop repeated entries of `enum` and `required`, which must be unique."""
    for key in ("enum", "required"):
        values = array_in(schema, key)
        unique = [each for index, each in enumerate(values) if not _in(each, values[:index])]
        if len(unique) != len(values):
            schema = {**schema, key: unique}
    return schema


def constant(schema: Schema, place: Place) -> Schema:
    """
    Write an enum of one value as `const`.

    Not in a choice: there generators that know no constants in unions reject all else.
    """
    values = array_in(schema, "enum")
    if place.is_branch or len(values) != 1 or "const" in schema:
        return schema
    return {**_renamed(schema, "enum", "const"), "const": values[0]}


def plain_reference(schema: Schema, place: Place) -> Schema:
    """Turn a reference of JSON Schema 2019-09 to the schema around into an ordinary one."""
    schema = _without(schema, "$recursiveAnchor")
    if schema.get("$recursiveRef") != "#" or place.at[:2] != ("components", "schemas"):
        return schema
    referring = _renamed(schema, "$recursiveRef", "$ref")
    return {**referring, "$ref": pointer_to(*place.at[:3]).replace("/", "#/", 1)}


def valid_default(schema: Schema, place: Place) -> Schema:
    """Drop a default that the schema itself does not accept."""
    if "default" not in schema or _may_be(schema["default"], schema, place, _DEEPEST_CHOICE):
        return schema
    return _without(schema, "default")


def accepts_only_null(schema: Any) -> bool:
    """Whether a schema is the one for null, whatever it says about it."""
    return is_object(schema) and schema.get("type") in ("null", ["null"])


def without_null(schema: Schema) -> Schema:
    """Return a schema that accepts all that the given one does, except null."""
    types = array_in(schema, "type")
    if "null" in types:
        kept = [each for each in types if each != "null"]
        schema = {**schema, "type": kept[0] if len(kept) == 1 else kept}
        if "enum" in schema:
            schema = {**schema, "enum": [each for each in schema["enum"] if each is not None]}
    for key in UNIONS:
        if key in schema:
            kept = [each for each in array_in(schema, key) if not accepts_only_null(each)]
            # A choice of nothing would be no schema at all.
            schema = {**schema, key: kept} if kept else schema
    return schema


def _with_null(schema: Schema) -> Schema:
    """Return a schema that accepts null besides all that the given one accepts."""
    if any(key in schema for key in ("$ref", "allOf", "not", "if", "discriminator")):
        outer = {key: schema[key] for key in schema if key in ANNOTATIONS}
        inner = {key: schema[key] for key in schema if key not in ANNOTATIONS}
        return {**outer, "anyOf": [inner, NULL]}
    key = union_key(schema)
    branches = array_in(schema, key)
    if branches and not any(map(accepts_only_null, branches)):
        schema = {**schema, key: [*branches, NULL]}
    return _with_null_in_type(schema)


def _with_null_in_type(schema: Schema) -> Schema:
    types = schema.get("type")
    if types is not None:
        known = array_in(schema, "type") or [types]
        schema = {**schema, "type": known if "null" in known else [*known, "null"]}
    if "const" in schema:
        schema = {**_renamed(schema, "const", "enum"), "enum": [schema["const"]]}
    values = schema.get("enum")
    if is_array(values) and None not in values:
        schema = {**schema, "enum": [*values, None]}
    return schema


def _without(schema: Schema, name: str) -> Schema:
    if name not in schema:
        return schema
    return {key: schema[key] for key in schema if key != name}


def _renamed(schema: Schema, old: str, new: str) -> Schema:
    """Return a schema with one keyword under another name, in the same place."""
    kept = {key: value for key, value in schema.items() if key != new or old == new}
    return {(new if key == old else key): value for key, value in kept.items()}


def _is_plain_union(schema: Any) -> bool:
    if not is_object(schema):
        return False
    key = union_key(schema)
    if not key or any(name not in ANNOTATIONS and name != key for name in schema):
        return False
    return key == "anyOf" or _are_disjoint(array_in(schema, key))


def _are_disjoint(branches: list[Any]) -> bool:
    types = [str(each.get("type")) if is_object(each) else "None" for each in branches]
    overlap = "None" in types or {"integer", "number"} <= set(types)
    return len(set(types)) == len(types) and not overlap


def _is_plain_type(schema: Any) -> bool:
    composed = ("$ref", "not", "if", *_COMPOSITIONS)
    return (
        is_object(schema)
        and isinstance(schema.get("type"), str)
        and not any(key in schema for key in composed)
    )


def _is_string(schema: Any) -> bool:
    return is_object(schema) and schema.get("type") == "string"


def _has_values(schema: Schema) -> bool:
    return "enum" in schema or "const" in schema


def _in(value: Any, values: list[Any]) -> bool:
    return any(same(value, each) for each in values)


def _may_be(value: Any, schema: Any, place: Place, depth: int) -> bool:
    """Whether type, values and choices of a schema leave room for a value."""
    schema = place.referred(schema)
    if not is_object(schema) or depth == 0 or (value is None and schema.get("nullable") is True):
        return True
    types = array_in(schema, "type") or [schema.get("type")]
    if not any(_is_of_type(value, each) for each in types):
        return False
    if "const" in schema and not same(value, schema["const"]):
        return False
    if is_array(schema.get("enum")) and not _in(value, schema["enum"]):
        return False
    branches = array_in(schema, union_key(schema))
    return not branches or any(_may_be(value, each, place, depth - 1) for each in branches)


def _is_of_type(value: Any, name: Any) -> bool:
    if name not in ("integer", "number"):
        # What is no type at all, or none that is known, refuses nothing.
        return isinstance(value, _TYPES.get(str(name), object))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return name == "number" or float(value).is_integer()
