"""The runs of `make calm`: a correct server is left in peace, a complaint is told."""

import json
from collections.abc import Callable

import pytest
from attrs import asdict

from contract_tests.calm import runs

RULES = ("answers-have-ids", "life-is-cancelled-at-once")


@pytest.mark.parametrize("setting", [runs.alone, runs.by_workers, runs.loaded])
def test_correct_server_is_left_in_peace(
    setting: Callable[[int, tuple[str, ...]], runs.Run],
) -> None:
    """In every setting, rules run, and none of them complains."""
    run = setting(3, RULES)

    assert (run.calm, run.alarms) == (True, ())
    assert run.told.startswith("partial: 2 rules, ")


def test_complaint_is_told() -> None:
    """A run that does not know a rule is no calm one, and its words are shown."""
    run = runs.alone(3, ("no-such-rule",))

    assert not run.calm
    assert "no-such-rule" in json.dumps(asdict(run))
