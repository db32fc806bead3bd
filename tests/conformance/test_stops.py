"""Runs that end before their rules do."""

import attrs
import pytest

from fine_tuning_contract.conformance import Report, RunVerdict, Target, check, exit_code

from .sketched import BROKEN, KEPT, Rules, messages, rule, verdicts
from .thing_server import Things, answer

_MANY = "".join(rule(f"things-n{number}", 'api.call("listThings")') for number in range(5))


def _told(report: Report) -> str:
    assert report.problem is not None
    return report.problem


@pytest.mark.parametrize("workers", [1, 2])
def test_rules_that_cannot_be_read_could_not_run(
    rules_of: Rules, target: Target, workers: int
) -> None:
    """A file of rules that cannot be imported ends with 3 and the reason, not with a traceback."""
    options = attrs.evolve(
        rules_of(things=KEPT, others="import nothing_like_it\n"), workers=workers
    )
    report = check(target, options)

    assert (report.verdict, exit_code(report)) == (RunVerdict.COULD_NOT_RUN, 3)
    assert "test_others.py" in _told(report)
    assert "No module named 'nothing_like_it'" in _told(report)


def test_interrupted_run_reports_what_it_has(rules_of: Rules, target: Target) -> None:
    """Ctrl-C leaves a report on the rules that were run, and says how many they are."""
    stop = rule("things-stop", "raise KeyboardInterrupt")
    report = check(target, rules_of(things=KEPT + stop + _MANY))

    assert verdicts(report)["things-kept"] == "kept"
    assert (report.verdict, exit_code(report)) == (RunVerdict.COULD_NOT_RUN, 3)
    assert _told(report) == "interrupted: 1 of 7 rules have a verdict"


