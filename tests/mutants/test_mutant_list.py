"""Every mutant finds the place where its fault belongs."""

import shutil
from pathlib import Path

import pytest

from contract_tests.mutants.catalogue import Mutant, every, named
from contract_tests.mutants.edits import EditDoesNotFit, FaultyClient
from contract_tests.mutants.faulty import FaultyServer
from fine_tuning_contract import places


def _spoilt_server(mutant: Mutant) -> str | None:
    faulty = FaultyServer()
    try:
        mutant.spoil(faulty)
    except LookupError as fault:
        return f"{mutant.name}: {fault}"
    finally:
        touched = faulty.touched
        faulty.undo()
    return None if touched else f"{mutant.name} puts no fault in"


def _spoilt_client(mutant: Mutant, package: Path, source: Path) -> str | None:
    client = FaultyClient(package)
    try:
        mutant.spoil(client)
        for module in client.edited:
            compile((package / module).read_text(), module, "exec")
    except (EditDoesNotFit, SyntaxError) as fault:
        return f"{mutant.name}: {fault}"
    finally:
        for module in client.edited:
            shutil.copyfile(source / module, package / module)
    return None if client.edited else f"{mutant.name} puts no fault in"


def test_there_are_enough_of_both_sides() -> None:
    """At least a hundred servers and forty clients are faulty."""
    servers, clients = list(every("server")), list(every("client"))

    assert len(servers) >= 100
    assert len(clients) >= 40


def test_every_fault_of_a_server_finds_its_place() -> None:
    """What a faulty server replaces is there in the emulator."""
    problems = [_spoilt_server(mutant) for mutant in every("server")]

    assert [problem for problem in problems if problem] == []


def test_every_fault_of_a_client_finds_its_place(tmp_path: Path) -> None:
    """What a faulty client edits stands in the generated client, and is still Python afterwards."""
    source = places.generated() / "fine_tuning_client"
    package = tmp_path / "fine_tuning_client"
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    problems = [_spoilt_client(mutant, package, source) for mutant in every("client")]

    assert [problem for problem in problems if problem] == []


def test_an_edit_that_does_not_fit_says_which(tmp_path: Path) -> None:
    """An edit whose text is gone names the module and the text."""
    (tmp_path / "client.py").write_text("one = 1\n")

    with pytest.raises(EditDoesNotFit, match=r"client\.py does not hold 'two = 2'"):
        FaultyClient(tmp_path).edit("client.py", "two = 2", "two = 3")


def test_an_unknown_name_is_refused() -> None:
    """A mutant that nobody wrote is an error that shows where the names are."""
    with pytest.raises(LookupError, match="--list"):
        named("no-such-mutant")
