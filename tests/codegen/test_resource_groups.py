"""Operations hang where the description puts them, and wait for what it says changes by itself."""

import itertools
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest
from sketches import TEXT, described, members, operation, parameter, reference

from fine_tuning_contract.codegen import GenerationError

Import = Callable[[dict[str, Any]], ModuleType]

LIFE = {
    "field": "status",
    "initial": ["queued"],
    "final": ["done", "failed"],
    "transitions": {
        "queued": ["running", "paused"],
        "running": ["done", "failed", "paused"],
        "paused": ["running"],
    },
    "actions": {"resumeTask": {"from": ["paused"], "to": "running"}},
    "events": "listEvents",
}


def tasks(**life: Any) -> dict[str, Any]:
    """Return a description of tasks that end by themselves, and of what happens to them."""
    by_id = {"parameters": [parameter("id", "path")]}
    paging = {
        "type": "cursor",
        "inputs": [{"name": "after", "in": "parameters", "type": "cursor"}],
        "outputs": {"nextCursor": "$.data[-1].id"},
    }
    in_group = {"x-speakeasy-group": "big.tasks"}
    return described(
        {
            "/tasks/{id}": {"get": operation("getTask", reference("Task"), **by_id, **in_group)},
            "/tasks/{id}/resume": {
                "post": operation("resumeTask", reference("Task"), **by_id, **in_group)
            },
            "/tasks/{id}/events": {
                "get": operation(
                    "listEvents",
                    reference("Events"),
                    parameters=[parameter("id", "path"), parameter("after")],
                    **{"x-speakeasy-pagination": paging},
                    **in_group,
                )
            },
        },
        {
            "Task": {
                **members(("id", "status"), id=TEXT, status=TEXT),
                "x-contract-lifecycle": {**LIFE, **life},
            },
            "Event": members(("id",), id=TEXT),
            "Events": members(("data",), data={"type": "array", "items": reference("Event")}),
        },
    )


def served(client: ModuleType, *states: str) -> Any:
    """Return a client of a server whose task is in one state after the other, with three events."""
    states_left = itertools.chain(states, itertools.repeat(states[-1]))

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/events"):
            events = [{"id": each} for each in ("e3", "e2", "e1")]
            return httpx.Response(
                200, json={"data": [] if "after" in request.url.params else events}
            )
        return httpx.Response(200, json={"id": "t1", "status": next(states_left)})

    return client.Client(transport=httpx.MockTransport(answer))


@pytest.fixture
def sleeps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let waiting take no time, and keep how long it would have taken."""
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    return waits


def test_groups_stand_in_groups(client_of: Import) -> None:
    """A group's name with a dot is an attribute of an attribute."""
    client = client_of(tasks())

    assert client.Client().big.tasks.get_task
    assert client.AsyncClient().big.tasks.get_task


def test_waiting_ends_at_a_final_state(client_of: Import, sleeps: list[float]) -> None:
    """The object is looked at until it is in a state that it does not leave."""
    client = served(client_of(tasks()), "queued", "running", "running", "done")

    assert client.big.tasks.wait("t1").status == "done"
    assert len(sleeps) == 3


def test_waiting_ends_at_a_state_that_only_a_call_leaves(
    client_of: Import, sleeps: list[float]
) -> None:
    """Nobody waits for ever for a task that someone has paused."""
    client = served(client_of(tasks()), "running", "paused")

    assert client.big.tasks.wait("t1").status == "paused"
    assert len(sleeps) == 1


def test_waiting_goes_on_in_a_state_that_may_end_by_itself(
    client_of: Import, sleeps: list[float]
) -> None:
    """Where no call leads out of a state, waiting there goes on."""
    client = served(client_of(tasks(actions={})), "paused", "running", "failed")

    assert client.big.tasks.wait("t1").status == "failed"
    assert len(sleeps) == 2


def test_changes_are_told(client_of: Import, sleeps: list[float]) -> None:
    """A watcher is called once for each state, in order."""
    client = served(client_of(tasks()), "queued", "queued", "running", "done")
    seen: list[str] = []

    client.big.tasks.wait("t1", on_change=lambda task: seen.append(task.status))

    assert seen == ["queued", "running", "done"]
    assert len(sleeps) == 3


