"""The published description is carried with its structure whole and in words of our own."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

SOURCE = Path(__file__).parents[2] / "openapi.yml"

# Of the provider's file of 2026-08-21 (version 2.3.0), without its prose, its examples and its
# own `x-` keys. A new upstream file brings a new hash; nothing else may change it.
STRUCTURE = "6b5c947b73e882d58d21213faf9ddfb6b5e3b275cdb8b0aa006f8007983cb103"

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PROSE = ("title", "description", "summary", "example", "examples")
# Below these keys stand names that someone chose, so that `description` there is no keyword.
NAMES = ("properties", "schemas", "paths", "responses", "content", "securitySchemes")


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    """Return the description as it stands in the repository."""
    document: dict[str, Any] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return document


def structure(node: Any, *, names: bool = False) -> Any:
    """Return a node without the parts that are words, keeping which schemas have a title."""
    if isinstance(node, list):
        return [structure(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: structure(value, names=not names and key in NAMES)
        for key, value in node.items()
        if names or not (key in PROSE or key.startswith("x-"))
    }
    if not names and "title" in node:
        kept["title"] = ""
    return kept


def keys(node: Any) -> Iterator[str]:
    """Yield every key at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from keys(value)
    elif isinstance(node, list):
        for item in node:
            yield from keys(item)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every operation with its place."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method} {path}", item[method]


def properties(node: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property of a schema, at any depth, with its place."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from properties(item, f"{place}/{number}")
    elif isinstance(node, dict):
        for name, schema in node.get("properties", {}).items():
            yield f"{place}/{name}", schema
            yield from properties(schema, f"{place}/{name}")
        for keyword in ("items", "additionalProperties", "oneOf", "anyOf", "allOf"):
            yield from properties(node.get(keyword), f"{place}/{keyword}")


def described_parts(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield everything that becomes a docstring of the client."""
    for place, operation in operations(document):
        yield place, operation
        yield from (
            (f"{place} {parameter['name']}", parameter)
            for parameter in operation.get("parameters", [])
        )
    for name, schema in document["components"]["schemas"].items():
        yield name, schema
        yield from properties(schema, name)


def test_structure_equals_that_of_the_provider(published: dict[str, Any]) -> None:
    """Apart from its words, the description is the provider's own."""
    canonical = json.dumps(structure(published), sort_keys=True, separators=(",", ":"))

    assert hashlib.sha256(canonical.encode()).hexdigest() == STRUCTURE


def test_all_operations_are_there(published: dict[str, Any]) -> None:
    """Thirteen operations of fine-tuning, five of files and three of models are described."""
    tags = [operation["tags"] for _, operation in operations(published)]

    assert len(tags) == 21
    assert tags.count(["Fine-tuning"]) == 13
    assert tags.count(["Files"]) == 5
    assert tags.count(["Models"]) == 3


def test_no_key_belongs_to_the_provider_alone(published: dict[str, Any]) -> None:
    """Nothing is left of the keys that only the provider's own tools read."""
    assert [key for key in keys(published) if key.startswith("x-")] == []


def test_every_part_is_described(published: dict[str, Any]) -> None:
    """Each operation, parameter, schema and property says in a sentence what it is."""
    silent = [
        place
        for place, part in described_parts(published)
        if not part.get("description", "").strip().endswith(".")
    ]

    assert silent == []


def test_every_operation_has_a_short_name(published: dict[str, Any]) -> None:
    """A summary is a title: one line, no full stop."""
    summaries = [operation["summary"] for _, operation in operations(published)]

    assert all(len(summary) <= 50 and not summary.endswith(".") for summary in summaries)
    assert len(set(summaries)) == len(summaries)
