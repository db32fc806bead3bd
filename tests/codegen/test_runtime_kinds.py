"""A kind reads what came, keeps what does not fit, and says where it does not."""

from typing import Any

import pytest

from fine_tuning_contract.codegen.runtime import kinds as k
from fine_tuning_contract.codegen.runtime.absence import UNSET
from fine_tuning_contract.codegen.runtime.problems import Problems
from fine_tuning_contract.codegen.runtime.unrecognized import Unrecognized


def read(kind: Any, value: Any) -> tuple[Any, list[str]]:
    """Return what a kind reads, and the problems it notes."""
    problems = Problems()
    found = kind.read(value, problems)
    return found, [str(problem) for problem in problems.found]


class Thing:
    """Something that is made from an object, as generated classes are."""

    def __init__(self, value: dict[str, Any]) -> None:
        """Keep what it is made of."""
        self.value = value

    @classmethod
    def read_object(cls, value: dict[str, Any], problems: Problems) -> "Thing":
        """Return a thing, noting where it has no name."""
        if "name" not in value:
            problems.note("it has no name")
        return cls(value)

    @classmethod
    def from_raw(cls, values: Any) -> "list[Thing]":
        """Return a thing for each object."""
        return [cls(value) for value in values]

    def to_dict(self) -> dict[str, Any]:
        """Return what it is made of."""
        return self.value


THING = k.Object(lambda: Thing)

FITS: list[Any] = [
    pytest.param(k.STRING, "a", id="string"),
    pytest.param(k.INTEGER, 3, id="integer"),
    pytest.param(k.INTEGER, 3.0, id="integer-with-a-point"),
    pytest.param(k.NUMBER, 3, id="number-without-a-point"),
    pytest.param(k.BOOLEAN, True, id="boolean"),
    pytest.param(k.NULL, None, id="null"),
    pytest.param(k.ANYTHING, {"a": [1]}, id="anything"),
    pytest.param(k.OneOf(frozenset({"a", "b"})), "a", id="known-value"),
    pytest.param(k.OneOf(frozenset({1})), 1.0, id="known-number"),
    pytest.param(k.ListOf(k.STRING), ["a"], id="list"),
    pytest.param(k.MapOf(k.INTEGER), {"a": 1}, id="map"),
    pytest.param(k.nullable(k.STRING), None, id="nullable"),
    pytest.param(k.AnyOf((k.INTEGER, k.STRING)), "a", id="second-of-several"),
]

MISFITS: list[Any] = [
    pytest.param(k.STRING, 1, "/: expected string, found integer", id="string"),
    pytest.param(k.INTEGER, True, "/: expected integer, found boolean", id="integer"),
    pytest.param(k.INTEGER, 1.5, "/: expected integer, found number", id="fraction"),
    pytest.param(k.NUMBER, "1", "/: expected number, found string", id="number"),
    pytest.param(k.BOOLEAN, 1, "/: expected boolean, found integer", id="boolean"),
    pytest.param(k.STRING, None, "/: expected string, found null", id="null"),
    pytest.param(k.OneOf(frozenset({"a"})), "b", "expected one of ['a'], found 'b'", id="value"),
    pytest.param(k.OneOf(frozenset({1})), True, "expected one of [1], found True", id="truth"),
    pytest.param(k.OneOf(frozenset({"a"})), ["a"], "expected one of ['a']", id="list-as-value"),
    pytest.param(k.ListOf(k.STRING), ["a", 1], "/1: expected string, found integer", id="item"),
    pytest.param(
        k.MapOf(k.STRING), {"a/b": 1}, "/a~1b: expected string, found integer", id="member"
    ),
    pytest.param(
        k.AnyOf((k.INTEGER, k.STRING)), True, "expected integer, found boolean", id="neither"
    ),
]


@pytest.mark.parametrize(("kind", "value"), FITS)
def test_fitting_value_is_no_problem(kind: Any, value: Any) -> None:
    """What the description allows is read as it is."""
    assert read(kind, value) == (value, [])