def test_events_are_streamed_oldest_first(client_of: Import, sleeps: list[float]) -> None:
    """Each event is given once, whether or not the list takes a limit."""
    client = served(client_of(tasks()), "running", "done")

    events = list(client.big.tasks.stream_events("t1"))

    assert [event.id for event in events] == ["e1", "e2", "e3"]
    assert len(sleeps) == 1


def test_description_without_events_has_no_stream(client_of: Import) -> None:
    """Where no operation lists events, there is nothing to stream."""
    resource = client_of(tasks(events=None)).Client().big.tasks

    assert hasattr(resource, "wait")
    assert not hasattr(resource, "stream_events")


def test_resource_without_a_life_has_no_wait(client_of: Import) -> None:
    """Only what the description says changes by itself can be waited for."""
    resource = client_of(described()).Client().pets

    assert not hasattr(resource, "wait")


def test_lifecycle_follows_a_member_with_another_name_in_python(
    client_of: Import, sleeps: list[float]
) -> None:
    """The state may be a member that Python must call otherwise, such as `class`."""
    schema = {
        **members(("id", "class"), id=TEXT, **{"class": TEXT}),
        "x-contract-lifecycle": {"field": "class", "final": ["done"], "transitions": {}},
    }
    by_id = {"parameters": [parameter("id", "path")]}
    paths = {"/tasks/{id}": {"get": operation("getTask", reference("Task"), **by_id)}}
    client = client_of(described(paths, {"Task": schema}))
    states = iter(["queued", "done"])

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"id": "t1", "class": next(states)})

    found = client.Client(transport=httpx.MockTransport(answer)).pets.wait("t1")

    assert found.class_ == "done"
    assert len(sleeps) == 1


def test_numbers_in_paths_are_taken_as_declared(client_of: Import) -> None:
    """Ids that are described as numbers can be given as what the signature says."""
    whole = {"schema": {"type": "integer"}}
    ids = {"parameters": [parameter(name, "path", **whole) for name in ("owner", "pet")]}
    client = client_of(described({"/owners/{owner}/pets/{pet}": {"get": operation(**ids)}}))
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json="")

    find = client.Client(transport=httpx.MockTransport(answer)).pets.find_pets
    types = {"str": str, "int": int}
    owner, pet = [find.__annotations__[name].split(" | ")[0] for name in ("owner", "pet")]
    find(types[pet](2), owner=types[owner](1))

    assert asked == ["/v1/owners/1/pets/2"]


def listed(paging: dict[str, Any], **lists: Any) -> dict[str, Any]:
    """Return a description of one list in pages."""
    stated = operation(
        answer=reference("Page"),
        parameters=[parameter("after")],
        **{"x-speakeasy-pagination": paging},
    )
    return described({"/pets": {"get": stated}}, {"Page": members(next=TEXT, **lists)})


BY_NEXT: dict[str, Any] = {
    "type": "cursor",
    "inputs": [{"name": "after", "in": "parameters", "type": "cursor"}],
    "outputs": {"nextCursor": "$.next"},
}
TEXTS = {"type": "array", "items": TEXT}


@pytest.mark.parametrize(
    ("paging", "lists"),
    [
        ({"type": "cursor"}, {"found": TEXTS}),
        ({"type": "cursor", "inputs": [], "outputs": {}}, {"found": TEXTS}),
        (BY_NEXT, {}),
        (BY_NEXT, {"found": TEXTS, "lost": TEXTS}),
    ],
    ids=["bare", "empty", "no-list", "two-lists"],
)
def test_list_that_cannot_be_followed_is_refused_by_its_name(
    client_of: Import, paging: dict[str, Any], lists: dict[str, Any]
) -> None:
    """A list whose continuation cannot be understood is an error that names it."""
    with pytest.raises(GenerationError, match="findPets"):
        client_of(listed(paging, **lists))


def test_list_may_be_called_anything(client_of: Import) -> None:
    """Where the page states its cursor, the one list in it is what is walked."""
    client = client_of(listed(BY_NEXT, found=TEXTS))
    pages = {None: {"found": ["a"], "next": "x"}, "x": {"found": ["b"]}}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=pages[request.url.params.get("after")])

    found = client.Client(transport=httpx.MockTransport(answer)).pets.find_pets()

    assert list(found) == ["a", "b"]
