"""What tests of the whole line have in hand: the project's own description, read once."""

from typing import Any

import pytest

from fine_tuning_contract import places
from fine_tuning_contract.description import load

Described = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def normalized() -> dict[str, Any]:
    """Return the project's normalized description."""
    return load(places.normalized_description()).content


@pytest.fixture(scope="session")
def described(normalized: dict[str, Any]) -> Described:
    """Return each operation by its operationId, with method and path beside what it states."""
    return {
        operation["operationId"]: {**operation, "method": method.upper(), "path": path}
        for path, item in normalized["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and "responses" in operation
    }
