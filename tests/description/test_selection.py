"""A selection holds the chosen paths and all that they reach, and nothing else."""

from typing import Any

import pytest
import yaml

from fine_tuning_contract.description import DescriptionError, operations, select

DESCRIPTION = """
openapi: 3.1.0
info: {title: Shop, version: '1'}
tags: [{name: used}, {name: unused}]
security: [{Key: []}]
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [used]
      responses:
        '200': {$ref: '#/components/responses/Orders'}
  /orders/{id}:
    get:
      operationId: readOrder
      security: [{Admin: []}]
      responses: {}
  /pets:
    post:
      operationId: addPet
      requestBody:
        content:
          application/json:
            schema:
              oneOf: [{$ref: '#/components/schemas/Cat'}]
              discriminator:
                propertyName: kind
                mapping: {dog: '#/components/schemas/Dog', fish: Fish}
webhooks:
  happened: {post: {requestBody: {content: {a/b: {schema: {$ref: '#/components/schemas/Hook'}}}}}}
components:
  x-kept: {a: 1}
  securitySchemes: {Key: {type: http}, Admin: {type: http}, Other: {type: http}}
  responses:
    Orders: {content: {a/b: {schema: {$ref: '#/components/schemas/Order/properties/inner'}}}}
    Unused: {description: no}
  schemas:
    Order:
      properties:
        $ref: {$ref: '#/components/schemas/ByName'}
        inner: {example: {$ref: '#/components/schemas/Text'}, x-a: {$ref: '#/components/schemas/X'}}
        examples: {$ref: '#/components/schemas/Examples'}
    ByName: {items: {$ref: '#/components/schemas/Loop'}}
    Loop: {additionalProperties: {$ref: '#/components/schemas/Loop'}}
    Examples: {examples: [{$ref: '#/components/schemas/Text'}]}
    Text: {}
    X: {}
    Cat: {}
    Dog: {}
    Fish: {}
    Hook: {}
"""


@pytest.fixture
def shop() -> dict[str, Any]:
    """Return a description with used and unused parts of every kind."""
    content: dict[str, Any] = yaml.safe_load(DESCRIPTION)
    return content


@pytest.mark.parametrize(
    ("globs", "paths"),
    [
        ([], ["/orders", "/orders/{id}", "/pets"]),
        (["/orders"], ["/orders"]),
        (["/orders*"], ["/orders", "/orders/{id}"]),
        (["/orders/**"], ["/orders/{id}"]),
        (["/pets", "/orders/*"], ["/orders/{id}", "/pets"]),
    ],
)
def test_globs_choose_paths(shop: dict[str, Any], globs: list[str], paths: list[str]) -> None:
    """The paths that match a glob stay, in the document's order."""
    assert list(select(shop, globs).content["paths"]) == paths


def test_glob_that_matches_nothing_is_an_error(shop: dict[str, Any]) -> None:
    """A misspelt glob does not select nothing in silence."""
    with pytest.raises(DescriptionError, match=r"/ordres: matches no path .* did you mean /orders"):
        select(shop, ["/ordres"])


def test_what_is_reached_stays(shop: dict[str, Any]) -> None:
    """References are followed to the end, through names that look like keywords."""
    content = select(shop, ["/orders"]).content

    assert content["components"] == {
        "x-kept": {"a": 1},
        "securitySchemes": {"Key": {"type": "http"}},
        "responses": {"Orders": shop["components"]["responses"]["Orders"]},
        "schemas": {
            name: shop["components"]["schemas"][name]
            for name in ("Order", "ByName", "Loop", "Examples")
        },
    }


def test_discriminators_reach_what_they_map_to(shop: dict[str, Any]) -> None:
    """A mapping keeps schemas by reference and by bare name."""
    content = select(shop, ["/pets"]).content

    assert list(content["components"]["schemas"]) == ["Cat", "Dog", "Fish"]


def test_security_of_an_operation_is_kept(shop: dict[str, Any]) -> None:
    """A scheme stays if the description or an operation asks for it."""
    content = select(shop, ["/orders/*"]).content

    assert list(content["components"]["securitySchemes"]) == ["Key", "Admin"]


def test_unused_tags_and_webhooks_go(shop: dict[str, Any]) -> None:
    """Tags that no operation carries, and webhooks, are left out."""
    content = select(shop).content

    assert content["tags"] == [{"name": "used"}]
    assert "webhooks" not in content
    assert "tags" not in select(shop, ["/pets"]).content


def test_everything_left_out_is_told(shop: dict[str, Any]) -> None:
    """No part goes in silence."""
    assert select(shop, ["/orders*"]).left_out == (
        "webhooks: left out 1 unused (happened)",
        "paths: left out 1 unused (/pets)",
        "components/securitySchemes: left out 1 unused (Other)",
        "components/responses: left out 1 unused (Unused)",
        "components/schemas: left out 6 unused (Text, X, Cat, Dog, Fish, Hook)",
        "tags: left out 1 unused (unused)",
    )


def test_long_lists_are_cut_short() -> None:
    """Of many names, the first few are shown, with the number of the others."""
    schemas: dict[str, Any] = {f"S{number}": {} for number in range(9)}

    selected = select({"components": {"schemas": schemas}})

    assert selected.left_out == (
        "components/schemas: left out 9 unused (S0, S1, S2, S3, S4, S5 and 3 more)",
    )
    assert "components" not in selected.content


def test_operations_are_all_methods_of_all_paths(shop: dict[str, Any]) -> None:
    """Parts of a path that are no operation are passed over."""
    shop["paths"]["/orders"] |= {"parameters": [], "summary": "a", "x-a": {}, "put": {}}

    found = [(path, method) for path, method, _ in operations(shop)]

    assert found == [
        ("/orders", "get"),
        ("/orders", "put"),
        ("/orders/{id}", "get"),
        ("/pets", "post"),
    ]
