"""Every spelling of a schema becomes the one spelling of OpenAPI 3.1 that is read here."""

from typing import Any

import pytest
import yaml

from fine_tuning_contract.description import reshape


def respelt(schema: str, **others: str) -> Any:
    """Return a schema, written as YAML, after reshaping it as a component."""
    schemas = {name: yaml.safe_load(text) for name, text in {"It": schema, **others}.items()}
    content = {"openapi": "3.0.0", "paths": {}, "components": {"schemas": schemas}}
    return reshape(content)["components"]["schemas"]["It"]["properties"]["p"]


@pytest.mark.parametrize(
    ("published", "clean"),
    [
        # titles and examples
        ("{type: string, title: A}", "{type: string}"),
        ("{type: string, example: a}", "{type: string, examples: [a]}"),
        ("{type: string, example: a, examples: [b]}", "{type: string, examples: [a, b]}"),
        ("{type: string, example: b, examples: [b]}", "{type: string, examples: [b]}"),
        ("{type: boolean, example: true, examples: [1]}", "{type: boolean, examples: [true, 1]}"),
        # bounds
        (
            "{type: number, minimum: 0, exclusiveMinimum: true}",
            "{type: number, exclusiveMinimum: 0}",
        ),
        (
            "{type: number, maximum: 2, exclusiveMaximum: true}",
            "{type: number, exclusiveMaximum: 2}",
        ),
        ("{type: number, minimum: 0, exclusiveMinimum: false}", "{type: number, minimum: 0}"),
        ("{type: number, exclusiveMinimum: true}", "{type: number}"),
        ("{type: number, exclusiveMinimum: 1}", "{type: number, exclusiveMinimum: 1}"),
        # nullable
        ("{type: string, nullable: true}", "{type: [string, 'null']}"),
        ("{type: string, nullable: false}", "{type: string}"),
        ("{type: [string, 'null'], nullable: true}", "{type: [string, 'null']}"),
        ("{nullable: true}", "{}"),
        (
            "{type: string, enum: [a, b], nullable: true}",
            "{type: [string, 'null'], enum: [a, b, null]}",
        ),
        ("{type: string, enum: [a], nullable: true}", "{type: [string, 'null'], enum: [a, null]}"),
        ("{type: string, const: a, nullable: true}", "{type: [string, 'null'], enum: [a, null]}"),
        (
            "{type: array, items: {type: string}, nullable: true}",
            "{type: [array, 'null'], items: {type: string}}",
        ),
        (
            "{$ref: '#/components/schemas/Other', nullable: true, description: d}",
            "{description: d, anyOf: [{$ref: '#/components/schemas/Other'}, {type: 'null'}]}",
        ),
        (
            "{allOf: [{$ref: '#/components/schemas/Other'}], nullable: true, description: d}",
            "{description: d, anyOf: [{$ref: '#/components/schemas/Other'}, {type: 'null'}]}",
        ),
        (
            "{oneOf: [{type: string}, {type: integer}], nullable: true}",
            "{oneOf: [{type: string}, {type: integer}, {type: 'null'}]}",
        ),
        # one of one
        ("{oneOf: [{type: string, enum: [a, b]}]}", "{type: string, enum: [a, b]}"),
        (
            "{anyOf: [{type: string, description: in}], description: out}",
            "{type: string, description: out}",
        ),
        (
            "{allOf: [{$ref: '#/components/schemas/Other'}], description: d}",
            "{$ref: '#/components/schemas/Other', description: d}",
        ),
        (
            "{type: integer, oneOf: [{type: string}]}",
            "{type: integer, oneOf: [{type: string}]}",
        ),
        # null beside one type
        (
            "{anyOf: [{type: string, maxLength: 3}, {type: 'null'}]}",
            "{type: [string, 'null'], maxLength: 3}",
        ),
        ("{oneOf: [{type: 'null'}, {type: integer}]}", "{type: [integer, 'null']}"),
        (
            "{anyOf: [{type: string, description: d, default: a}, {type: 'null'}], default: null}",
            "{type: [string, 'null'], description: d, default: null}",
        ),
        (
            "{anyOf: [{type: array, items: {type: string}}, {type: 'null'}]}",
            "{type: [array, 'null'], items: {type: string}}",
        ),
        (
            "{minLength: 1, anyOf: [{type: string}, {type: 'null'}]}",
            "{minLength: 1, anyOf: [{type: string}, {type: 'null'}]}",
        ),
        # a choice inside a choice
        (
            "{anyOf: [{oneOf: [{type: string}, {type: integer}], default: a}, {type: 'null'}]}",
            "{anyOf: [{type: string}, {type: integer}, {type: 'null'}], default: a}",
        ),
        (
            "{anyOf: [{oneOf: [{type: number}, {type: integer}]}, {type: 'null'}]}",
            "{anyOf: [{oneOf: [{type: number}, {type: integer}]}, {type: 'null'}]}",
        ),
        # constants
        ("{type: string, enum: [a]}", "{type: string, const: a}"),
        ("{enum: [1]}", "{const: 1}"),
        ("{type: string, enum: [a, a]}", "{type: string, const: a}"),
        ("{type: integer, enum: [1, true]}", "{type: integer, enum: [1, true]}"),
        (
            "{oneOf: [{type: string, enum: [auto]}, {type: integer, minimum: 1}], default: auto}",
            "{oneOf: [{type: string, enum: [auto]}, {type: integer, minimum: 1}], default: auto}",
        ),
        (
            "{type: array, items: {type: string, enum: [a]}}",
            "{type: array, items: {type: string, const: a}}",
        ),
        # known texts beside any text
        (
            "{oneOf: [{type: string, enum: [a]}, {type: string}]}",
            "{anyOf: [{type: string}, {type: string, enum: [a]}]}",
        ),
        (
            "{anyOf: [{type: string, enum: [a, b]}, {type: 'null'}, {type: string}]}",
            "{anyOf: [{type: string}, {type: string, enum: [a, b]}, {type: 'null'}]}",
        ),
        # defaults
        ("{type: string, default: null}", "{type: string}"),
        ("{enum: [a, b], default: null}", "{enum: [a, b]}"),
        (
            "{type: string, nullable: true, default: null}",
            "{type: [string, 'null'], default: null}",
        ),
        ("{default: null}", "{default: null}"),
        (
            "{oneOf: [{type: string}, {type: integer}], default: null}",
            "{oneOf: [{type: string}, {type: integer}]}",
        ),
        ("{type: string, const: a, default: []}", "{type: string, const: a}"),
        ("{type: string, enum: [a, b], default: c}", "{type: string, enum: [a, b]}"),
        ("{type: integer, default: 1.5}", "{type: integer}"),
        ("{type: integer, default: true}", "{type: integer}"),
        ("{type: integer, default: 1.0}", "{type: integer, default: 1.0}"),
        ("{type: number, default: 1}", "{type: number, default: 1}"),
        ("{type: number, default: '1'}", "{type: number}"),
        ("{type: array, default: []}", "{type: array, default: []}"),
        (
            "{$ref: '#/components/schemas/Other', default: null}",
            "{$ref: '#/components/schemas/Other'}",
        ),
        (
            "{anyOf: [{$ref: '#/components/schemas/Other'}, {type: string}], default: null}",
            "{anyOf: [{$ref: '#/components/schemas/Other'}, {type: string}]}",
        ),
        # JSON Schema of 2019
        (
            "{$recursiveRef: '#', description: d}",
            "{$ref: '#/components/schemas/It', description: d}",
        ),
        ("{type: string, $recursiveAnchor: true}", "{type: string}"),
        # what is kept
        ("{type: integer, format: unixtime}", "{type: integer, format: unixtime}"),
        ("{type: string, x-mine: {title: a}}", "{type: string, x-mine: {title: a}}"),
        ("{enum: [{title: a}, {nullable: true}]}", "{enum: [{title: a}, {nullable: true}]}"),
        ("{default: {title: a}}", "{default: {title: a}}"),
        ("{not: {properties: {a: {const: 1}}}}", "{not: {properties: {a: {const: 1}}}}"),
        # provider keys
        ("{type: string, x-oaiMeta: {a: 1}, x-stainless-const: true}", "{type: string}"),
    ],
)
def test_schema_gets_its_clean_spelling(published: str, clean: str) -> None:
    """The clean spelling accepts what was meant, and is reached in one go."""
    schema = respelt(f"{{type: object, properties: {{p: {published}}}}}", Other="{type: object}")

    assert schema == yaml.safe_load(clean)


