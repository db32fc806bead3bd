"""What each kind of change is called, and whom it concerns."""

from typing import Any

import pytest
from described import OPERATION, changed, compared, only, pets, rules

_RESPONSE = (*OPERATION, "responses", "200")
_QUERY = (*OPERATION, "parameters", 1)
_PET = ("components", "schemas", "Pet", "properties")

_CASES: dict[str, tuple[tuple[str | int, ...], Any]] = {
    "operation-removed": (OPERATION, ...),
    "operation-deprecated": ((*OPERATION, "deprecated"), True),
    "operation-id-changed": ((*OPERATION, "operationId"), "nourishPet"),
    "method-renamed": ((*OPERATION, "x-speakeasy-name-override"), "nourish"),
    "parameter-removed": (_QUERY, ...),
    "parameter-became-required": ((*_QUERY, "required"), True),
    "parameter-deprecated": ((*_QUERY, "deprecated"), True),
    "style-changed": ((*_QUERY, "style"), "spaceDelimited"),
    "limit-tightened": ((*_QUERY, "schema", "minimum"), 2),
    "limit-loosened": ((*_QUERY, "schema", "minimum"), ...),
    "type-widened": ((*_QUERY, "schema", "type"), "number"),
    "type-changed": ((*_QUERY, "schema", "type"), "string"),
    "default-changed": ((*_QUERY, "schema", "default"), 3),
    "body-removed": ((*OPERATION, "requestBody"), ...),
    "body-became-optional": ((*OPERATION, "requestBody", "required"), False),
    "media-type-removed": ((*OPERATION, "requestBody", "content", "application/json"), ...),
    "success-removed": (_RESPONSE, ...),
    "error-added": ((*OPERATION, "responses", "500"), {"description": "Broken."}),
    "header-removed": ((*_RESPONSE, "headers", "x-fed"), ...),
    "header-became-optional": ((*_RESPONSE, "headers", "x-fed", "required"), ...),
    "link-changed": ((*_RESPONSE, "links"), {"Again": {"operationId": "feedPet"}}),
    "security-alternative-removed": (("security",), [{"Other": []}]),
    "security-scheme-changed": (("components", "securitySchemes", "Key", "scheme"), "basic"),
    "servers-changed": (("servers",), [{"url": "https://dogs.test"}]),
    "property-removed": ((*_PET, "age"), ...),
    "required-property-removed": ((*_PET, "name"), ...),
    "property-became-optional": (("components", "schemas", "Pet", "required"), []),
    "became-nullable": ((*_PET, "name", "type"), ["string", "null"]),
    "became-not-nullable": ((*_PET, "age", "type"), "integer"),
    "pattern-removed": ((*_PET, "name", "pattern"), ...),
    "format-added": ((*_PET, "name", "format"), "uuid"),
    "enum-value-removed": ((*_PET, "kind", "enum"), ["cat"]),
    "enum-lifted": ((*_PET, "kind", "enum"), ...),
    "step-changed": ((*_PET, "age", "multipleOf"), 2),
    "variant-removed": ((*_PET, "food", "anyOf", 0), ...),
    "other-properties-allowed": (
        ("components", "schemas", "Pet", "additionalProperties"),
        True,
    ),
    "schema-deprecated": ((*_PET, "name", "deprecated"), True),
    "something-else-changed": ((*_PET, "name", "contentEncoding"), "base64"),
    "extension-changed": ((*OPERATION, "x-speakeasy-retries"), {"strategy": "none"}),
    "info-changed": (("info", "version"), "2"),
}


@pytest.mark.parametrize("rule", _CASES)
def test_each_change_is_told_by_its_rule(rule: str) -> None:
    """A change of one kind is told by the rule for it."""
    path, value = _CASES[rule]
    expected = {"limit-tightened"} if rule == "step-changed" else {rule}

    assert expected <= set(rules(compared(pets(), changed(pets(), path, value))))


def test_renamed_parameter_of_the_path_concerns_callers_alone() -> None:
    """The wire does not know what a parameter in the path is called; Python callers do."""
    new = pets()
    new["paths"]["/pets/{pet}"] = new["paths"].pop("/pets/{id}")
    new["paths"]["/pets/{pet}"]["post"]["parameters"][0]["name"] = "pet"

    change = only(compared(pets(), new))

    assert change.rule == "parameter-renamed"
    assert (change.verdicts.clients, change.verdicts.callers) == ("none", "breaking")


def test_moved_operation_is_known_again_by_its_id() -> None:
    """An operation with the same id at another address has moved; it is not two changes."""
    new = pets()
    new["paths"]["/animals/{id}"] = new["paths"].pop("/pets/{id}")

    assert rules(compared(pets(), new)) == ["operation-moved"]


def test_order_is_no_news() -> None:
    """Parameters, values, types and names that must be there may be listed in any order."""
    new = pets()
    new["paths"]["/pets/{id}"]["post"]["parameters"].reverse()
    new["components"]["schemas"]["Pet"]["properties"]["kind"]["enum"].reverse()
    new["components"]["schemas"]["Pet"]["properties"]["age"]["type"].reverse()
    new["components"]["schemas"]["Pet"]["properties"]["food"]["anyOf"].reverse()

    assert compared(pets(), new).changes == ()


def test_component_that_is_written_out_is_no_news() -> None:
    """Whether an answer is referred to or stands in place changes nothing."""
    new = pets()
    answers = new["paths"]["/pets/{id}"]["post"]["responses"]
    answers["404"] = new["components"]["responses"]["Missing"]

    assert compared(pets(), new).changes == ()


def test_change_names_the_operations_it_concerns() -> None:
    """What changes in a schema is told once, with the operations that lead to it."""
    path = ("components", "schemas", "Fish", "properties", "grams", "type")

    changes = compared(pets(), changed(pets(), path, "string")).changes

    assert {change.operations for change in changes} == {("POST /pets/{id}",)}
    assert {change.where for change in changes} == {"Fish/grams"}


def test_value_that_looks_equal_in_python_is_another() -> None:
    """`true` and 1 are two values, as they are in JSON."""
    path = (*_PET, "age", "default")

    assert rules(compared(pets(), changed(pets(), path, True))) == ["default-changed"] * 2
