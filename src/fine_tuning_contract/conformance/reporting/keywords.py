"""Which keywords of a schema there are, and which of them values have put to the test."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from fine_tuning_contract.conformance.address import resolve
from fine_tuning_contract.conformance.values import is_list, is_object

_OBJECT = ("required", "additionalProperties", "minProperties", "maxProperties", "propertyNames")
_ARRAY = ("minItems", "maxItems", "uniqueItems", "contains")
_TEXT = ("minLength", "maxLength", "pattern", "format")
_NUMBER = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "format",
)
_ANY = ("type", "enum", "const", "oneOf", "anyOf", "not")
_ALL = frozenset({*_OBJECT, *_ARRAY, *_TEXT, *_NUMBER, *_ANY})
_SPEAKING = {
    "object": (*_ANY, *_OBJECT),
    "array": (*_ANY, *_ARRAY),
    "string": (*_ANY, *_TEXT),
    "number": (*_ANY, *_NUMBER),
    "other": _ANY,
}
_UNIONS = ("oneOf", "anyOf")


@attrs.frozen
class Keyword:
    """A keyword of one schema, known by the place where the schema was met first."""

    schema: int
    name: str


class Keywords:
    """The keywords below a schema, each with a name for people such as `suffix: maxLength`."""

    def __init__(self, content: Mapping[str, Any], schema: Any) -> None:
        """Look at a schema of a document, and at all that it leads to."""
        self._content = content
        self._schema = schema
        self.names: dict[Keyword, str] = {}
        # Schemas, and the kinds of values that came to them: far fewer than keywords.
        self._met: set[tuple[int, str]] = set()
        self._collect(schema, "", set())

    def meet(self, value: Any) -> None:
        """Take note of every keyword that speaks of something in a value."""
        self._reach(value, self._schema)

    @property
    def reached(self) -> set[str]:
        """The names of the keywords that values have come to."""
        return {
            self.names[keyword]
            for schema, kind in self._met
            for name in _SPEAKING[kind]
            if (keyword := Keyword(schema, name)) in self.names
        }

    def at(self, path: Sequence[str | int]) -> Keyword | None:
        """Return the keyword at a path from the schema, as a validator tells it."""
        *above, name = path or ("",)
        place: Any = resolve(self._content, self._schema)
        for step in above:
            if step == "$ref":
                continue
            try:
                place = resolve(self._content, place[step])
            except (KeyError, IndexError, TypeError):
                return None
        found = Keyword(id(place), str(name))
        return found if found in self.names else None

    def _collect(self, schema: Any, at: str, seen: set[int]) -> None:
        schema = resolve(self._content, schema)
        if not is_object(schema) or id(schema) in seen:
            return
        seen.add(id(schema))
        for name in schema.keys() & _ALL:
            if schema[name] is not True or name == "uniqueItems":
                self.names[Keyword(id(schema), name)] = f"{at or '(whole)'}: {name}"
        for step, below in _below(schema):
            self._collect(below, f"{at}{step}".lstrip("/"), seen)

    def _reach(self, value: Any, schema: Any) -> None:
        if not is_object(schema):
            return
        if "$ref" in schema:
            schema = resolve(self._content, schema)
        self._met.add((id(schema), kind_of(value)))
        for below in schema.get("allOf", ()):
            self._reach(value, below)
        for union in _UNIONS:
            for branch in schema.get(union, ()):
                if self._may_be(value, branch):
                    self._reach(value, branch)
        if is_object(value):
            self._reach_members(value, schema)
        elif is_list(value) and "items" in schema:
            for item in value:
                self._reach(item, schema["items"])

    def _reach_members(self, value: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
        properties = schema.get("properties", {})
        other = schema.get("additionalProperties")
        for name, member in value.items():
            self._reach(member, properties.get(name, other))

    def _may_be(self, value: Any, branch: Any) -> bool:
        """Say whether a value is meant for a branch of a union: by its type, and by its tags."""
        branch = resolve(self._content, branch)
        if not is_object(branch):
            return False
        if "type" in branch and not any(_IS[kind](value) for kind in _kinds(branch)):
            return False
        if "const" in branch and branch["const"] != value:
            return False
        if not is_object(value):
            return True
        tags = ((name, resolve(self._content, s)) for name, s in _properties(branch))
        return all(
            value.get(name, tag["const"]) == tag["const"]
            for name, tag in tags
            if is_object(tag) and "const" in tag
        )


def _properties(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from schema.get("properties", {}).items()


def _below(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, below in _properties(schema):
        yield f"/{name}", below
    if "items" in schema:
        yield "[]", schema["items"]
    if is_object(schema.get("additionalProperties")):
        yield "/*", schema["additionalProperties"]
    for below in schema.get("allOf", ()):
        yield "", below
    for union in _UNIONS:
        for number, below in enumerate(schema.get(union, ())):
            yield f"<{number}>", below


def _kinds(schema: Mapping[str, Any]) -> Sequence[str]:
    kinds: Any = schema["type"]
    return [kinds] if isinstance(kinds, str) else kinds


def kind_of(value: Any) -> str:
    """Return what a value is, as far as keywords care."""
    if is_object(value):
        return "object"
    if is_list(value):
        return "array"
    if isinstance(value, str):
        return "string"
    return "number" if _is_number(value) else "other"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_IS: Mapping[str, Callable[[Any], bool]] = {
    "object": is_object,
    "array": is_list,
    "string": lambda value: isinstance(value, str),
    "number": _is_number,
    "integer": lambda value: _is_number(value) and value == int(value),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
