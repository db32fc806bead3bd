"""Reshaping is a projection: what is clean stays as it is, whatever was fed in."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fine_tuning_contract.description import load, reshape

SOURCE = Path(__file__).parents[2] / "openapi.yml"

REFERENCES = st.sampled_from(["A", "B", "C"]).map(
    lambda name: {"$ref": f"#/components/schemas/{name}"}
)
NULL = st.just({"type": "null"})
SCALARS = st.fixed_dictionaries(
    {"type": st.sampled_from(["string", "integer", "number", "boolean"])},
    optional={
        "nullable": st.booleans(),
        "enum": st.lists(st.sampled_from(["a", "b", 1]), min_size=1, max_size=3),
        "title": st.just("T"),
        "default": st.sampled_from([None, "a"]),
        "example": st.sampled_from(["a", None]),
        "minimum": st.integers(0, 3),
        "exclusiveMinimum": st.booleans(),
        "description": st.just("d"),
    },
)


def inner(schemas: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return schemas that hold the given ones."""
    about = {
        "nullable": st.booleans(),
        "description": st.sampled_from(["d", "e"]),
        "title": st.just("T"),
        "deprecated": st.just(value=True),
        "default": st.just(None),
    }
    branches = st.lists(schemas, min_size=1, max_size=3)
    return st.one_of(
        st.fixed_dictionaries(
            {"properties": st.dictionaries(st.sampled_from(["a", "title", "b c"]), schemas)},
            optional={"type": st.just("object"), "required": st.just(["a", "a"]), **about},
        ),
        st.fixed_dictionaries({"type": st.just("array"), "items": schemas}, optional=about),
        st.fixed_dictionaries({"type": st.just("object"), "additionalProperties": schemas}),
        st.fixed_dictionaries({"oneOf": branches}, optional={"type": st.just("object"), **about}),
        st.fixed_dictionaries({"anyOf": branches}, optional=about),
        st.fixed_dictionaries({"allOf": branches}, optional=about),
    )


SCHEMAS = st.recursive(st.one_of(SCALARS, REFERENCES, NULL, st.just({})), inner, max_leaves=12)


CIRCLE = {
    "A": {"$ref": "#/components/schemas/B"},
    "B": {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/A"}], "nullable": True},
}


@settings(max_examples=200, deadline=None)
@example(CIRCLE)
@given(st.fixed_dictionaries({"A": SCHEMAS, "B": SCHEMAS, "C": SCHEMAS}))
def test_reshaping_twice_is_reshaping_once(schemas: dict[str, Any]) -> None:
    """A clean description is left as it is."""
    once = reshape({"openapi": "3.1.0", "components": {"schemas": schemas}})

    assert reshape(once) == once


@settings(max_examples=200, deadline=None)
@given(SCALARS | st.lists(SCALARS, min_size=1, max_size=3).map(lambda each: {"anyOf": each}))
def test_reshaping_keeps_what_is_accepted(schema: dict[str, Any]) -> None:
    """The clean spelling of scalars and choices accepts the same values as the old one."""
    clean = reshape({"components": {"schemas": {"It": {"properties": {"p": schema}}}}})
    new = clean["components"]["schemas"]["It"]["properties"]["p"]

    values: list[Any] = ["a", "b", "c", 0, 1, 2, 3.5, True, None, [], {}]
    for value in values:
        assert jsonschema_rs.is_valid(new, value) == accepts_as_3_0(schema, value)


def accepts_as_3_0(schema: dict[str, Any], value: Any) -> bool:
    """Whether a schema accepts a value by the rules of OpenAPI 3.0."""
    if "anyOf" in schema:
        return any(accepts_as_3_0(each, value) for each in schema["anyOf"])
    if schema.get("nullable") and value is None:
        return True
    kept = ("type", "enum", "minimum")
    plain: dict[str, Any] = {key: schema[key] for key in kept if key in schema}
    if schema.get("exclusiveMinimum") is True and "minimum" in plain:
        plain["exclusiveMinimum"] = plain.pop("minimum")
    return jsonschema_rs.is_valid(plain, value)


def test_published_description_is_reshaped_in_one_go() -> None:
    """The description of this repository reaches its final form at once."""
    once = reshape(load(SOURCE).content)

    assert reshape(once) == once


@pytest.mark.parametrize("keyword", ["title", "nullable"])
def test_keywords_of_older_versions_are_gone(keyword: str) -> None:
    """No schema of the reshaped description has a keyword that 3.1 or a generator trips over."""
    schemas = reshape(load(SOURCE).content)["components"]["schemas"]

    assert [name for name, schema in schemas.items() if keyword in schema] == []
