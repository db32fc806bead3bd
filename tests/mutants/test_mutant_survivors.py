"""The known survivors, and what a run makes of them."""

from pathlib import Path

import pytest

from contract_tests.mutants.catalogue import every
from contract_tests.mutants.checking import Finding
from contract_tests.mutants.summary import problems, share
from contract_tests.mutants.survivors import Survivor, known
from contract_tests.mutants.trials import Trial


def _trials(verdicts: str) -> list[Trial]:
    words = {"+": "broken", "-": "conformant"}
    mutants = list(every("server"))[: len(verdicts)]
    return [
        Trial(mutant, Finding(words[verdict]), 1.0)
        for mutant, verdict in zip(mutants, verdicts, strict=True)
    ]


def _surviving(trial: Trial, kind: str) -> dict[str, Survivor]:
    name = trial.mutant.name
    return {name: Survivor(name, "allowed" if kind == "allowed" else "missed", "a reason")}


def test_known_survivors_are_mutants() -> None:
    """Each entry of the file names a mutant and gives a reason."""
    names = {mutant.name for mutant in every()}

    assert set(known()) <= names
    assert all(len(survivor.reason) > 20 for survivor in known().values())


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    """An entry without its reason is an error that shows the entry."""
    path = tmp_path / "survivors.yml"
    path.write_text("- {mutant: x, kind: allowed}\n")

    with pytest.raises(ValueError, match="reason"):
        known(path)


def test_an_unexplained_survivor_is_a_problem() -> None:
    """A mutant that survives without a reason fails the run."""
    found = problems(_trials("+-"), {})

    assert "survivors.yml does not say why" in found[0]


def test_an_allowed_survivor_is_no_fault() -> None:
    """What the description leaves open does not count among the faults."""
    trials = _trials("+-")

    assert share(trials, _surviving(trials[1], "allowed")) == 1.0
    assert problems(trials, _surviving(trials[1], "allowed")) == []


def test_a_missed_survivor_counts() -> None:
    """A fault that the rules do not see lowers the share, with a reason or without."""
    trials = _trials("+-")

    assert share(trials, _surviving(trials[1], "missed")) == 0.5


def test_a_stale_entry_is_a_problem() -> None:
    """An entry whose mutant is caught by now fails the run."""
    trials = _trials("++")

    assert "says that it survives" in problems(trials, _surviving(trials[0], "missed"))[0]
