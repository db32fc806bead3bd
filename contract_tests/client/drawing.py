"""Values drawn from schemas without unions: quick, since nothing has to be merged or reduced."""

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

from hypothesis import strategies as st

from .json_values import is_object

Drawn = st.SearchStrategy[Any]

_LONGEST_TEXT = 12
_MOST_ITEMS = 3
_LATEST_SECOND = 4_102_444_800
_FORMATS: Mapping[str, tuple[str, ...]] = {
    "uri": ("https://example.com/", "http://example.com/a%20b?c=d#e"),
    "date": ("2026-11-21", "1999-01-01"),
}
_TEXT = st.characters(exclude_categories=["Cs"])
_WORDS = st.text(_TEXT, max_size=_LONGEST_TEXT)
_SIMPLE = st.none() | st.booleans() | st.integers() | _WORDS
_ANYTHING = _SIMPLE | st.lists(_SIMPLE, max_size=2) | st.dictionaries(_WORDS, _SIMPLE, max_size=2)
# Parts of schemas stand in many places, and a strategy is checked when it is first drawn from.
_known: dict[str, Drawn] = {}


def values_of(schema: Any) -> Drawn:
    """Return values of a schema; conditions that it combines may not all be met."""
    key = json.dumps(schema, sort_keys=True)
    if key not in _known:
        _known[key] = _made_for(schema)
    return _known[key]


def _made_for(schema: Any) -> Drawn:
    if not is_object(schema):
        return _ANYTHING
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    make = _OF_TYPE.get(schema.get("type", ""))
    return _ANYTHING if make is None else make(schema)


def _texts(schema: Mapping[str, Any]) -> Drawn:
    if schema.get("format") in _FORMATS:
        return st.sampled_from(_FORMATS[schema["format"]])
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], alphabet=_TEXT)
    least = schema.get("minLength", 0)
    most = min(schema.get("maxLength", _LONGEST_TEXT), max(_LONGEST_TEXT, least))
    return st.text(_TEXT, min_size=least, max_size=most)


def _whole_numbers(schema: Mapping[str, Any]) -> Drawn:
    if schema.get("format") == "unixtime":
        return st.integers(0, _LATEST_SECOND)
    return st.integers(schema.get("minimum"), schema.get("maximum"))


def _numbers(schema: Mapping[str, Any]) -> Drawn:
    least = schema.get("exclusiveMinimum", schema.get("minimum"))
    floats = st.floats(
        least,
        schema.get("maximum"),
        exclude_min="exclusiveMinimum" in schema,
        allow_nan=False,
        allow_infinity=False,
    )
    return floats | st.integers(schema.get("minimum"), schema.get("maximum"))


def _lists(schema: Mapping[str, Any]) -> Drawn:
    least = schema.get("minItems", 0)
    most = max(least, min(schema.get("maxItems", _MOST_ITEMS), _MOST_ITEMS))
    return st.lists(values_of(schema.get("items")), min_size=least, max_size=most)


def _objects(schema: Mapping[str, Any]) -> Drawn:
    members = {name: values_of(member) for name, member in schema.get("properties", {}).items()}
    required = set(schema.get("required", ()))
    named = st.fixed_dictionaries(
        {name: value for name, value in members.items() if name in required},
        optional={name: value for name, value in members.items() if name not in required},
    )
    others = schema.get("additionalProperties", True)
    if others is False:
        return named
    keys = _texts(cast("Mapping[str, Any]", schema.get("propertyNames", {})))
    least = 0 if members else schema.get("minProperties", 0)
    more = st.dictionaries(keys, values_of(others), min_size=least, max_size=max(1, least))
    return st.builds(_joined, more, named)


def _joined(more: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    return {**more, **named}


_OF_TYPE: Mapping[str, Callable[[Mapping[str, Any]], Drawn]] = {
    "string": _texts,
    "integer": _whole_numbers,
    "number": _numbers,
    "boolean": lambda _: st.booleans(),
    "null": lambda _: st.none(),
    "array": _lists,
    "object": _objects,
}