def test_properties_named_like_keywords_are_left_alone() -> None:
    """A property called `title` or `nullable` is a property."""
    names = "{title: {type: string}, nullable: {type: string}, example: {type: string}}"

    schema = respelt(f"{{properties: {{p: {{type: array, items: {{enum: [1, 2]}}}}, q: {names}}}}}")

    assert schema == {"type": "array", "items": {"enum": [1, 2]}}


def test_properties_make_an_object() -> None:
    """A schema that has properties and no type describes an object."""
    content = reshape({"components": {"schemas": {"It": {"properties": {"title": {"enum": [1]}}}}}})

    assert content["components"]["schemas"]["It"] == {
        "type": "object",
        "properties": {"title": {"const": 1}},
    }


def test_type_beside_a_choice_of_objects_goes() -> None:
    """`type: object` says nothing that the branches do not say."""
    schemas = {
        "A": {"type": "object"},
        "B": {"type": "object"},
        "It": {
            "type": "object",
            "oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
        },
    }

    content = reshape({"components": {"schemas": schemas}})

    assert "type" not in content["components"]["schemas"]["It"]


def test_null_moves_from_a_component_to_where_it_is_used() -> None:
    """A component that is something or null becomes that something, and null goes to its uses."""
    schemas: dict[str, Any] = {
        "Note": {"anyOf": [{"type": "object", "title": "N"}, {"type": "null"}]},
        "Alias": {"$ref": "#/components/schemas/Note"},
        "Level": {"type": "string", "enum": ["low", "high"], "nullable": True, "default": None},
        "It": {
            "properties": {
                "note": {"$ref": "#/components/schemas/Note", "description": "d"},
                "alias": {"$ref": "#/components/schemas/Alias"},
                "level": {"$ref": "#/components/schemas/Level", "default": None},
                "both": {
                    "anyOf": [{"$ref": "#/components/schemas/Note"}, {"type": "integer"}],
                },
                "already": {
                    "anyOf": [{"$ref": "#/components/schemas/Note"}, {"type": "null"}],
                },
            }
        },
    }

    reshaped = reshape({"components": {"schemas": schemas}})["components"]["schemas"]

    null, note = {"type": "null"}, {"$ref": "#/components/schemas/Note"}
    assert reshaped["Note"] == {"type": "object"}
    assert reshaped["Alias"] == note
    assert reshaped["Level"] == {"type": "string", "enum": ["low", "high"]}
    assert reshaped["It"]["properties"] == {
        "note": {"description": "d", "anyOf": [note, null]},
        "alias": {"anyOf": [{"$ref": "#/components/schemas/Alias"}, null]},
        "level": {"default": None, "anyOf": [{"$ref": "#/components/schemas/Level"}, null]},
        "both": {"anyOf": [note, {"type": "integer"}, null]},
        "already": {"anyOf": [note, null]},
    }


@pytest.mark.parametrize(
    "use",
    [
        {"allOf": [{"$ref": "#/components/schemas/Note"}, {"required": ["a"]}]},
        {"$ref": "#/components/schemas/Note/properties/a"},
    ],
)
def test_null_stays_where_it_cannot_be_moved(use: dict[str, Any]) -> None:
    """A component that is part of a combination, or referred to in part, keeps its null."""
    note = {"type": ["object", "null"], "properties": {"a": {"type": "string"}}}

    reshaped = reshape({"components": {"schemas": {"Note": note, "It": use}}})

    assert reshaped["components"]["schemas"]["Note"] == note


def test_version_becomes_3_1() -> None:
    """Whatever 3.0 or 3.1 came in, 3.1.0 comes out, at the same place in the file."""
    content = reshape({"openapi": "3.0.3", "info": {}})

    assert list(content.items()) == [("openapi", "3.1.0"), ("info", {})]
