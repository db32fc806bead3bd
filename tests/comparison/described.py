"""Descriptions to compare, and mutations of them."""

import copy
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from fine_tuning_contract.description.comparison import Change, Comparison, Side, compare
from fine_tuning_contract.description.documents import Document

Json = dict[str, Any]
OPERATION = ("paths", "/pets/{id}", "post")


def side(content: Json) -> Side:
    """Return one side of a comparison whose places are not known."""
    document = Document(Path("pets.yml"), content)
    return Side(document, document, content)


def compared(old: Json, new: Json) -> Comparison:
    """Compare two normalized descriptions."""
    return compare(side(old), side(new))


def pets() -> Json:
    """Return a description with a bit of everything."""
    pet = {"$ref": "#/components/schemas/Pet"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "servers": [{"url": "https://pets.test"}],
        "security": [{"Key": []}],
        "paths": {
            "/pets/{id}": {
                "post": {
                    "operationId": "feedPet",
                    "summary": "Feed a pet.",
                    "tags": ["pets"],
                    "x-speakeasy-group": "pets",
                    "x-speakeasy-name-override": "feed",
                    "parameters": [
                        {
                            "name": "id",
                            "in": "path",
                            "required": True,
                            "schema": {"type": "string"},
                        },
                        {
                            "name": "much",
                            "in": "query",
                            "schema": {"type": "integer", "minimum": 1},
                        },
                        {"$ref": "#/components/parameters/Trace"},
                    ],
                    "requestBody": {
                        "required": True,
                        "content": {"application/json": {"schema": pet}},
                    },
                    "responses": {
                        "200": {
                            "description": "Fed.",
                            "headers": {"x-fed": {"required": True, "schema": {"type": "integer"}}},
                            "content": {"application/json": {"schema": pet}},
                        },
                        "404": {"$ref": "#/components/responses/Missing"},
                    },
                }
            }
        },
        "components": {
            "parameters": {
                "Trace": {"name": "x-trace", "in": "header", "schema": {"type": "string"}}
            },
            "responses": {"Missing": {"description": "No such pet."}},
            "securitySchemes": {"Key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Pet": {
                    "type": "object",
                    "description": "A pet.",
                    "required": ["name"],
                    "additionalProperties": False,
                    "properties": {
                        "name": {"type": "string", "maxLength": 64, "pattern": "^[a-z]+$"},
                        "kind": {"type": "string", "enum": ["cat", "dog"]},
                        "age": {"type": ["integer", "null"], "default": 1, "maximum": 30},
                        "friends": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
                        "food": {
                            "anyOf": [
                                {"$ref": "#/components/schemas/Fish"},
                                {"$ref": "#/components/schemas/Bone"},
                            ]
                        },
                    },
                },
                "Fish": {
                    "type": "object",
                    "properties": {"type": {"const": "fish"}, "grams": {"type": "number"}},
                },
                "Bone": {
                    "type": "object",
                    "properties": {"type": {"const": "bone"}, "length": {"type": "number"}},
                },
            },
        },
    }


def changed(content: Json, path: tuple[str | int, ...], value: Any) -> Json:
    """Return a description with another value at a place; `...` takes out what stands there."""
    fresh = copy.deepcopy(content)
    place: Any = fresh
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return fresh


def places(value: Any, *path: str | int) -> list[tuple[str | int, ...]]:
    """Return the paths to everything in a description, itself apart."""
    found: list[tuple[str | int, ...]] = [path] if path else []
    if isinstance(value, dict | list):
        for step, below in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(below, *path, step)
    return found


@st.composite
def mutations(draw: st.DrawFn) -> tuple[Json, Json]:
    """Draw a description and another that differs from it in one place."""
    content = pets()
    path = draw(st.sampled_from(places(content)))
    value = content
    for step in path:
        value = value[step]  # type: ignore[index] # the path leads there
    other = draw(st.sampled_from([..., "else", 7, ["else"], {"else": 1}]))
    return content, changed(content, path, other)


def rules(comparison: Comparison) -> list[str]:
    """Return the rules that applied."""
    return [change.rule for change in comparison.changes]


def only(comparison: Comparison) -> Change:
    """Return the one change that there is."""
    (change,) = comparison.changes
    return change