@pytest.mark.parametrize(("kind", "value", "problem"), MISFITS)
def test_odd_value_is_kept_and_noted(kind: Any, value: Any, problem: str) -> None:
    """What does not fit is there all the same, and what is odd about it is told with its place."""
    found, problems = read(kind, value)

    assert found == value
    assert len(problems) == 1
    assert problem in problems[0]


@pytest.mark.parametrize(
    "kind", [k.ListOf(k.STRING), k.MapOf(k.STRING), THING], ids=["l", "m", "o"]
)
def test_scalar_in_place_of_a_structure_is_kept_raw(kind: Any) -> None:
    """A text where a list or an object was described is marked as not recognized."""
    found, problems = read(kind, "text")

    assert found == Unrecognized("text")
    assert kind.write(found) == "text"
    assert len(problems) == 1


def test_object_becomes_an_instance() -> None:
    """An object is made into its class, and written as it was."""
    found, problems = read(THING, {"name": "a"})

    assert isinstance(found, Thing)
    assert THING.write(found) == {"name": "a"}
    assert problems == []


def test_place_of_a_problem_is_a_pointer() -> None:
    """A problem deep inside is found by its JSON pointer."""
    _, problems = read(k.MapOf(k.ListOf(THING)), {"a~b": [{"name": 1}, {}]})

    assert problems == ["/a~0b/1: it has no name"]


def test_tag_chooses_the_variant() -> None:
    """The value of the tag decides, however the rest of the object looks."""
    kind = k.Tagged("type", {"thing": THING})

    found, problems = read(kind, {"type": "thing"})

    assert isinstance(found, Thing)
    assert problems == ["/: it has no name"]


@pytest.mark.parametrize(
    "value", [{"type": "new"}, {}, {"type": 3}, {"type": ["thing"]}, "text", 3]
)
def test_unknown_variant_is_kept_raw(value: Any) -> None:
    """An object of a kind that is newer than the client loses nothing."""
    kind = k.Tagged("type", {"thing": THING})

    found, problems = read(kind, value)

    assert found == Unrecognized(value)
    assert kind.write(found) == value
    assert len(problems) == 1


def test_best_fitting_kind_wins() -> None:
    """Among several kinds, what fits wholly comes first, then what has the fewest problems."""
    kind = k.AnyOf((k.ListOf(k.INTEGER), k.ListOf(k.STRING)))

    assert read(kind, ["a"]) == (["a"], [])
    assert read(kind, ["a", 1, "b"])[1] == ["/1: expected string, found integer"]


@pytest.mark.parametrize(
    "value", [None, 3, "a", ["a", {"name": "b"}], {"name": "a"}], ids=["0", "1", "2", "3", "4"]
)
def test_settling_gives_what_reading_gives(value: Any) -> None:
    """The short way and the careful way make the same of a value that fits one of several kinds."""
    kind = k.nullable(k.AnyOf((k.INTEGER, k.STRING, k.ListOf(k.AnyOf((k.STRING, THING))), THING)))

    assert k.plain(kind.settle(value)) == k.plain(read(kind, value)[0]) == value
    assert k.plain(kind.settle(kind.settle(value))) == value


def test_objects_are_written_at_any_depth() -> None:
    """Our objects in lists in dicts are written as JSON; what is not set is left out."""
    value = {"a": [Thing({"name": "b"}), Unrecognized(3)], "c": UNSET, "d": (1, None)}

    assert k.plain(value) == {"a": [{"name": "b"}, 3], "d": [1, None]}


def test_unrecognized_gives_its_members() -> None:
    """Members of what is not recognized can be asked for as in a dict."""
    found = Unrecognized({"type": "new"})

    assert found["type"] == "new"
    assert found.get("none", 3) == 3
    assert Unrecognized("text").get("type") is None
