"""
A description in the form that the generator can take in without losing anything.

The generator drops a schema, and every operation that uses it, where it meets a composition it
cannot merge, a default of another type, or a media type it does not know. None of these carries
anything that the generated client needs, so they are taken out before it looks.
"""

import copy
from collections.abc import Iterable
from typing import Any

from .json_values import mapping, resolve, sequence

_KNOWN_TYPES = ("json", "multipart/form-data", "x-www-form-urlencoded", "octet-stream", "text/")
_METADATA = frozenset({"description", "deprecated", "readOnly", "writeOnly", "examples", "example"})


def digestible(document: dict[str, Any]) -> dict[str, Any]:
    """Return a copy with compositions merged, defaults left out and header parameters as text."""
    copied = copy.deepcopy(document)
    for schema in list(_schemas(copied)):
        schema.pop("default", None)
        if schema.get("type") == "array":
            schema.setdefault("items", {})
        if "enum" in schema and not _is_nameable(sequence(schema["enum"])):
            del schema["enum"]  # no Python type says it, and the client refuses no value anyway
    for schema in list(_schemas(copied)):
        if "allOf" in schema:
            merged = _merged(copied, schema, ())
            schema.clear()
            schema.update(merged)
        elif schema.get("properties"):
            # What stands beside members only says which of them go together.
            schema.pop("oneOf", None)
            schema.pop("anyOf", None)
    for parameter in _parameters(copied):
        if parameter.get("in") in ("header", "cookie"):
            parameter["schema"] = {"type": "string"}
    return copied


def media_types(document: dict[str, Any]) -> dict[str, str]:
    """Return the media types that the generator does not know, each as bytes."""
    found = {name for value in _objects(document) for name in mapping(value.get("content"))}
    return {
        name: "application/octet-stream"
        for name in sorted(found)
        if not any(known in name for known in _KNOWN_TYPES)
    }


def _merged(
    document: dict[str, Any], schema: dict[str, Any], within: tuple[int, ...]
) -> dict[str, Any]:
    """Return one schema that says what all parts of `allOf` say together."""
    if id(schema) in within:
        return {}
    rest = {name: value for name, value in schema.items() if name != "allOf"}
    parts = [
        _merged(document, resolve(document, part), (*within, id(schema)))
        for part in sequence(schema.get("allOf"))
    ]
    if len(parts) == 1 and not parts[0].get("properties") and set(rest) <= _METADATA:
        only = sequence(schema.get("allOf"))[0]
        return {**rest, **only} if "$ref" not in only else {**parts[0], **rest}
    together: dict[str, Any] = {}
    for part in (*parts, rest):
        _add(together, part)
    return together


def _add(together: dict[str, Any], part: dict[str, Any]) -> None:
    properties = {**mapping(together.get("properties")), **mapping(part.get("properties"))}
    required = [*sequence(together.get("required")), *sequence(part.get("required"))]
    together.update(part)
    if properties:
        together["properties"] = properties
        together["type"] = "object"
        together.pop("oneOf", None)
        together.pop("anyOf", None)
    if required:
        together["required"] = list(dict.fromkeys(required))


def _schemas(value: Any) -> Iterable[dict[str, Any]]:
    """Give each object that is, or may be, a schema; a member that is called so is none."""
    return (each for each in _objects(value) if _is_schema(each))


def _is_schema(value: dict[str, Any]) -> bool:
    """Tell a schema from a map of members, which may be called `type` but hold schemas."""
    return any(isinstance(value.get(word), kind) for word, kind in _WORDS)


_WORDS: tuple[tuple[str, type | tuple[type, ...]], ...] = (
    ("type", (str, list)),
    ("$ref", str),
    ("enum", list),
    ("const", (str, int, float)),
    ("allOf", list),
    ("anyOf", list),
    ("oneOf", list),
)


def _is_nameable(values: list[Any]) -> bool:
    """Return whether a type can name all values: texts or integers, and perhaps null."""
    some = [value for value in values if value is not None]
    texts = all(isinstance(value, str) for value in some)
    return bool(some) and (texts or all(type(value) is int for value in some))


def _objects(value: Any) -> Iterable[dict[str, Any]]:
    stack = [value]
    while stack:
        top = stack.pop()
        if isinstance(top, list):
            stack += sequence(top)
        elif found := mapping(top):
            yield found
            stack += [member for name, member in found.items() if not _is_example(name, found)]


def _is_example(name: str, holder: dict[str, Any]) -> bool:
    """Tell an example, which is no schema, from a member that is called so."""
    return name in ("example", "examples") and (
        _is_schema(holder) or "schema" in holder or "in" in holder
    )


def _parameters(document: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return (each for each in _objects(document) if "in" in each and "schema" in each)
