"""The generator is given what it can read, and what it is given means the same."""

import copy
from typing import Any

from sketches import TEXT, body, described, members, operation, parameter, reference

from fine_tuning_contract.codegen.digest import digestible, media_types


def digested(name: str, **schemas: Any) -> Any:
    """Return one schema of a description after digestion."""
    return digestible(described(schemas=schemas))["components"]["schemas"][name]


def test_description_is_copied() -> None:
    """The description itself stays as it is."""
    document = described(schemas={"A": {"allOf": [members(a=TEXT)]}})
    before = copy.deepcopy(document)

    digestible(document)

    assert document == before


def test_compositions_are_merged() -> None:
    """The parts of `allOf` become one object with all members, required where one part says so."""
    found = digested(
        "Dog",
        Pet=members(("id",), id=TEXT),
        Dog={"allOf": [reference("Pet"), members(("name",), name=TEXT)], "description": "A dog."},
    )

    assert set(found["properties"]) == {"id", "name"}
    assert found["required"] == ["id", "name"]
    assert found["description"] == "A dog."
    assert "allOf" not in found


def test_one_reference_in_a_composition_stays_one_with_it() -> None:
    """`allOf` around nothing but a scalar keeps what the scalar says, and the words beside it."""
    found = digested("Age", Number={"type": "integer"}, Age={"allOf": [reference("Number")]})

    assert found == {"type": "integer"}


def test_composition_of_itself_ends() -> None:
    """A schema that is a part of itself does not lead in a circle."""
    found = digested("A", A={"allOf": [reference("A"), members(a=TEXT)]})

    assert set(found["properties"]) == {"a"}


def test_defaults_are_left_out() -> None:
    """A default that does not fit its type would lose the schema, and no default is ever sent."""
    found = digested("A", A=members(a={"type": "integer", "default": "many"}))

    assert found["properties"]["a"] == {"type": "integer"}


def test_members_called_as_keywords_stay() -> None:
    """A member may be called `default`, `example` or `allOf`; its schema is digested too."""
    found = digested(
        "A",
        A=members(
            default={"type": "string", "default": 3},
            examples={"type": "integer", "default": "x"},
            allOf={"allOf": [members(a=TEXT)]},
        ),
    )

    assert found["properties"]["default"] == TEXT
    assert found["properties"]["examples"] == {"type": "integer"}
    assert set(found["properties"]["allOf"]["properties"]) == {"a"}


def test_examples_are_not_looked_at() -> None:
    """What stands in an example is no schema, whatever it looks like."""
    example = {"type": "string", "default": "kept"}

    found = digested("A", A={**members(a=TEXT), "examples": [example]})

    assert found["examples"] == [example]


def test_rules_beside_members_are_left_out() -> None:
    """`oneOf` beside members says which of them go together; the members are the same."""
    found = digested("A", A={**members(a=TEXT, b=TEXT), "oneOf": [{"required": ["a"]}]})

    assert "oneOf" not in found
    assert set(found["properties"]) == {"a", "b"}


def test_header_parameters_are_texts() -> None:
    """The generator takes no lists in headers; the client writes them itself."""
    listed = parameter("X", "header", schema={"type": "array", "items": TEXT})
    document = described({"/a": {"get": operation(parameters=[listed])}})

    (found,) = digestible(document)["paths"]["/a"]["get"]["parameters"]

    assert found["schema"] == TEXT


def test_media_types_that_the_generator_does_not_know_are_bytes() -> None:
    """A picture or a table is bytes to the client."""
    request = {"requestBody": body(TEXT, "image/png")}
    document = described({"/a": {"post": operation(**request)}})

    assert media_types(document) == {"image/png": "application/octet-stream"}
