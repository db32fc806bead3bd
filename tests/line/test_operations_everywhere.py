"""Each described operation is in both clients, in the emulator, and behind the same key."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from fine_tuning_client import AsyncFineTuningClient, FineTuningClient
from fine_tuning_contract.emulator import RunningEmulator, start

Described = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    """Return a running emulator."""
    with start() as running:
        yield running


def method(client: Any, operation: dict[str, Any]) -> Any:
    """Return the method of a client that stands for an operation."""
    for name in operation["x-speakeasy-group"].split("."):
        client = getattr(client, name)
    return getattr(client, operation["x-speakeasy-name-override"])


def request(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the least that a request for an operation can be: its ids, and an empty body."""
    path = operation["path"]
    for parameter in operation.get("parameters", []):
        path = path.replace("{" + parameter["name"] + "}", "no-such-thing")
    body = {"json": {}} if "requestBody" in operation else {}
    return {"method": operation["method"], "url": path, **body}


@pytest.mark.parametrize("kind", [FineTuningClient, AsyncFineTuningClient], ids=["sync", "async"])
def test_every_operation_is_a_method(described: Described, kind: Any) -> None:
    """Where the description says a method is, there it is, with its words as help."""
    client = kind(api_key="sk-test")

    methods = [method(client, operation) for operation in described.values()]

    assert len(methods) == 21
    assert all(callable(each) and len(each.__doc__ or "") > 20 for each in methods)


def test_every_operation_has_a_method_of_its_own(described: Described) -> None:
    """No two operations share a method."""
    places = [
        (operation["x-speakeasy-group"], operation["x-speakeasy-name-override"])
        for operation in described.values()
    ]

    assert len(set(places)) == 21


def test_every_parameter_is_an_argument(described: Described) -> None:
    """Each described parameter, and each member of a body, can be said."""
    client = FineTuningClient(api_key="sk-test")

    for operation in described.values():
        arguments = set(method(client, operation).__annotations__)
        named = {parameter["name"] for parameter in operation.get("parameters", [])}
        assert named <= {argument.rstrip("_") for argument in arguments}, operation["operationId"]


def test_emulator_knows_every_operation(described: Described, emulator: RunningEmulator) -> None:
    """Every operation is answered as described, also where it is asked for what is not there."""
    answered: dict[str, int] = {}
    with httpx.Client(base_url=emulator.url) as client:
        for name, operation in described.items():
            key = emulator.admin_key if operation.get("security") else emulator.api_key
            headers = {"Authorization": f"Bearer {key}"}
            answer = client.request(**request(operation), headers=headers)
            answered[name] = answer.status_code
            assert str(answer.status_code) in operation["responses"], (name, answer.text)
            assert "unknown_url" not in answer.text

    assert set(answered.values()) <= {200, 400, 404}
    assert len(answered) == 21


def test_emulator_demands_the_described_key(
    described: Described, emulator: RunningEmulator
) -> None:
    """Without a key the answer is 401 everywhere, and 403 where an ordinary key is too weak."""
    weak = {"Authorization": f"Bearer {emulator.api_key}"}
    with httpx.Client(base_url=emulator.url) as client:
        for name, operation in described.items():
            assert client.request(**request(operation)).status_code == 401, name
            if operation.get("security"):
                assert client.request(**request(operation), headers=weak).status_code == 403, name


def test_emulator_knows_no_other_operation(described: Described, emulator: RunningEmulator) -> None:
    """What is not described is not served."""
    headers = {"Authorization": f"Bearer {emulator.api_key}"}
    described_paths = {operation["path"] for operation in described.values()}

    assert "/fine_tuning/nothing" not in described_paths
    with httpx.Client(base_url=emulator.url, headers=headers) as client:
        assert client.get("/fine_tuning/nothing").status_code == 404
        assert client.put("/fine_tuning/jobs").status_code == 405
