"""Examples in a description, each held against the schema that it is an example of."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
from attrs import define, field

from .bundle import bundle
from .documents import Document, load
from .failures import DescriptionError
from .json_values import array_in, is_array, is_object, object_in
from .openapi import check_outline
from .pointers import look_up, pointer_to
from .references import Path as Location
from .references import parts_below
from .schemas import Place, Schema, rewrite_schemas
from .selection import operations
from .shape import respell

# Where the provider keeps examples that are no part of OpenAPI.
PROVIDER_BLOCK = "x-oaiMeta"
_ROOT = "urn:description"
_LONGEST_MESSAGE = 300


@define(frozen=True)
class Example:
    """A value that stands in a description as an example of a schema."""

    at: Location
    value: Any
    schema: Any = field(repr=False)


@define(frozen=True)
class ExampleProblem:
    """An example that its own schema does not accept."""

    where: str
    pointer: str
    message: str

    def __str__(self) -> str:
        """Return the line that tells the author."""
        return f"{self.where} ({self.pointer}): {self.message}"


def check_examples(source: str | Path | Document) -> list[ExampleProblem]:
    """
    Return every example of a description that its schema does not accept.

    Looked at are examples of media types, parameters, headers and schemas, and the JSON
    in the blocks that only the provider's tools read.
    """
    document = source if isinstance(source, Document) else bundle(load(source))
    check_outline(document)
    content, examples = find_examples(document.content)
    registry = _registry(content, examples)
    return [
        ExampleProblem(document.where(pointer_to(*each.at)), pointer_to(*each.at), message)
        for number, each in enumerate(examples)
        for message in _complaints(registry, number, each.value)
    ]


def find_examples(content: dict[str, Any]) -> tuple[dict[str, Any], list[Example]]:
    """Return a description with respelt schemas, and all its examples in document order."""
    found: list[Example] = []

    def collect(schema: Schema, place: Place) -> Schema:
        clean = respell(schema, place)
        found.extend(_of_schema(schema, place.at, clean))
        return clean

    respelt = rewrite_schemas(content, collect)
    found.extend(_of_parts(respelt, respelt, ()))
    found.extend(_of_operations(respelt))
    return respelt, found


def _of_schema(schema: Schema, at: Location, clean: Schema) -> Iterator[Example]:
    if "example" in schema:
        yield Example((*at, "example"), schema["example"], clean)
    for index, value in enumerate(array_in(schema, "examples")):
        yield Example((*at, "examples", index), value, clean)
    block = object_in(schema, PROVIDER_BLOCK)
    if "example" in block:
        yield Example((*at, PROVIDER_BLOCK, "example"), _Text(block["example"]), clean)


def _of_parts(part: Any, content: dict[str, Any], at: Location) -> Iterator[Example]:
    if is_array(part):
        for index, item in enumerate(part):
            yield from _of_parts(item, content, (*at, index))
    if not is_object(part):
        return
    if "schema" in part:
        yield from _of_media(part, content, at)
    for below, value in parts_below(part):
        if below[0] not in {"schema", "schemas"}:
            yield from _of_parts(value, content, (*at, *below))


def _of_media(media: dict[str, Any], content: dict[str, Any], at: Location) -> Iterator[Example]:
    if "example" in media:
        yield Example((*at, "example"), media["example"], media["schema"])
    for name, example in object_in(media, "examples").items():
        shown = _resolved(example, content)
        if "value" in shown:
            yield Example((*at, "examples", name), shown["value"], media["schema"])


def _of_operations(content: dict[str, Any]) -> Iterator[Example]:
    for path, method, operation in operations(content):
        schema = _answer_schema(operation, content)
        at = ("paths", path, method, PROVIDER_BLOCK, "examples")
        examples = object_in(operation, PROVIDER_BLOCK).get("examples")
        several = enumerate(examples) if is_array(examples) else [(None, examples)]
        for index, example in several:
            if schema is not None and is_object(example) and "response" in example:
                place = at if index is None else (*at, index)
                yield Example((*place, "response"), _Text(example["response"]), schema)


def _answer_schema(operation: dict[str, Any], content: dict[str, Any]) -> Any:
    answers = object_in(operation, "responses")
    codes = sorted(code for code in answers if code.startswith("2"))
    answer = _resolved(answers[codes[0]], content) if codes else {}
    return object_in(answer, "content", "application/json").get("schema")


def _resolved(part: Any, content: dict[str, Any]) -> dict[str, Any]:
    if not is_object(part):
        return {}
    try:
        return object_in({"it": look_up(content, str(part["$ref"]))}, "it")
    except (KeyError, DescriptionError):
        return part


@define(frozen=True)
class _Text:
    """JSON inside a text."""

    text: Any


def _registry(content: dict[str, Any], examples: list[Example]) -> jsonschema_rs.Registry:
    schemas = {str(number): each.schema for number, each in enumerate(examples)}
    root = {"components": object_in(content, "components"), "$defs": schemas}
    return jsonschema_rs.Registry([(_ROOT, root)])


def _complaints(registry: jsonschema_rs.Registry, number: int, value: Any) -> Iterator[str]:
    if isinstance(value, _Text):
        try:
            value = json.loads(value.text) if isinstance(value.text, str) else value.text
        except ValueError as error:
            yield f"is no JSON: {error}"
            return
    reference = {"$ref": f"{_ROOT}#/$defs/{number}"}
    try:
        validator = jsonschema_rs.Draft202012Validator(reference, registry=registry)
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        yield f"cannot be checked, as its schema is broken: {_short(str(error))}"
        return
    for complaint in validator.iter_errors(value):
        place = pointer_to(*complaint.instance_path)
        yield f"{_short(complaint.message)}{f' at {place}' if place else ''}"


def _short(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= _LONGEST_MESSAGE else line[:_LONGEST_MESSAGE] + "…"