def test_interrupted_processes_tell_what_they_sent(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """Of several processes too, the report counts every request, and nothing is left behind."""
    stop = rule(
        "things-stop",
        "import os, signal",
        'api.call("makeThing", json={"name": "a"})',
        "os.kill(os.getppid(), signal.SIGINT)",
    )
    options = rules_of(things=KEPT + stop + _MANY)
    report = check(target, attrs.evolve(options, workers=2))

    assert _told(report).startswith("interrupted: ")
    assert report.requests > 0
    assert report.made == {"makeThing": 1}
    assert not things.kept


def test_interrupted_run_that_found_something_is_broken(rules_of: Rules, target: Target) -> None:
    """What was found before Ctrl-C counts."""
    report = check(target, rules_of(things=BROKEN + rule("things-stop", "raise KeyboardInterrupt")))

    assert (report.verdict, exit_code(report)) == (RunVerdict.BROKEN, 1)


def test_stumble_of_pytest_could_not_run(rules_of: Rules, target: Target) -> None:
    """An error in the machinery is told as one, and leaves no rule green."""
    options = rules_of(things=KEPT)
    hook = "def pytest_runtest_protocol(item):\n    raise ValueError('no way')\n"
    (options.rules / "server" / "conftest.py").write_text(hook)
    report = check(target, options)

    assert verdicts(report) == {"things-kept": "could-not-run"}
    assert "ValueError: no way" in _told(report)


def test_stopping_at_the_first_broken_rule_is_no_interruption(
    rules_of: Rules, target: Target
) -> None:
    """With several workers pytest stops itself by an interruption, which is not the user's."""
    options = attrs.evolve(rules_of(things=BROKEN + _MANY), workers=2, fail_fast=True)
    report = check(target, options)

    assert (report.verdict, report.problem) == (RunVerdict.BROKEN, None)


@pytest.mark.parametrize("workers", [1, 2])
def test_rule_that_could_not_run_does_not_stop_a_run_at_the_first_broken_one(
    rules_of: Rules, target: Target, workers: int
) -> None:
    """Stopping at the first broken rule passes over a rule whose preparation failed."""
    unprepared = rule("things-unprepared", "raise MissingPrerequisite('not today')")
    rules = rules_of(things=unprepared + BROKEN + KEPT)
    report = check(target, attrs.evolve(rules, workers=workers, fail_fast=True))

    assert verdicts(report)["things-unprepared"] == "could-not-run"
    assert verdicts(report)["things-broken"] == "broken"
    assert report.verdict is RunVerdict.BROKEN


def test_first_broken_rule_ends_a_run(rules_of: Rules, target: Target) -> None:
    """What would come after the first broken rule is not run."""
    report = check(target, attrs.evolve(rules_of(things=BROKEN + KEPT), fail_fast=True))

    assert messages(report)["things-kept"] == "the run ended before it"


def test_key_in_a_header_of_every_answer_is_broken(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """A server that echoes the key from its first answer on is at fault, and is not turned away."""
    things.headers["x-asked-with"] = f"Bearer {target.api_key}"
    report = check(target, rules_of(things=KEPT))

    assert verdicts(report) == {"things-kept": "broken"}
    assert "a key stands in a header of the answer" in messages(report)["things-kept"]


_CLEARED_IN_VAIN = """\
@pytest.fixture(scope="session")
def a_thing(api):
    yield api
    api.call("listThings", limit=7, expect=201)

"""


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("after", ["", KEPT], ids=["last", "before another"])
def test_clean_up_that_fails_is_told_and_breaks_nothing(
    rules_of: Rules, target: Target, workers: int, after: str
) -> None:
    """A preparation that cannot be cleared says nothing about the rule that ran last."""
    prepared = rule("things-prepared", "pass", arguments="a_thing")
    report = check(
        target, attrs.evolve(rules_of(things=_CLEARED_IN_VAIN + prepared + after), workers=workers)
    )

    assert set(verdicts(report).values()) == {"kept"}
    assert "listThings: expected 201" in " ".join(report.notes)


def test_clean_up_that_fails_after_an_interruption_is_told(rules_of: Rules, target: Target) -> None:
    """A run that is interrupted clears what was prepared, and ends in a report if that fails."""
    prepared = rule("things-prepared", "assert a_thing is None", arguments="a_thing")
    stop = rule("things-stop", "raise KeyboardInterrupt")
    report = check(target, rules_of(things=_CLEARED_IN_VAIN + prepared + stop + KEPT))

    assert (verdicts(report)["things-prepared"], exit_code(report)) == ("broken", 1)
    assert "the clean-up ended early (Broken: listThings" in " ".join(report.notes)


_LEAVES = """\
import http.server, threading, fine_tuning_contract.conformance.presence as presence
presence._PAUSE = 0.01
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_target_that_goes_away_breaks_no_rule(
    rules_of: Rules, target: Target, things: Things, workers: int
) -> None:
    """When the server goes away in the middle, the rest could not run, and is not broken."""
    leave = rule("things-leave", 'api.send("GET", "/leave", expect=range(600))')
    options = attrs.evolve(rules_of(things=_LEAVES + leave + _MANY), workers=workers)
    things.leaves_at = "/leave"
    report = check(target, options)

    assert set(verdicts(report).values()) <= {"kept", "could-not-run"}
    assert verdicts(report)["things-leave"] == "could-not-run"
    assert (report.verdict, exit_code(report)) == (RunVerdict.COULD_NOT_RUN, 3)
    assert _told(report).startswith("the target went away (")


def test_gateway_whose_server_is_gone_breaks_no_rule(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """A gateway that answers 503 to everything stands for a server that is away."""
    gone = answer(503, {"error": {"message": "no upstream"}})
    empty = "api.call('listThings')"
    body = f"api.target and {empty}"
    report_rules = rules_of(things=_LEAVES + KEPT + rule("things-after", body) + _MANY)
    things.scripted_after = (2, gone)
    report = check(target, report_rules)

    assert "broken" not in verdicts(report).values()
    assert "it answers 503 to everything" in _told(report)


def test_one_lost_answer_is_broken(rules_of: Rules, target: Target, things: Things) -> None:
    """A server that is there, and lost one answer, is at fault."""
    things.drops = "/things?limit=7"
    lost = rule("things-lost", 'api.call("listThings", limit=7)')
    report = check(target, rules_of(things=lost + KEPT))

    assert verdicts(report) == {"things-lost": "broken", "things-kept": "kept"}


def test_time_budget_stops_a_rule_between_its_requests(rules_of: Rules, target: Target) -> None:
    """A rule that goes on and on sends nothing after the time is up."""
    endless = rule("things-endless", "while True:", '    api.call("listThings")')
    report = check(target, attrs.evolve(rules_of(things=endless + KEPT), time_budget=0.3))

    assert set(verdicts(report).values()) == {"could-not-run"}
    assert "the time budget" in messages(report)["things-endless"]
    assert report.verdict is RunVerdict.COULD_NOT_RUN
