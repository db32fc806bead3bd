"""A schema becomes the annotation and the reader that fit it."""

from typing import Any

import pytest
from sketches import TEXT, members, reference

from fine_tuning_contract.codegen.shapes import Shapes

SCHEMAS: dict[str, Any] = {
    "Dog": members(("kind",), kind={"type": "string", "const": "dog"}),
    "Cat": members(("kind",), kind={"type": "string", "const": "cat"}),
    "Pet": {"oneOf": [reference("Dog"), reference("Cat")]},
    "Color": {"type": "string", "enum": ["red", "green"]},
    "Tag": {"type": "object", "additionalProperties": TEXT},
    "Loop": {"type": "array", "items": reference("Loop")},
}

ANNOTATIONS: list[Any] = [
    pytest.param(TEXT, "str", "str", id="text"),
    pytest.param({"type": "integer"}, "int", "int", id="integer"),
    pytest.param({"type": "number"}, "float", "float", id="number"),
    pytest.param({"type": "boolean"}, "bool", "bool", id="boolean"),
    pytest.param({"type": "null"}, "None", "None", id="null"),
    pytest.param({}, "Any", "Any", id="anything"),
    pytest.param({"type": ["string", "null"]}, "str | None", "str | None", id="nullable"),
    pytest.param({"type": "array", "items": TEXT}, "list[str]", "Sequence[str]", id="list"),
    pytest.param({"type": "object"}, "dict[str, Any]", "Mapping[str, Any]", id="object"),
    pytest.param(reference("Dog"), "Dog", "Dog | Mapping[str, Any]", id="class"),
    pytest.param(reference("Tag"), "dict[str, str]", "Mapping[str, str]", id="map"),
    pytest.param({"const": "x"}, 'Literal["x"]', 'Literal["x"]', id="one-value"),
    pytest.param(
        {"enum": ["x", 1]}, 'Literal["x", 1] | str | int', 'Literal["x", 1] | str | int', id="enum"
    ),
    pytest.param(reference("Color"), "Color", "Color", id="named-enum"),
    pytest.param(reference("Pet"), "Pet", "Dog | Mapping[str, Any] | Cat", id="named-union"),
    pytest.param(
        {"anyOf": [reference("Dog"), {"type": "null"}]},
        "Dog | None",
        "Dog | Mapping[str, Any] | None",
        id="nullable-class",
    ),
    pytest.param(
        {"oneOf": [{"enum": ["auto"]}, {"type": "integer"}]},
        'Literal["auto"] | str | int',
        'Literal["auto"] | str | int',
        id="scalar-union",
    ),
]


@pytest.mark.parametrize(("schema", "annotation", "accepts"), ANNOTATIONS)
def test_schema_has_its_annotations(schema: Any, annotation: str, accepts: str) -> None:
    """What is read is annotated exactly; what may be passed is as wide as it is useful."""
    shape = Shapes(SCHEMAS).of(schema)

    assert shape.annotation == annotation
    assert set(shape.accepts.split(" | ")) == set(accepts.split(" | "))


def test_variants_are_told_apart_by_their_tag() -> None:
    """Objects that each state a value of one member are a tagged union."""
    kind = Shapes(SCHEMAS).of(SCHEMAS["Pet"]).kind

    assert "Tagged(" in kind
    assert '"kind"' in kind
    assert kind.index('"dog"') < kind.index('"cat"')


def test_tagged_union_may_be_something_new() -> None:
    """A variant that the description does not know has an annotation of its own."""
    shape = Shapes(SCHEMAS).of({"oneOf": [reference("Dog"), reference("Cat")]})

    assert shape.annotation == "Dog | Cat | Unrecognized"


def test_one_tag_for_two_variants_is_no_tag() -> None:
    """Where the values do not tell the variants apart, the union is tried variant by variant."""
    twins = {"A": SCHEMAS["Dog"], "B": SCHEMAS["Dog"]}

    shape = Shapes(twins).of({"oneOf": [reference("A"), reference("B")]})

    assert "AnyOf(" in shape.kind


def test_shape_names_what_it_mentions() -> None:
    """The classes that an annotation needs are known, so that they can be imported."""
    shape = Shapes(SCHEMAS).of({"type": "array", "items": reference("Pet")})

    assert shape.names >= {"Pet", "Dog", "Cat"}


def test_list_of_itself_ends() -> None:
    """A schema that is nothing but a list of itself does not lead in a circle."""
    assert Shapes(SCHEMAS).of(reference("Loop")).annotation == "list[Any]"
