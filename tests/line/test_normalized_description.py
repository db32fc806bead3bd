"""The normalized description is sound, and says of every operation what can come of it."""

import re
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from fine_tuning_contract import places
from fine_tuning_contract.description.examples import check_examples

Described = dict[str, dict[str, Any]]

# What an operation can answer beside success: 401, 429 and 500 always; 400 where a request can be
# wrong in itself, 403 where a key may be too weak, 404 where the path names something, and 409
# where the state of a job stands in the way.
ERRORS = {
    "listFiles": "400 401 429 500",
    "createFile": "400 401 429 500",
    "deleteFile": "401 404 429 500",
    "retrieveFile": "401 404 429 500",
    "downloadFile": "401 404 429 500",
    "runGrader": "400 401 429 500",
    "validateGrader": "400 401 429 500",
    "listFineTuningCheckpointPermissions": "400 401 403 404 429 500",
    "createFineTuningCheckpointPermission": "400 401 403 404 429 500",
    "deleteFineTuningCheckpointPermission": "401 403 404 429 500",
    "createFineTuningJob": "400 401 429 500",
    "listPaginatedFineTuningJobs": "400 401 429 500",
    "retrieveFineTuningJob": "401 404 429 500",
    "cancelFineTuningJob": "400 401 404 409 429 500",
    "listFineTuningJobCheckpoints": "400 401 404 429 500",
    "listFineTuningEvents": "400 401 404 429 500",
    "pauseFineTuningJob": "400 401 404 409 429 500",
    "resumeFineTuningJob": "400 401 404 409 429 500",
    "listModels": "401 429 500",
    "retrieveModel": "401 404 429 500",
    "deleteModel": "401 403 404 429 500",
}

NAMES = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "NotFound",
    "409": "Conflict",
    "429": "RateLimited",
    "500": "ServerError",
}


def test_validator_finds_nothing(normalized: dict[str, Any]) -> None:
    """openapi-spec-validator has no finding."""
    findings = [error.message for error in OpenAPIV31SpecValidator(normalized).iter_errors()]

    assert findings == []


def test_all_operations_are_described(described: Described) -> None:
    """The 21 operations of the API are there, and no other."""
    assert set(described) == set(ERRORS)


@pytest.mark.parametrize("name", ERRORS)
def test_operation_has_exactly_its_errors(described: Described, name: str) -> None:
    """Exact codes are listed: `default` and `4XX` would let any answer pass."""
    responses = described[name]["responses"]

    assert set(responses) == {"200", *ERRORS[name].split()}
    for status in ERRORS[name].split():
        assert responses[status] == {"$ref": f"#/components/responses/{NAMES[status]}"}


@pytest.mark.parametrize("name", ERRORS)
def test_operation_is_documented_by_its_shape(described: Described, name: str) -> None:
    """The table of errors follows from what the operation is, so a new one can be judged alike."""
    operation = described[name]
    parameters = operation.get("parameters", [])
    in_query = any(parameter["in"] == "query" for parameter in parameters)
    changes_state = operation["path"].endswith(("/cancel", "/pause", "/resume"))
    expected = {"401", "429", "500"}
    expected |= {"400"} if "requestBody" in operation or in_query or changes_state else set()
    expected |= {"403"} if operation.get("security") or name == "deleteModel" else set()
    expected |= {"404"} if "{" in operation["path"] else set()
    expected |= {"409"} if changes_state else set()

    assert set(ERRORS[name].split()) == expected


def test_every_answer_names_its_request(described: Described, normalized: dict[str, Any]) -> None:
    """`x-request-id` is promised for every answer, successes included."""
    successes = [operation["responses"]["200"] for operation in described.values()]
    refusals = list(normalized["components"]["responses"].values())

    assert len(refusals) == len(NAMES)
    for answer in (*successes, *refusals):
        assert answer["headers"]["x-request-id"] == {"$ref": "#/components/headers/RequestId"}


def test_refusals_share_one_envelope(normalized: dict[str, Any]) -> None:
    """Each refusal is an ErrorResponse, whose error has four keys, all of them required."""
    components = normalized["components"]
    schemas = [
        answer["content"]["application/json"]["schema"]
        for answer in components["responses"].values()
    ]

    error = components["schemas"]["Error"]
    assert schemas == [{"$ref": "#/components/schemas/ErrorResponse"}] * len(NAMES)
    assert sorted(error["required"]) == ["code", "message", "param", "type"]
    assert error["properties"]["param"]["type"] == ["string", "null"]


def test_limited_client_is_told_how_long_to_wait(normalized: dict[str, Any]) -> None:
    """`Retry-After` is promised for 429, in whole seconds."""
    components = normalized["components"]

    headers = components["responses"]["RateLimited"]["headers"]
    stated = headers["Retry-After"]
    header = (
        components["headers"][stated["$ref"].rpartition("/")[2]] if "$ref" in stated else stated
    )

    assert header["required"] is True
    assert header["schema"]["type"] == "integer"


def test_only_permissions_need_the_admin_key(
    described: Described, normalized: dict[str, Any]
) -> None:
    """The three permission operations name the admin scheme; all others have the ordinary one."""
    own = {name: each["security"] for name, each in described.items() if "security" in each}

    assert normalized["security"] == [{"ApiKeyAuth": []}]
    assert set(own) == {name for name in ERRORS if "Permission" in name}
    assert all(needs == [{"AdminApiKeyAuth": []}] for needs in own.values())


def test_every_example_fits_its_schema() -> None:
    """No example in the description contradicts the description."""
    problems = check_examples(places.normalized_description())

    assert [str(problem) for problem in problems] == []


def test_every_body_and_answer_has_an_example(described: Described) -> None:
    """Whoever reads the description sees each body and each JSON answer once in full."""
    without = [
        name
        for name, operation in described.items()
        for holder in (operation.get("requestBody"), operation["responses"]["200"])
        for media_type, media in (holder or {}).get("content", {}).items()
        if "json" in media_type and not media.get("examples") and "example" not in media
    ]

    assert without == []


def test_every_link_leads_to_an_operation_and_its_parameters(
    described: Described, normalized: dict[str, Any]
) -> None:
    """A link names an operation that is described, and parameters that this one has."""
    shared = normalized["components"].get("links", {})
    links = [
        shared[link["$ref"].rpartition("/")[2]] if "$ref" in link else link
        for operation in described.values()
        for link in operation["responses"]["200"].get("links", {}).values()
    ]

    assert len(links) >= 20
    for link in links:
        target = described[link["operationId"]]
        names = {parameter["name"] for parameter in target.get("parameters", [])}
        assert {name.rpartition(".")[2] for name in link.get("parameters", {})} <= names


def test_every_part_is_reached(normalized: dict[str, Any]) -> None:
    """No schema stands there that nothing refers to."""
    text = repr(normalized)

    unused = [
        name
        for name in normalized["components"]["schemas"]
        if not re.search(f"'#/components/schemas/{re.escape(name)}'", text)
    ]

    assert unused == []
