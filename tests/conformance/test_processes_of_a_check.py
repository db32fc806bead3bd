"""How many processes run the rules if nobody says."""

import os

import pytest
from click.testing import CliRunner

from fine_tuning_contract.cli import main
from fine_tuning_contract.commands import checking
from fine_tuning_contract.conformance import Options, UnknownRule


@pytest.mark.parametrize(
    ("arguments", "cores", "workers"),
    [
        (["--only", "client"], 2, 2),
        (["--only", "client"], 1, 1),
        (["--only", "client", "--workers", "3"], 2, 3),
        (["--only", "client", "--rule", "decoding-loses-nothing"], 2, 1),
        (["--only", "client", "--budget", "5"], 2, 1),
        (["http://127.0.0.1:1/v1"], 2, 1),
    ],
    ids=["our own", "one core", "as said", "one rule", "a budget", "someone's server"],
)
def test_only_our_own_emulator_and_client_are_checked_by_two_processes(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], cores: int, workers: int
) -> None:
    """Two processes share the rules where nobody's server is burdened and there are two cores."""
    asked: list[Options] = []

    def check(target: object, options: Options, progress: object) -> None:
        del target, progress
        asked.append(options)
        raise UnknownRule("not today")

    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(checking, "check", check)
    CliRunner().invoke(main, ["check", *arguments], env={"OPENAI_API_KEY": "sk-test"})

    assert [options.workers for options in asked] == [workers]
