"""Operations that a target does not have, told apart from broken ones."""

from pathlib import Path

import attrs
import pytest

from fine_tuning_contract.conformance import (
    Description,
    RunVerdict,
    Setup,
    Target,
    check,
    exit_code,
)

from .sketched import KEPT, Rules, messages, rule, verdicts
from .thing_server import Things

_MAKE = rule("things-made", 'api.call("makeThing", json={"name": "a"})')
_EXPLORED = rule(
    "things-explored",
    'found = explore("coverage", known={}, may_refuse=lambda *_: False)',
    "assert found.findings == (), found.summary",
    arguments="explore",
)


@pytest.mark.parametrize("status", [404, 405, 501])
def test_route_that_is_not_there_is_not_implemented(
    rules_of: Rules, target: Target, things: Things, status: int
) -> None:
    """An operation that answers 404, 405 or 501 to everything is not implemented, not broken."""
    things.lacks = {"POST /things": status}
    report = check(target, rules_of(things=KEPT + _MAKE))

    assert verdicts(report) == {"things-kept": "kept", "things-made": "not-implemented"}
    assert messages(report)["things-made"] == (
        f"makeThing is not implemented: its route answers {status} to everything"
    )
    assert (report.verdict, exit_code(report)) == (RunVerdict.PARTIAL, 0)


def test_arrangement_by_a_missing_operation_is_not_implemented(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """A rule whose arrangement needs what is not there is about that, each time."""
    things.lacks = {"POST /things": 405}
    fixture = (
        '@pytest.fixture(scope="session")\n'
        'def thing(api):\n    return api.call("makeThing", json={"name": "a"}).json\n'
    )
    rules = rule("things-a", "pass", arguments="thing") + rule(
        "things-b", "pass", arguments="thing"
    )
    report = check(target, rules_of(things=fixture + rules))

    assert set(verdicts(report).values()) == {"not-implemented"}


def test_thing_that_is_not_found_is_broken(rules_of: Rules, target: Target, things: Things) -> None:
    """A route that knows ids, and does not find what is there, is broken."""
    things.lacks = {"GET /things/thing-0": 404}
    read = rule(
        "things-read",
        'api.call("makeThing", json={"name": "a"})',
        'api.call("readThing", id="thing-0")',
    )
    report = check(target, rules_of(things=read))

    assert verdicts(report) == {"things-read": "broken"}


def test_route_below_a_missing_one_is_not_implemented(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """A 404 that any other route gives, in the same words, is no answer about an id."""
    things.lacks = {"GET /things/": 404}
    read = rule(
        "things-read",
        'api.call("makeThing", json={"name": "a"})',
        'api.call("readThing", id="thing-0")',
    )
    report = check(target, rules_of(things=read))

    assert verdicts(report) == {"things-read": "not-implemented"}


def test_generated_requests_hold_nothing_against_what_is_missing(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """Requests made up for an operation that is not there find no fault in that."""
    things.lacks = {"POST /things": 501}
    report = check(target, rules_of(things=_EXPLORED))

    assert messages(report) == {}
    assert verdicts(report) == {"things-explored": "kept"}


def test_generated_requests_are_for_what_is_asked(
    rules_of: Rules, target: Target, tmp_path: Path
) -> None:
    """Features that the profile leaves out, or the setup says are lacking, are not explored."""
    options = rules_of(things=_EXPLORED)
    text = options.description.read_text()
    marked = text.replace(
        "operationId: makeThing", "operationId: makeThing\n      x-contract-feature: making"
    )
    described = tmp_path / "marked.yml"
    described.write_text(marked)
    core = attrs.evolve(options, description=described, profile="core")
    lacking = attrs.evolve(target, setup=Setup(lacks=frozenset({"making"})))
    runs = [(target, core), (lacking, attrs.evolve(core, profile="full"))]
    for server, wanted in runs:
        report = check(server, wanted)

        assert messages(report) == {}
        assert "makeThing" not in report.sent
        assert "listThings" in report.sent


def test_profile_counts_its_operations_only(description: Description) -> None:
    """A description without a feature still knows its operations, and does not list them."""
    reduced = description.reduced({"core"})

    assert reduced.operations == {}
    assert reduced.operation("makeThing").id == "makeThing"


def test_seed_and_examples_are_given_to_rules(rules_of: Rules, target: Target) -> None:
    """A rule can ask for the run's seed, and for how many examples are wanted."""
    asks = rule(
        "things-asked", "assert (seed, max_examples) == (7, 3)", arguments="seed, max_examples"
    )
    report = check(target, attrs.evolve(rules_of(things=asks), seed=7, max_examples=3))

    assert messages(report) == {}
