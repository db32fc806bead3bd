"""Names for inline objects and unions, made from where they stand."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field

from .json_values import array_in, is_array, is_object, object_in
from .schemas import UNIONS, Schema
from .selection import METHODS
from .spellings import NULL, without_null

_WORD = re.compile(r"[A-Za-z0-9]+")
# What is said about the place stays at the place; all else moves into the component.
_OF_THE_PLACE = ("default", "deprecated", "readOnly", "writeOnly")
# A description may be about either, so it stands at both.
_OF_BOTH = ("description",)
_SCHEMAS = "#/components/schemas/"


def pascal_case(*texts: str) -> str:
    """Return texts as one name: every word starts with a capital, nothing else is changed."""
    words = [word for text in texts for word in _WORD.findall(text)]
    return "".join(word[0].upper() + word[1:] for word in words) or "Value"


def name_inline_schemas(content: dict[str, Any]) -> dict[str, Any]:
    """
    Return a description whose objects and unions of objects are all components.

    A property is named after its owner and itself (`FineTuningJob` and `error` make
    `FineTuningJobError`), an item of an array with `Item` behind, a body after its operation.
    """
    known = object_in(content, "components", "schemas")
    naming = _Naming(taken=dict(known))
    schemas: dict[str, Any] = {}
    for name, schema in known.items():
        schemas[name] = naming.taken[name] = naming.inside(schema, pascal_case(name))
        schemas.update(naming.collect())
    named = {**content}
    if "paths" in content:
        named["paths"] = _paths(object_in(content, "paths"), naming)
    components = _components(object_in(content, "components"), naming)
    schemas.update(naming.collect())
    if schemas:
        named["components"] = {**components, "schemas": schemas}
    return named


def _paths(paths: dict[str, Any], naming: "_Naming") -> dict[str, Any]:
    return {path: _path(path, item, naming) for path, item in paths.items()}


def _path(path: str, item: Any, naming: "_Naming") -> Any:
    if not is_object(item):
        return item
    return {
        key: _operation(part, f"{key} {path}", naming)
        if key in METHODS and is_object(part)
        else part
        for key, part in item.items()
    }


def _operation(operation: dict[str, Any], line: str, naming: "_Naming") -> dict[str, Any]:
    owner = pascal_case(str(operation.get("operationId") or line))
    changed = dict(operation)
    if "requestBody" in operation:
        changed["requestBody"] = _body(operation["requestBody"], owner + "Request", naming)
    if "parameters" in operation:
        parameters = array_in(operation, "parameters")
        changed["parameters"] = [_parameter(each, owner, naming) for each in parameters]
    if "responses" in operation:
        answers = object_in(operation, "responses")
        changed["responses"] = {
            code: _body(answer, owner + _answer_name(code, answers), naming)
            for code, answer in answers.items()
        }
    return changed


def _answer_name(code: str, answers: Iterable[str]) -> str:
    first = min((each for each in answers if each.startswith("2")), default="200")
    return "Response" if code == first else f"Response{pascal_case(code)}"


def _components(components: dict[str, Any], naming: "_Naming") -> dict[str, Any]:
    changed = dict(components)
    for kind in ("responses", "requestBodies"):
        if kind in components:
            changed[kind] = {
                name: _body(part, pascal_case(name) + "Body", naming)
                for name, part in object_in(components, kind).items()
            }
    return changed


def _body(body: Any, name: str, naming: "_Naming") -> Any:
    if not is_object(body) or "content" not in body:
        return body
    media = {
        kind: {**part, "schema": naming.place(part["schema"], name)}
        if is_object(part) and "schema" in part
        else part
        for kind, part in object_in(body, "content").items()
    }
    return {**body, "content": media}


def _parameter(parameter: Any, owner: str, naming: "_Naming") -> Any:
    # A map in a query is spelt key by key, so it has no life as a type of its own.
    schema = object_in({"it": parameter}, "it", "schema")
    if "properties" not in schema:
        return parameter
    named = naming.place(schema, owner + pascal_case(str(parameter.get("name", ""))))
    return {**parameter, "schema": named}


@define
class _Naming:
    """The names in use, and the components made since they were last collected."""

    taken: dict[str, Any]
    _entered: int = 0
    _made: list[tuple[int, str, Schema]] = field(factory=list[tuple[int, str, Schema]])

    def collect(self) -> dict[str, Any]:
        """Return the components made since the last time, outer ones before inner ones."""
        made, self._made = sorted(self._made, key=lambda each: each[0]), []
        return {name: schema for _, name, schema in made}

    def place(self, schema: Any, name: str) -> Any:
        """Return what stands at a place once its schema has become a component."""
        if not is_object(schema) or "$ref" in schema:
            return schema
        self._entered += 1
        turn = self._entered
        inner = self.inside(schema, name)
        if not (describes_object(inner) or self._is_union_of_objects(inner)):
            return inner
        about = {key: inner[key] for key in inner if key in (*_OF_THE_PLACE, *_OF_BOTH)}
        own = {key: inner[key] for key in inner if key not in _OF_THE_PLACE}
        bare = without_null(own)
        reference = {"$ref": _SCHEMAS + self._register(name, bare, turn)}
        return {**about, **(reference if bare == own else {"anyOf": [reference, NULL]})}

    def inside(self, schema: Any, name: str) -> Any:
        """Return a schema whose inner objects have become components."""
        if not is_object(schema):
            return schema
        return {key: self._keyword(key, value, name) for key, value in schema.items()}

    def _keyword(self, key: str, value: Any, name: str) -> Any:
        if is_object(value):
            return self._single(key, value, name)
        return self._several(key, value, name) if is_array(value) else value

    def _single(self, key: str, value: dict[str, Any], name: str) -> Any:
        if key == "properties":
            return {each: self.place(value[each], name + pascal_case(each)) for each in value}
        endings = {"items": "Item", "additionalProperties": "Value"}
        return self.place(value, name + endings[key]) if key in endings else value

    def _several(self, key: str, value: list[Any], name: str) -> Any:
        if key == "prefixItems":
            return [self.place(each, f"{name}Item{n}") for n, each in enumerate(value, 1)]
        if key in UNIONS:
            return [self.place(each, each_name) for each, each_name in _branches(value, name)]
        return [self.inside(each, name) for each in value] if key == "allOf" else value

    def _is_union_of_objects(self, schema: Schema) -> bool:
        return any(sum(map(self._is_component, array_in(schema, key))) > 1 for key in UNIONS)

    def _is_component(self, schema: Any) -> bool:
        """Whether a schema refers to a component that is an object, or made of others."""
        if not is_reference(schema):
            return False
        meant = object_in(self.taken, str(schema["$ref"]).removeprefix(_SCHEMAS))
        return describes_object(meant) or any(map(is_reference, _parts(meant)))

    def _register(self, name: str, schema: Schema, turn: int) -> str:
        free, number = name, 1
        while free in self.taken and self.taken[free] != schema:
            number += 1
            free = f"{name}{number}"
        if free not in self.taken:
            self.taken[free] = schema
            self._made.append((turn, free, schema))
        return free


def _branches(branches: list[Any], name: str) -> Iterator[tuple[Any, str]]:
    objects = [each for each in branches if describes_object(each) or is_reference(each)]
    for number, branch in enumerate(branches, 1):
        alone = len(objects) == 1 or not describes_object(branch)
        yield branch, name if alone else name + (_tag(branch) or f"Variant{number}")


def _tag(schema: Schema) -> str:
    """Return the value by which a branch is told apart, as part of a name."""
    for key in array_in(schema, "required"):
        part = object_in(schema, "properties", str(key))
        values = [part["const"]] if "const" in part else array_in(part, "enum")
        if len(values) == 1 and isinstance(values[0], str):
            return pascal_case(values[0])
    return ""


def describes_object(schema: Any) -> bool:
    """Whether a schema stands inline and describes an object, perhaps or null."""
    if not is_object(schema) or "$ref" in schema:
        return False
    if schema.get("type") in ("object", ["object", "null"]):
        return True
    return any(describes_object(each) or is_reference(each) for each in array_in(schema, "allOf"))


def is_reference(schema: Any) -> bool:
    """Whether a schema refers to another one."""
    return is_object(schema) and "$ref" in schema


def _parts(schema: Schema) -> list[Any]:
    return [each for key in ("allOf", *UNIONS) for each in array_in(schema, key)]
