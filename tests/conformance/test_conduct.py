"""A run as a guest on a server: within a budget, patient, and leaving nothing behind."""

import time
from collections.abc import Iterator
from email.utils import formatdate

import attrs
import httpx
import pytest

from fine_tuning_contract import places
from fine_tuning_contract.conformance import (
    Description,
    MissingPrerequisite,
    Options,
    Session,
    Target,
    Upload,
    check,
    read_description,
    rule_book,
)
from fine_tuning_contract.conformance.cleanup import clean_up
from fine_tuning_contract.conformance.courier import Limits
from fine_tuning_contract.conformance.patience import asked_seconds
from fine_tuning_contract.conformance.transport import Transport
from fine_tuning_contract.emulator import RunningEmulator, Settings, start

from .sketched import Rules, messages, rule, verdicts
from .thing_server import Things, answer

_LIVING = {
    "field": "name",
    "initial": ["new"],
    "final": ["old"],
    "transitions": {},
    "actions": {},
}


@pytest.fixture
def emulator() -> Iterator[RunningEmulator]:
    """Return a running emulator of this test's own."""
    with start(Settings(speed=50)) as running:
        yield running


def _target(emulator: RunningEmulator) -> Target:
    return Target(emulator.url, emulator.api_key, emulator.admin_key)


@pytest.fixture(scope="module")
def normalized() -> Description:
    """Return the description of the API itself."""
    return read_description(places.normalized_description())


@pytest.fixture
def guest(emulator: RunningEmulator, normalized: Description) -> Iterator[Session]:
    """Return a session with the emulator."""
    with Transport() as transport:
        yield Session(_target(emulator), normalized, transport)


def _options(*ids: str, **others: object) -> Options:
    plain = Options(places.normalized_description(), places.rules(), ids, "server")
    return attrs.evolve(plain, **others)


def _listed(emulator: RunningEmulator, what: str) -> list[dict[str, object]]:
    headers = {"authorization": f"Bearer {emulator.api_key}"}
    answered = httpx.get(f"{emulator.url}/{what}", headers=headers, params={"limit": 100})
    found: list[dict[str, object]] = answered.json()["data"]
    return found


def test_run_leaves_nothing_behind(emulator: RunningEmulator) -> None:
    """Files and models that a run made are gone after it, and no job of it goes on."""
    models = {model["id"] for model in _listed(emulator, "models")}
    book = rule_book(places.rules())
    areas = {"checkpoints", "files", "jobs", "models", "permissions", "traffic"}
    ids = [each.id for each in book if each.subject == "server" and each.area in areas]
    report = check(_target(emulator), _options(*ids))

    assert report.notes == ()
    assert _listed(emulator, "files") == []
    assert {model["id"] for model in _listed(emulator, "models")} == models
    assert {job["status"] for job in _listed(emulator, "fine_tuning/jobs")} <= {
        "succeeded",
        "failed",
        "cancelled",
    }


def test_generated_requests_leave_nothing_behind(emulator: RunningEmulator) -> None:
    """What requests drawn from the description made is removed as well, and was marked."""
    check(_target(emulator), _options("schemas-hold-for-examples"))
    jobs = _listed(emulator, "fine_tuning/jobs")

    assert _listed(emulator, "files") == []
    assert jobs
    assert {job["status"] for job in jobs} <= {"succeeded", "failed", "cancelled"}


def test_things_that_cost_are_marked(guest: Session) -> None:
    """A job that is made without a word about metadata says in it who made it."""
    upload = {"file": Upload("a.jsonl", b"{}")}
    file = guest.call("createFile", form={"purpose": "fine-tune"}, files=upload).json
    body = {"model": "gpt-4o-mini", "training_file": file["id"]}
    plain = guest.call("createFineTuningJob", json=body).json
    bare = guest.call("createFineTuningJob", json={**body, "metadata": None}).json

    assert plain["metadata"] == {"made_by": "contract"}
    assert bare["metadata"] is None
    assert clean_up(guest) == []


def test_budget_bounds_what_is_made(emulator: RunningEmulator) -> None:
    """Rules that would create more jobs than allowed could not run, and say why."""
    report = check(_target(emulator), _options("life-touches-no-other-job", budget=1))

    assert verdicts(report) == {"life-touches-no-other-job": "could-not-run"}
    assert "the budget of 1 calls of createFineTuningJob" in str(messages(report))
    assert report.made["createFineTuningJob"] == 1
    assert len(_listed(emulator, "fine_tuning/jobs")) == 1


