"""A new description names the rules that have to be read again."""

from typing import Any

from fine_tuning_contract.release.affected_rules import to_be_read_again


def described(**operations: str) -> dict[str, Any]:
    """Return a description with operations and what is said of them."""
    return {
        "paths": {
            f"/{name}": {"get": {"operationId": name, "description": text}}
            for name, text in operations.items()
        }
    }


def rule(spec: str, says: str | None = None) -> dict[str, Any]:
    """Return a rule as the rule book lists it."""
    return {"id": "jobs-a", "spec": spec, "says": says}


OLD = described(listJobs="The newest stands\nfirst.")


def test_rule_that_still_stands_is_not_named() -> None:
    """Neither a place without words nor words in another line break ask for anything."""
    rules = [rule("listJobs"), rule("listJobs", "newest stands first")]

    assert list(to_be_read_again(rules, OLD, OLD)) == []


def test_rule_whose_words_are_gone_is_named() -> None:
    """A sentence that was written anew may mean something else."""
    new = described(listJobs="The oldest stands first.")

    (line,) = to_be_read_again([rule("listJobs", "newest stands first")], OLD, new)

    assert line == "`jobs-a`: its words no longer stand at `listJobs`; read the rule again"


def test_rule_whose_place_is_gone_is_named() -> None:
    """A rule about nothing has to move or to go."""
    (line,) = to_be_read_again([rule("listJobs/parameters/after")], OLD, OLD)

    assert "is no more in the description" in line


def test_new_operation_without_a_rule_is_named() -> None:
    """What came in is told, until a rule is about it; what was there before is not."""
    new = described(listJobs="The newest stands first.", pauseJob="Pauses.")

    assert list(to_be_read_again([rule("pauseJob")], OLD, new)) == []
    (line,) = to_be_read_again([], OLD, new)
    assert line.startswith("`pauseJob` is new; no rule is about it yet")
