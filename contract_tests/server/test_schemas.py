"""Rules for the whole description: requests made up from it, right and wrong."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from fine_tuning_contract.conformance import Answer, Findings, Operation, Session, must

from .steps import Json

# What a schema cannot say of these bodies, the server may: that a formula cannot be read, that a
# file is not JSON Lines, that a job shows at most five integrations.
_MAY_REFUSE = {
    "runGrader": ("grader",),
    "validateGrader": ("grader",),
    "createFineTuningJob": ("method", "grader", "integrations"),
    "createFile": ("file", "purpose", "filename"),
}


@pytest.fixture
def known(api: Session, training_file: str, cancelled_job: Json) -> Mapping[str, Sequence[str]]:
    """Return ids of things that exist, by what the description calls them."""
    return {
        "file": [training_file],
        "model": [api.target.setup.model],
        "job": [cancelled_job["id"]],
    }


@pytest.fixture
def known_with_checkpoint(
    known: Mapping[str, Sequence[str]], checkpoint: str
) -> Mapping[str, Sequence[str]]:
    """Return the same, with a fine-tuned model to share."""
    return {**known, "fine-tuned-model": [checkpoint]}


@must("schemas-hold-for-examples", spec="paths", dear=True)
def test_answers_to_examples_are_as_described(
    explore: Callable[..., Any], known: Mapping[str, Sequence[str]]
) -> None:
    """
    The description's own examples are answered as it says.

    Everyone tries them first.
    """
    _demand_none(explore("examples", known=known, may_refuse=may_refuse))


@must("schemas-hold-at-their-edges", spec="paths", dear=True)
def test_answers_at_the_edges_of_schemas_are_as_described(
    explore: Callable[..., Any], known: Mapping[str, Sequence[str]]
) -> None:
    """
    Values at and beyond every limit of the description are answered as it says.

    A limit that is off by one turns away a customer, or lets in an attacker.
    """
    _demand_none(explore("coverage", known=known, may_refuse=may_refuse))


@must("schemas-hold-for-random-requests", spec="paths", dear=True)
def test_answers_to_random_requests_are_as_described(
    explore: Callable[..., Any], known_with_checkpoint: Mapping[str, Sequence[str]]
) -> None:
    """
    Requests drawn at random from the description, right and wrong, are answered as it says.

    Nobody thinks of every combination; users find them all.
    """
    _demand_none(explore("fuzzing", known=known_with_checkpoint, may_refuse=may_refuse))


@must("schemas-hold-along-links", spec="paths", dear=True)
def test_answers_along_links_are_as_described(
    explore: Callable[..., Any], known: Mapping[str, Sequence[str]]
) -> None:
    """
    Walks along the links of the description, from a job to its events and on, hold what it says.

    Each call may be right by itself, and the next one wrong because of it.
    """
    _demand_none(explore("stateful", known=known, may_refuse=may_refuse))


def may_refuse(operation: Operation, body: Any, answer: Answer) -> bool:
    """Say whether a body that fits its schema may still be wrong in a way that the answer names."""
    del body
    names = _MAY_REFUSE.get(operation.id, ())
    error: Json = answer.json.get("error") or {}
    told = f"{error.get('param')} {error.get('message')}"
    return answer.status == 400 and any(name in told for name in names)


def _demand_none(exploration: Any) -> None:
    if exploration.findings:
        raise Findings(exploration.summary, exploration.findings)
