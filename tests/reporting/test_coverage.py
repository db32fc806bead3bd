"""The account of what a run exercised."""

from typing import Any

import attrs
import pytest

from fine_tuning_contract.conformance import Answer, Description, Exchange, Operation
from fine_tuning_contract.conformance.exchange import Request
from fine_tuning_contract.conformance.oracle import Oracle
from fine_tuning_contract.conformance.reporting.coverage import Coverage, coverage_of, joined
from fine_tuning_contract.conformance.reporting.keywords import Keywords

_THING = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "maxLength": 3},
        "size": {
            "oneOf": [{"type": "string", "enum": ["auto"]}, {"type": "integer", "minimum": 1}]
        },
        "parts": {"type": "array", "maxItems": 2, "items": {"$ref": "#/components/schemas/Thing"}},
        "labels": {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
    },
}
_CONTENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "paths": {
        "/things/{id}": {
            "put": {
                "operationId": "writeThing",
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                    {"name": "filter", "in": "query", "style": "deepObject", "schema": {}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                ],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                    }
                },
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}
                        }
                    },
                    "404": {"description": "There is none."},
                },
            }
        }
    },
    "components": {"schemas": {"Thing": _THING}},
}


@pytest.fixture
def contract() -> Description:
    """Return a description with one operation."""
    return Description(_CONTENT)


@pytest.fixture
def coverage(contract: Description) -> Coverage:
    """Return an account that is still empty."""
    return Coverage(contract, Oracle(contract))


def _exchanged(body: bytes, *, query: str = "", status: int = 200) -> Exchange:
    request = Request("PUT", f"http://server/things/1{query}", (), body)
    return Exchange(request, Answer(status, {}, b'{"name": "a"}', 0.01))


def _account(contract: Description, *accounts: Coverage) -> Any:
    (account,) = coverage_of(contract, [each.counted() for each in accounts])["operations"]
    return account


def _operation(contract: Description) -> Operation:
    return contract.operation("writeThing")


def test_nothing_is_missed_silently(contract: Description, coverage: Coverage) -> None:
    """Before any request, every status, parameter and keyword stands there as not exercised."""
    account = _account(contract, coverage)

    assert account["requests"] == 0
    assert account["statuses"] == [
        {"status": "200", "declared": True, "seen": 0},
        {"status": "404", "declared": True, "seen": 0},
    ]
    assert {each["name"]: each["sent"] for each in account["parameters"]} == {
        "id": 0,
        "filter": 0,
        "limit": 0,
    }
    assert len(account["keywords"]["request"]["missed"]) == account["keywords"]["request"]["total"]


def test_statuses_and_parameters_are_counted(contract: Description, coverage: Coverage) -> None:
    """A status that is not declared is told too; a deep object counts by its own name."""
    operation = _operation(contract)
    coverage.note(operation, _exchanged(b"", query="?filter%5Ba%5D=1&filter[b]=2"))
    coverage.note(operation, _exchanged(b"", query="?limit=", status=418))
    coverage.note(operation, attrs.evolve(_exchanged(b""), answer=None))
    coverage.note(None, _exchanged(b""))
    account = _account(contract, coverage)

    assert [(each["status"], each["declared"], each["seen"]) for each in account["statuses"]] == [
        ("200", True, 1),
        ("404", True, 0),
        ("418", False, 1),
    ]
    assert {each["name"]: each["sent"] for each in account["parameters"]} == {
        "id": 2,
        "filter": 1,
        "limit": 1,
    }


@pytest.mark.parametrize(
    ("body", "reached"),
    [
        (b'{"size": "auto"}', {"size: oneOf", "size<0>: enum", "size<0>: type"}),
        (b'{"size": 5}', {"size: oneOf", "size<1>: minimum", "size<1>: type"}),
        (b'{"parts": []}', {"parts: maxItems", "parts: type"}),
        (
            b'{"labels": {"a": "b"}}',
            {
                "labels: additionalProperties",
                "labels: type",
                "labels/*: minLength",
                "labels/*: type",
            },
        ),
        (b"[]", set()),
        (b"{no JSON", set()),
    ],
)
def test_keyword_is_reached_by_what_it_speaks_of(
    contract: Description, coverage: Coverage, body: bytes, reached: set[str]
) -> None:
    """A value reaches the keywords of its own branch and kind, and no others."""
    coverage.note(_operation(contract), _exchanged(body))
    missed = set(_account(contract, coverage)["keywords"]["request"]["missed"])
    names = set(Keywords(_CONTENT, _THING).names.values())

    assert {each for each in names - missed if not each.startswith("(whole)")} == reached


def test_crossed_keyword_is_one_that_a_request_broke(
    contract: Description, coverage: Coverage
) -> None:
    """What a request breaks is told by place and keyword, through references."""
    coverage.note(_operation(contract), _exchanged(b'{"name": "long", "parts": [{}]}'))
    keywords = _account(contract, coverage)["keywords"]["request"]

    assert keywords["crossed"] == 2
    assert "name: maxLength" not in keywords["uncrossed"]
    assert "(whole): required" not in keywords["uncrossed"]


def test_answers_have_an_account_of_their_own(contract: Description, coverage: Coverage) -> None:
    """What only an answer held was not exercised by a request."""
    coverage.note(_operation(contract), _exchanged(b""))
    keywords = _account(contract, coverage)["keywords"]

    assert "name: maxLength" not in keywords["response"]["missed"]
    assert "name: maxLength" in keywords["request"]["missed"]


def test_processes_and_shards_add_up(contract: Description) -> None:
    """Processes of a run, and reports of shards, miss only what all of them missed."""
    one, other = (Coverage(contract, Oracle(contract)) for _ in range(2))
    one.note(_operation(contract), _exchanged(b'{"size": 3}', query="?limit=1"))
    other.note(_operation(contract), _exchanged(b'{"size": "auto"}', status=404))
    together = coverage_of(contract, [one.counted(), other.counted()])
    apart = [coverage_of(contract, [each.counted()]) for each in (one, other)]

    assert joined(apart) == together
    assert together["operations"][0]["requests"] == 2
    assert joined([]) is None


def test_equal_bodies_are_looked_at_once(contract: Description, coverage: Coverage) -> None:
    """Bodies that differ in their ids alone cost next to nothing."""
    for number in range(50):
        coverage.note(_operation(contract), _exchanged(b'{"name": "a%dx"}' % number))

    assert {len(makes) for makes in coverage._makes.values()} == {1}
