"""The contract itself, held against the emulator and against faults at its edge."""

from collections.abc import Iterator

import pytest

from contract_tests.violations.proof import prove_one, unproven, violations
from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Options,
    Report,
    RunVerdict,
    Target,
    check,
    read_description,
    rule_book,
)
from fine_tuning_contract.emulator import Settings, start

_SPEED = 20.0


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    """Return a running emulator."""
    with start(Settings(speed=_SPEED)) as emulator:
        yield Target(emulator.url, emulator.api_key, emulator.admin_key)


def _options(*rule_ids: str, **others: int) -> Options:
    return Options(places.normalized_description(), places.rules(), rule_ids, "server", **others)


@pytest.fixture(scope="module")
def report(target: Target) -> Report:
    """Return the report on the emulator under every rule that costs little."""
    cheap = (rule for rule in rule_book(places.rules()) if not rule.dear)
    return check(target, _options(*(rule.id for rule in cheap if rule.subject == "server")))


def test_emulator_keeps_every_cheap_rule(report: Report) -> None:
    """The emulator breaks no rule of the domain, and every one of them could run."""
    assert {result.rule.id: result.message for result in report.results if result.message} == {}
    assert report.verdict is RunVerdict.PARTIAL


def test_domain_rules_call_every_operation(report: Report) -> None:
    """Every operation of the description is called by a rule of the domain."""
    description = read_description(places.normalized_description())

    assert set(report.operations) == set(description.operations)


def test_emulator_keeps_the_rule_about_examples(target: Target) -> None:
    """A phase of generated requests runs as a rule, and the emulator keeps it."""
    report = check(target, _options("schemas-hold-for-examples"))

    assert [str(result.verdict) for result in report.results] == ["kept"]


def test_every_rule_has_a_violation() -> None:
    """No rule is without a fault that it must catch, and no fault is for a rule that is gone."""
    assert unproven(rule_book(places.rules()), violations()) == []


@pytest.mark.parametrize(
    "name", ["listing.cursor_is_inclusive", "jobs.cancelling_is_only_promised"]
)
def test_violation_is_caught(name: str) -> None:
    """A server with a fault at its edge breaks the very rules that the fault names."""
    proof = prove_one(name)

    assert proof.holds, proof
