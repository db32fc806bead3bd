"""Generated requests, and how their answers are judged."""

import re
from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest
from schemathesis.engine import events, from_schema
from schemathesis.errors import UnsupportedSchema

from fine_tuning_contract.conformance import (
    Answer,
    Description,
    MissingPrerequisite,
    Session,
    exploration,
)
from fine_tuning_contract.conformance.custody import Custody
from fine_tuning_contract.conformance.exploration import (
    CHECKS,
    PHASES,
    Exploration,
    Phase,
    explore,
)
from fine_tuning_contract.conformance.sense import Sense, Sent

from .thing_server import KEY, Things, answer


def _sense(api: Session, **known: list[str]) -> Sense:
    return Sense(api.description, api.oracle, known=known, may_refuse=lambda *_: False)


def _explore(api: Session, phase: Phase, **options: Any) -> Exploration:
    return explore(api, _sense(api), phase, **{"max_examples": 10, **options})


@pytest.mark.parametrize("phase", PHASES)
def test_server_as_described_has_no_findings(api: Session, phase: Phase) -> None:
    """A correct server stays green in every phase, and every check has run."""
    found = _explore(api, phase)

    assert found.findings == ()
    assert set(found.checks) >= set(CHECKS)
    assert found.requests > 0


@pytest.mark.parametrize("phase", ["coverage", "fuzzing", "stateful"])
def test_fault_is_found_with_a_command(api: Session, things: Things, phase: Phase) -> None:
    """A header that is missing is found in every phase, and shown with a command to repeat it."""
    things.headers = {}
    found = _explore(api, phase)

    assert any("x-trace is missing" in each["message"] for each in found.findings)
    assert all(each["curl"].startswith("curl ") for each in found.findings)
    assert "testcaseid" not in str(found.findings).lower()
    assert KEY not in str(found.findings)


def test_random_request_that_fails_is_made_small(api: Session, things: Things) -> None:
    """Of all requests that a fault shows in, the smallest is told: six letters, and no more."""
    things.longest = 5
    found = _explore(api, "fuzzing", max_examples=60)
    told = [each["curl"] for each in found.findings if "500" in each["message"]]

    assert re.search(r"""'\{"name": ?"(0{6})"\}'""", told[0])
    assert "\n" not in told[0]


def test_thing_that_lives_on_is_found_along_links(api: Session, things: Things) -> None:
    """A thing that can be read after its removal is found by walking from answer to answer."""
    things.forgets = False
    found = _explore(api, "stateful", max_examples=30)

    assert any("[use_after_free]" in each["message"] for each in found.findings)


def test_search_can_stop_at_the_first_finding(api: Session, things: Things) -> None:
    """Whoever wants to know soon pays for no more requests than needed."""
    whole = _explore(api, "coverage")
    things.headers = {}
    early = _explore(api, "coverage", stop_early=True)

    assert early.findings
    assert early.requests < whole.requests


def test_same_seed_sends_the_same_requests(api: Session, things: Things) -> None:
    """A run can be repeated request by request."""
    runs = []
    for _ in range(2):
        things.asked.clear()
        things.kept.clear()
        _explore(api, "fuzzing", seed=7)
        runs.append([(method, path, body) for method, path, _, body in things.asked])

    assert runs[0] == runs[1]


def test_description_that_nothing_can_be_made_from_could_not_run(
    api: Session, description: Description
) -> None:
    """A phase that could not send anything is not kept."""
    broken = Description({**description.content, "paths": {}})
    session = Session(api.target, broken, api.transport)

    with pytest.raises(MissingPrerequisite):
        explore(session, _sense(session), "fuzzing", max_examples=5)


