"""What is true of every comparison, whatever is compared."""

import copy
from typing import Any

import pytest
from described import Json, changed, compared, mutations, pets, places, rules
from hypothesis import HealthCheck, given, settings

from fine_tuning_contract.description.comparison.rules import MIRRORS

_MANY = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])


@_MANY
@given(mutations())
def test_no_mutation_is_reported_as_no_change(pair: tuple[Json, Json]) -> None:
    """Whatever is changed, taken out or put in, something is told of it."""
    old, new = pair

    assert (old == new) == (compared(old, new).changes == ())


@pytest.mark.parametrize("path", places(pets()), ids=lambda path: "/".join(map(str, path)))
def test_nothing_is_taken_out_unseen(path: tuple[str | int, ...]) -> None:
    """Each place of a description can be taken out, and is missed in both directions."""
    old = pets()
    new = changed(old, path, ...)

    assert compared(old, new).changes
    assert compared(new, old).changes


def test_same_description_has_no_change() -> None:
    """A description is not different from itself."""
    comparison = compared(pets(), copy.deepcopy(pets()))

    assert comparison.changes == ()
    assert comparison.release == "none"


_MIRRORED = {"wider": "narrower", "narrower": "wider", "other": "other", "words": "words"}


@_MANY
@given(mutations())
def test_comparison_the_other_way_round_mirrors(pair: tuple[Json, Json]) -> None:
    """The other way round there are the same places, the reverse rules, the reverse effects."""
    old, new = pair

    there = {(c.where, c.rule, c.direction, c.effect) for c in compared(old, new).changes}
    back = {
        (c.where, MIRRORS.get(c.rule, c.rule), c.direction, _MIRRORED[c.effect])
        for c in compared(new, old).changes
    }

    assert {(where, direction) for where, _, direction, _ in there} == {
        (where, direction) for where, _, direction, _ in back
    }
    assert there == back


_AT = ("components", "schemas", "Pet", "properties")
_LOOSER: list[tuple[tuple[str | int, ...], Any]] = [
    ((*_AT, "name", "maxLength"), 65),
    ((*_AT, "name", "maxLength"), ...),
    ((*_AT, "name", "pattern"), ...),
    ((*_AT, "name", "type"), ["string", "null"]),
    ((*_AT, "kind", "enum"), ["cat", "dog", "fish"]),
    ((*_AT, "kind", "enum"), ...),
    ((*_AT, "age", "maximum"), 31),
    ((*_AT, "age", "type"), ["integer", "null", "string"]),
    ((*_AT, "age", "type"), ["number", "null"]),
    ((*_AT, "food", "anyOf"), [{"type": "object"}, {"type": "null"}]),
    (("components", "schemas", "Pet", "required"), []),
    (("components", "schemas", "Pet", "additionalProperties"), True),
]


@pytest.mark.parametrize(("path", "value"), _LOOSER[:9] + _LOOSER[10:])
def test_what_may_be_more_breaks_who_reads(path: tuple[str | int, ...], value: Any) -> None:
    """More in an answer breaks clients, more in a request breaks servers, and nobody else."""
    comparison = compared(pets(), changed(pets(), path, value))

    verdicts = {change.direction: change.verdicts for change in comparison.changes}
    assert verdicts["response"].clients == verdicts["request"].servers == "breaking"
    assert verdicts["response"].servers == verdicts["request"].clients == "safe"


@pytest.mark.parametrize(("path", "value"), _LOOSER[:9] + _LOOSER[10:])
def test_what_may_be_less_breaks_who_writes(path: tuple[str | int, ...], value: Any) -> None:
    """Less in a request breaks clients, less in an answer breaks servers, and nobody else."""
    comparison = compared(changed(pets(), path, value), pets())

    verdicts = {change.direction: change.verdicts for change in comparison.changes}
    assert verdicts["request"].clients == verdicts["response"].servers == "breaking"
    assert verdicts["request"].servers == verdicts["response"].clients == "safe"


@_MANY
@given(mutations())
def test_fingerprints_stay_as_long_as_changes_do(pair: tuple[Json, Json]) -> None:
    """Comparing again gives the same fingerprints, each for one change."""
    old, new = pair

    first = [change.fingerprint for change in compared(old, new).changes]
    second = [change.fingerprint for change in compared(old, copy.deepcopy(new)).changes]

    assert first == second
    assert len(set(first)) == len(first)


def test_words_alone_are_a_patch() -> None:
    """A description in other words changes nothing on the wire."""
    comparison = compared(
        pets(), changed(pets(), ("components", "schemas", "Pet", "description"), "x")
    )

    assert rules(comparison) == ["description-changed"]
    assert comparison.release == "patch"
