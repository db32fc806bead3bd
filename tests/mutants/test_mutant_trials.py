"""Mutants are tried whole: a server or a client with the fault, and the suite against it."""

import pytest

from contract_tests.mutants.catalogue import named
from contract_tests.mutants.trials import Trial, try_all

_TRIED = ("creation-answers-201", "an-unknown-job-is-null", "errors-lose-their-code")


@pytest.fixture(scope="module")
def trials() -> dict[str, Trial]:
    """Return what came of three mutants, by name."""
    return {trial.mutant.name: trial for trial in try_all([named(name) for name in _TRIED], 2)}


@pytest.mark.parametrize("name", _TRIED)
def test_a_mutant_is_caught(trials: dict[str, Trial], name: str) -> None:
    """A rule is broken, and the trial says which."""
    trial = trials[name]

    assert trial.caught, trial
    assert trial.finding.rule


def test_a_faulty_server_counts_its_requests(trials: dict[str, Trial]) -> None:
    """A trial of a server tells how many requests it took, and how often they met the fault."""
    trial = trials["creation-answers-201"]

    assert trial.requests
    assert trial.reached
