"""The lives of jobs that rules look back on are led side by side."""

import time
from collections.abc import Mapping

import pytest

from contract_tests.server.lives import Begin, Life, Lives
from contract_tests.server.stays import pace_of
from contract_tests.server.steps import retrieve_job
from contract_tests.server.waits import Wait
from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Answer,
    MissingPrerequisite,
    NotApplicable,
    Session,
    Target,
    read_description,
)
from fine_tuning_contract.conformance.courier import Limits
from fine_tuning_contract.conformance.exchange import Exchange, Request
from fine_tuning_contract.conformance.transport import Transport, Unreachable


class _Echo(Transport):
    """A server whose jobs all run."""

    def send(self, request: Request) -> Exchange:
        """Answer with a job."""
        body = b'{"id": "ftjob-1", "status": "running"}'
        return Exchange(request, Answer(200, {"content-type": "application/json"}, body, 0.0))


def _lives(known: Mapping[str, Life], *wanted: str, budget: int | None = None) -> Lives:
    target = Target("http://127.0.0.1:1", "sk-test")
    description = read_description(places.normalized_description())
    session = Session(target, description, _Echo(), limits=Limits(budget))
    session.arranging = True
    return Lives(Begin(session, target, _no_job), wanted, known)


def _no_job(**fields: object) -> dict[str, object]:
    raise AssertionError(f"no job is wanted here, with {fields}")


def _of_three_steps(name: str, taken: list[str]) -> Life:
    def life(begin: Begin) -> Wait[str]:
        del begin
        for number in range(3):
            taken.append(f"{name}{number}")
            yield 0.001
        return name

    return life


def test_lives_are_led_side_by_side() -> None:
    """Whoever asks for one life has the others begun, too: nobody waits for one after another."""
    taken: list[str] = []
    known = {name: _of_three_steps(name, taken) for name in "ab"}
    lives = _lives(known, "a", "b")

    assert (lives.result_of("a"), lives.result_of("b")) == ("a", "b")
    assert taken == ["a0", "b0", "a1", "b1", "a2", "b2"]


def test_lives_go_on_as_long_as_they_move() -> None:
    """A job that runs while nobody looks is not seen to run: others are led on after the first."""
    taken: list[str] = []

    def slow(begin: Begin) -> Wait[str]:
        for number in range(4):
            yield 0.05
            pace_of(begin.api).went_on = time.monotonic()
            taken.append(f"slow{number}")
        return "slow"

    def quick(begin: Begin) -> Wait[str]:
        del begin
        yield 0.06
        return "quick"

    lives = _lives({"quick": quick, "slow": slow}, "quick", "slow")
    lives.result_of("quick")

    assert taken[-1] == "slow3"


def test_life_that_does_not_move_is_not_waited_for_by_others() -> None:
    """A job that is stuck holds up only the rules that look back on it."""
    looks: list[int] = []

    def stuck(begin: Begin) -> Wait[str]:
        del begin
        for number in range(100):
            looks.append(number)
            yield 0.05
        raise MissingPrerequisite("stuck")

    lives = _lives({"stuck": stuck, "a": _of_three_steps("a", [])}, "stuck", "a")

    assert lives.result_of("a") == "a"
    assert len(looks) < 100


def test_life_that_lost_its_server_is_begun_again() -> None:
    """A target that was away for a moment is not taken for one without jobs."""
    tries: list[str] = []

    def unlucky(begin: Begin) -> Wait[int]:
        del begin
        yield 0.001
        tries.append("again")
        if len(tries) == 1:
            raise Unreachable("no connection")
        return len(tries)

    lives = _lives({"unlucky": unlucky, "a": _of_three_steps("a", [])}, "unlucky", "a")
    lives.result_of("a")

    assert lives.result_of("unlucky") == 2


def test_lives_that_no_rule_wants_are_not_begun() -> None:
    """Jobs cost: only what rules look back on is led."""
    taken: list[str] = []
    known = {name: _of_three_steps(name, taken) for name in "abc"}
    _lives(known, "a", "b").result_of("a")

    assert not [step for step in taken if step.startswith("c")]


def test_life_that_was_not_foreseen_is_led_when_asked_for() -> None:
    """A rule may choose what it looks back on while it runs."""
    lives = _lives({"a": _of_three_steps("a", [])})

    assert lives.result_of("a") == "a"


def test_with_a_budget_each_life_is_led_alone() -> None:
    """The jobs of later rules must not use up the budget of earlier ones."""
    taken: list[str] = []
    known = {name: _of_three_steps(name, taken) for name in "ab"}
    _lives(known, "a", "b", budget=3).result_of("a")

    assert taken == ["a0", "a1", "a2"]


@pytest.mark.parametrize("error", [MissingPrerequisite("stuck"), NotApplicable("lacking")])
def test_life_that_is_broken_off_stops_those_who_ask_for_it(error: BaseException) -> None:
    """One life that goes wrong is no news for rules about another."""

    def broken(begin: Begin) -> Wait[None]:
        del begin
        yield 0.001
        raise error

    lives = _lives({"a": broken, "b": _of_three_steps("b", [])}, "a", "b")

    assert lives.result_of("b") == "b"
    with pytest.raises(type(error), match=str(error)):
        lives.result_of("a")


def test_life_that_was_broken_off_shows_the_exchanges_before_it() -> None:
    """What other lives sent meanwhile does not stand in for what went wrong."""

    def broken(begin: Begin) -> Wait[None]:
        retrieve_job(begin.api, "ftjob-broken")
        raise MissingPrerequisite("stuck")
        yield 0.0

    def other(begin: Begin) -> Wait[None]:
        yield 0.001
        retrieve_job(begin.api, "ftjob-other")

    known: dict[str, Life] = {"broken": broken, "other": other}
    lives = _lives(known, *known)
    lives.result_of("other")
    with pytest.raises(MissingPrerequisite):
        lives.result_of("broken")

    last = lives.begin.api.history[-1]
    assert last.request.url.endswith("ftjob-broken")
