"""The rule book of this project's own contract."""

import pytest

from fine_tuning_contract import places
from fine_tuning_contract.conformance import Description, Rule, read_description, rule_book
from fine_tuning_contract.conformance.address import is_quoted, look_up


@pytest.fixture(scope="module")
def contract() -> Description:
    """Return the normalized description."""
    return read_description(places.normalized_description())


@pytest.fixture(scope="module")
def book() -> list[Rule]:
    """Return every rule of the contract."""
    return rule_book(places.rules())


def test_every_rule_stands_on_a_place_that_exists(book: list[Rule], contract: Description) -> None:
    """The address of every rule leads to something in the normalized description."""
    for rule in book:
        look_up(contract.content, rule.spec)


def test_every_quote_stands_word_for_word(book: list[Rule], contract: Description) -> None:
    """What a rule quotes is what the description says at its address."""
    wrong = [
        rule.id
        for rule in book
        if rule.says and not is_quoted(contract.content, rule.spec, rule.says)
    ]

    assert wrong == []


def test_only_must_quotes(book: list[Rule]) -> None:
    """A rule that clients merely rely on has nothing to quote."""
    assert [rule.id for rule in book if rule.level == "should" and rule.says] == []


def test_needed_features_are_those_of_the_description(
    book: list[Rule], contract: Description
) -> None:
    """A rule needs only features that the description marks on operations."""
    marked = {
        look_up(contract.content, name).get("x-contract-feature") for name in contract.operations
    }

    assert {rule.needs for rule in book if rule.needs} <= marked


def test_both_sides_are_held_to_rules(book: list[Rule]) -> None:
    """There are rules for the server and for the client, of both levels."""
    assert {(rule.subject, rule.level) for rule in book} >= {
        ("server", "must"),
        ("server", "should"),
        ("client", "must"),
    }


def test_every_operation_is_refused_to_strangers(contract: Description) -> None:
    """Every operation declares what a caller without a key gets."""
    assert [o.id for o in contract.operations.values() if "401" not in o.responses] == []
