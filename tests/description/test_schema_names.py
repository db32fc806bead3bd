"""Inline objects and unions get names that follow from where they stand."""

from typing import Any

import pytest
import yaml

from fine_tuning_contract.description import reshape

REF = "#/components/schemas/"


A, B, TEXT, SIZE = (f"{{$ref: '{REF}{name}'}}" for name in ("A", "B", "Text", "Size"))

CAT = "{type: object, required: [t], properties: {t: {enum: [big cat]}}}"
DOG = "{type: object, required: [t], properties: {t: {const: dog}}}"


def schemas_of(text: str) -> dict[str, Any]:
    """Return the schemas of a description, written as YAML, after reshaping."""
    schemas: dict[str, Any] = reshape(yaml.safe_load(text))["components"]["schemas"]
    return schemas


def named(properties: str) -> dict[str, Any]:
    """Return the schemas after reshaping one component, `Job`, with the given properties."""
    return schemas_of(
        f"components: {{schemas: {{Job: {{type: object, properties: {{{properties}}}}},"
        " A: {type: object}, B: {type: object}, Text: {type: string}, Size: {type: integer}}}"
    )


@pytest.mark.parametrize(
    ("properties", "names"),
    [
        ("error: {type: object}", ["JobError"]),
        ("method_kind: {type: object}", ["JobMethodKind"]),
        ("'x-y.z': {type: object}", ["JobXYZ"]),
        ("'../../etc': {type: object}", ["JobEtc"]),
        ("'ä': {type: object}", ["JobValue"]),
        ("list: {type: array, items: {type: object}}", ["JobListItem"]),
        ("map: {type: object, additionalProperties: {type: object}}", ["JobMap", "JobMapValue"]),
        ("pair: {type: array, prefixItems: [{type: object}, {type: string}]}", ["JobPairItem1"]),
        ("a: {type: object, properties: {b: {type: object}}}", ["JobA", "JobAB"]),
        ("a: {anyOf: [{type: object}, {type: 'null'}]}", ["JobA"]),
        ("a: {type: object, nullable: true}", ["JobA"]),
        ("a: {oneOf: [{type: string}, {type: object}]}", ["JobA"]),
        (
            f"a: {{oneOf: [{A}, {B}]}}",
            ["JobA"],
        ),
        (f"a: {{oneOf: [{A}, {{type: 'null'}}]}}", []),
        (f"a: {{oneOf: [{TEXT}, {SIZE}]}}", []),
        ("a: {oneOf: [{type: string}, {type: integer}]}", []),
        (f"a: {{allOf: [{A}, {{required: [b]}}]}}", ["JobA"]),
        ("a: {type: object, allOf: [{properties: {b: {type: object}}}]}", ["JobA", "JobAB"]),
        (
            f"a: {{oneOf: [{CAT}, {DOG}, {{type: object}}]}}",
            ["JobA", "JobABigCat", "JobADog", "JobAVariant3"],
        ),
    ],
)
def test_name_follows_from_the_place(properties: str, names: list[str]) -> None:
    """Owner, property, and for arrays `Item`: outer schemas come before inner ones."""
    assert list(named(properties)) == ["Job", *names, "A", "B", "Text", "Size"]


def test_place_refers_to_the_new_component() -> None:
    """What is about the place stays, what is about the object moves."""
    job = named(
        "error: {deprecated: true, description: Why., type: object, required: [a], nullable: true}"
    )

    assert job["Job"]["properties"]["error"] == {
        "deprecated": True,
        "description": "Why.",
        "anyOf": [{"$ref": REF + "JobError"}, {"type": "null"}],
    }
    assert job["JobError"] == {"type": "object", "description": "Why.", "required": ["a"]}


def test_discriminator_moves_with_its_union() -> None:
    """A union keeps its discriminator, and null stays at the place."""
    union = f"anyOf: [{A}, {B}, {{type: 'null'}}], discriminator: {{propertyName: t}}"

    job = named(f"a: {{{union}}}")

    assert job["Job"]["properties"]["a"] == {"anyOf": [{"$ref": REF + "JobA"}, {"type": "null"}]}
    assert job["JobA"] == {
        "anyOf": [{"$ref": REF + "A"}, {"$ref": REF + "B"}],
        "discriminator": {"propertyName": "t"},
    }


def test_equal_schema_of_the_same_name_is_used_again() -> None:
    """A component that says the same under the same name is not made twice."""
    schemas = schemas_of(
        "components: {schemas: {JobError: {type: object, required: [a]},"
        " Job: {type: object, properties: {error: {type: object, required: [a]}}}}}"
    )

    assert list(schemas) == ["JobError", "Job"]


def test_taken_name_gets_a_number() -> None:
    """A component that says something else keeps its name."""
    schemas = schemas_of(
        "components: {schemas: {JobError: {type: object, required: [a]},"
        " Job: {type: object, properties: {error: {type: object}}}}}"
    )

    assert list(schemas) == ["JobError", "Job", "JobError2"]


def test_bodies_are_named_after_their_operation() -> None:
    """Requests, answers and structured parameters carry the operation's name."""
    schemas = schemas_of(
        """
        paths:
          /a:
            post:
              operationId: addThing
              parameters:
                - {name: where, in: query, schema: {type: object, properties: {b: {type: string}}}}
                - {name: map, in: query, schema: {type: object}}
                - {$ref: '#/components/parameters/P'}
              requestBody: {content: {application/json: {schema: {type: object}}}}
              responses:
                '200': {content: {application/json: {schema: {type: object, required: [a]}}}}
                '202': {content: {application/json: {schema: {type: object, required: [b]}}}}
                default: {content: {a/b: {schema: {type: array, items: {type: object}}}}}
            get:
              responses:
                '201': {content: {application/json: {schema: {type: object}}}}
            summary: No operation.
        components:
          responses:
            Bad: {content: {application/json: {schema: {type: object}}}}
          requestBodies:
            Good: {content: {application/json: {schema: {type: object}}}}
        """
    )

    assert list(schemas) == [
        "AddThingRequest",
        "AddThingWhere",
        "AddThingResponse",
        "AddThingResponse202",
        "AddThingResponseDefaultItem",
        "GetAResponse",
        "BadBody",
        "GoodBody",
    ]