def test_budget_is_spent_on_what_every_server_has(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """With a budget, rules that need an optional feature come last."""
    source = rule("things-a", 'api.call("listThings", limit=1)', needs="colours")
    source += rule("things-b", 'api.call("listThings", limit=2)')
    check(target, attrs.evolve(rules_of(things=source), budget=5))

    assert [path for _, path, _, _ in things.asked][-2:] == ["/things?limit=2", "/things?limit=1"]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_cannot_be_removed_is_told(
    rules_of: Rules, target: Target, things: Things, workers: int
) -> None:
    """A thing that the server keeps in spite of its removal is named in a note."""
    things.lacks = {"DELETE /things/": 500}
    made = rule("things-made", 'api.call("makeThing", json={"name": "a"})')
    report = check(target, attrs.evolve(rules_of(things=made), workers=workers))

    assert report.notes == ("left behind on the target: thing-0 (status 500)",)


def test_things_made_by_hand_are_removed(rules_of: Rules, target: Target, things: Things) -> None:
    """What a request made that no operation was called for is removed like the rest."""
    body = """api.send("POST", "/things", content=b'{"name": "a"}', expect=200)"""
    report = check(target, rules_of(things=rule("things-made", body)))

    assert (report.made, things.kept) == ({"makeThing": 1}, {})


def test_things_are_removed_when_every_process_has_ended(
    rules_of: Rules, target: Target, things: Things
) -> None:
    """A process that is through leaves its things alone as long as others walk the lists."""
    body = 'api.call("makeThing", json={"name": "a"})'
    sources = {name: rule(f"{name}-made", body) for name in ("early", "late")}
    check(target, attrs.evolve(rules_of(**sources), workers=2))
    methods = [method for method, *_ in things.asked]

    assert methods.count("DELETE") == 2
    assert methods[-2:] == ["DELETE", "DELETE"]


def test_clearing_away_needs_no_time_budget(api: Session, things: Things) -> None:
    """When the time is up no rule sends any more, but what clears away still does."""
    api.courier.limits = Limits(deadline=0.0)
    with pytest.raises(MissingPrerequisite):
        api.call("listThings")
    api.lift_limits()
    api.call("listThings")

    assert len(things.asked) == 1


def test_removed_things_are_not_removed_again(api: Session, things: Things) -> None:
    """What a rule removed itself is no longer the run's concern."""
    made = api.call("makeThing", json={"name": "a"}).json["id"]
    api.call("removeThing", id=made)
    sent = len(things.asked)

    assert clean_up(api) == []
    assert len(things.asked) == sent


def test_limit_that_lasts_is_no_fault(
    rules_of: Rules, target: Target, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that goes on limiting the rate is asked a few times more; then it could not run."""
    monkeypatch.setattr("fine_tuning_contract.conformance.patience._MOST_WAITS", 2)
    limited = answer(429, {"error": {"message": "slow down"}}, **{"retry-after": "0"})
    things.scripted_after = (1, limited)
    report = check(target, rules_of(things=rule("things-kept", 'api.call("listThings")')))

    assert verdicts(report) == {"things-kept": "could-not-run"}
    assert "limits the rate of requests (status 429)" in str(messages(report))
    assert report.requests == 3


def test_generated_requests_wait_as_well(rules_of: Rules, target: Target, things: Things) -> None:
    """A limit in the middle of generated requests is waited for, and is no finding."""
    limited = answer(429, {"error": {"message": "slow down"}}, **{"retry-after": "0"})
    source = rule(
        "things-explored",
        'found = explore("coverage", known={}, may_refuse=lambda *_: False)',
        "assert found.findings == (), found.summary",
        arguments="explore",
    )
    things.limited_every = (7, limited)
    report = check(target, rules_of(things=source))

    assert messages(report) == {}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "3"}, 0.25),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({}, None),
    ],
    ids=["seconds", "part of a second", "milliseconds", "words", "negative", "nothing"],
)
def test_wait_is_read_in_every_form(headers: dict[str, str], seconds: float | None) -> None:
    """Servers say in several ways how long to wait."""
    assert asked_seconds(headers) == seconds


def test_wait_until_a_date_is_read() -> None:
    """A date is a way to say how long to wait."""
    asked = asked_seconds({"retry-after": formatdate(time.time() + 100, usegmt=True)})

    assert asked is not None
    assert 90 < asked <= 100


def test_budget_counts_things_with_a_life_only(things: Things, api: Session) -> None:
    """What costs nothing is not bounded; what has a life is."""
    schemas = api.description.content["components"]["schemas"]
    living = {**schemas, "Thing": {**schemas["Thing"], "x-contract-lifecycle": _LIVING}}
    content = {
        **api.description.content,
        "components": {**api.description.content["components"], "schemas": living},
    }
    limits = attrs.evolve(api.courier.limits, budget=1)
    bounded = Session(api.target, Description(content), api.transport, limits=limits)
    free = Session(api.target, api.description, api.transport, limits=limits)
    for _ in range(2):
        free.call("makeThing", json={"name": "a"})
    bounded.call("makeThing", json={"name": "a"})

    with pytest.raises(MissingPrerequisite, match="budget of 1 calls of makeThing"):
        bounded.call("makeThing", json={"name": "b"})
    assert len(things.kept) == 3