@pytest.mark.parametrize("failures", [1, 9])
def test_operation_that_the_engine_gives_up_is_tried_with_other_choices(
    api: Session, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    """What the engine cannot draw from is drawn anew for that operation; at last it is told."""
    explored: list[list[str]] = []

    def stumble(schema: Any) -> Any:
        explored.append([each.ok().label for each in schema.get_all_operations()])
        error = events.NonFatalError(
            error=UnsupportedSchema("cannot draw"),
            phase=None,
            label="GET /things",
            related_to_operation=True,
        )
        first = [error] if len(explored) <= failures else []
        return SimpleNamespace(execute=lambda: chain(first, from_schema(schema).execute()))

    monkeypatch.setattr(exploration, "from_schema", stumble)
    if failures == 1:
        assert _explore(api, "examples").findings == ()
    else:
        with pytest.raises(MissingPrerequisite, match=r"GET /things: .*cannot draw"):
            _explore(api, "examples")

    assert len(explored[0]) > 1
    assert explored[1:] == [["GET /things"]] * min(failures, 3)


def _refusal(message: str, param: str | None = None) -> Answer:
    _, headers, body = answer(400, {"error": {"message": message, "param": param}})
    return Answer(400, headers, body, 0.1)


@pytest.mark.parametrize(
    ("message", "param", "may"),
    [
        ("no thing thing-77", None, True),
        ("not found", "id", True),
        ("the name is ugly", "name", False),
    ],
    ids=["names the value", "names the parameter", "names something else"],
)
def test_refusal_is_in_order_if_it_names_what_is_missing(
    api: Session, message: str, param: str | None, *, may: bool
) -> None:
    """A valid request may be refused for a thing that is not there, and for nothing else."""
    operation = api.description.operation("readThing")
    sent = Sent({"id": "thing-77"}, {}, None)

    assert _sense(api).may_refuse(operation, sent, _refusal(message, param)) is may


@pytest.mark.parametrize(
    ("message", "param", "may"),
    [
        ("unknown parameter: 'colour'", None, True),
        ("no", "colour", True),
        ("no", "name", False),
        ("no", None, False),
    ],
    ids=["says its name", "names it", "names another", "says nothing"],
)
def test_refusal_is_in_order_if_it_names_a_member_that_nobody_described(
    api: Session, message: str, param: str | None, *, may: bool
) -> None:
    """A member that a schema does not know may be refused, by its name."""
    operation = api.description.operation("makeThing")
    sent = Sent({}, {}, {"name": "a", "colour": "red"})

    assert _sense(api).may_refuse(operation, sent, _refusal(message, param)) is may


@pytest.mark.parametrize(
    ("body", "wrong_body", "may"),
    [({"name": ""}, True, False), ({"name": "a"}, True, True), ({"name": ""}, False, True)],
    ids=["wrong body", "right body", "wrong query"],
)
def test_acceptance_is_in_order_if_the_body_is_right(
    api: Session, body: object, *, wrong_body: bool, may: bool
) -> None:
    """A query may be read leniently, a wrong body may not."""
    operation = api.description.operation("makeThing")

    assert _sense(api).may_accept(operation, Sent({}, {}, body), wrong_body=wrong_body) is may


def test_known_ids_take_the_place_of_made_up_ones(api: Session) -> None:
    """Some made-up ids become ids of things that exist; deletions keep theirs."""
    sense = _sense(api, thing=["thing-1"])
    read = api.description.operation("readThing")
    remove = api.description.operation("removeThing")
    ids = [sense.with_known(read, "path", {"id": "x" * length})["id"] for length in range(1, 9)]

    assert {"thing-1", "x"} < set(ids)
    assert sense.with_known(remove, "path", {"id": "xx"}) == {"id": "xx"}


def test_nothing_is_removed_that_is_not_ours(description: Description) -> None:
    """What a server showed and the run did not make is spared; what it made may go."""
    custody = Custody(description, known=["thing-1"])
    made, listed, remove = (
        description.operation(name) for name in ("makeThing", "listThings", "removeThing")
    )
    custody.note(listed, 200, b'{"data": [{"id": "thing-1"}, {"id": "thing-2"}]}')
    custody.note(made, 200, b'{"id": "thing-2"}')
    custody.note(made, 200, b"no JSON")

    assert custody.spared(remove, {"id": "thing-1"}) == {"id": "not-ours-thing-1"}
    assert custody.spared(remove, {"id": "thing-2"}) == {"id": "thing-2"}
    assert custody.spared(description.operation("readThing"), {"id": "thing-1"}) == {
        "id": "thing-1"
    }
