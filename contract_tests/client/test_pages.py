"""Rules for lists that come in pages."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fine_tuning_client import APIConnectionError, RepeatedCursorError
from fine_tuning_contract.conformance import must, should

from . import sent
from .callers import Caller
from .calls import Calls
from .conftest import ClientFor
from .documents import event, page
from .listing import Listing, items
from .methods import Method
from .servers import Answer, Server, json_answer

_EVENTS = "fine_tuning.jobs.list_events"
_COUNTS = [0, 1, 2, 3, 4, 5, 9]


@must(
    "pages-visit-everything-once",
    spec="ListPaginatedFineTuningJobsResponse/properties/has_more",
)
@pytest.mark.parametrize("count", _COUNTS)
def test_walk_visits_every_item_once(
    client_for: ClientFor, calls: Calls, list_method: Method, count: int
) -> None:
    """
    Walking a list gives every item of every page once, in the server's order.

    A job that is lost on a page border is a job that nobody stops.
    """
    server = Listing(items(count))
    found = client_for(server).items(list_method.name, **calls.plain(list_method).named)

    assert [each.id for each in found] == [each["id"] for each in server.items]
    assert len(server.requests) == max(1, -(-count // 2))


@should("pages-can-be-walked", spec="ListPaginatedFineTuningJobsResponse")
def test_pages_are_given_whole(client_for: ClientFor, calls: Calls, list_method: Method) -> None:
    """
    A list can also be walked page by page.

    Whoever stores pages wants to know where each begins.
    """
    found = client_for(Listing(items(5))).pages(list_method.name, **calls.plain(list_method).named)

    assert [[item.id for item in each.data] for each in found] == [
        ["made-up-00005", "made-up-00004"],
        ["made-up-00003", "made-up-00002"],
        ["made-up-00001"],
    ]


@should("pages-keep-what-was-asked", spec="listPaginatedFineTuningJobs/parameters/metadata")
def test_further_pages_are_asked_for_like_the_first(client_for: ClientFor) -> None:
    """
    Filter, page size and extras of a list are sent with every page; only `after` is replaced.

    A filter that is forgotten on page two lists the jobs of others.
    """
    server = Listing(items(6))
    client_for(server).items(
        "fine_tuning.jobs.list",
        limit=2,
        after="made-up-00006",
        metadata={"team": "blue"},
        extra_query={"x": "y"},
        extra_headers={"X-Team": "blue"},
    )

    assert [sent.query(request) for request in server.requests] == [
        [("after", after), ("limit", "2"), ("metadata[team]", "blue"), ("x", "y")]
        for after in ("made-up-00006", "made-up-00004", "made-up-00002")
    ]
    assert {request.headers["x-team"] for request in server.requests} == {"blue"}


@should("pages-repeated-are-an-error", spec="listFiles/parameters/after")
@pytest.mark.parametrize("circle", [1, 2, 3], ids=["one page", "two pages", "three pages"])
def test_server_that_goes_in_circles_is_stopped(
    client_for: ClientFor, calls: Calls, list_method: Method, circle: int
) -> None:
    """
    A server that leads back to a page that was walked already is an error, not a walk without end.

    There are servers that ignore `after`; a program would walk there until its memory is full.
    """
    round_trip = [_page_of(number) for number in range(circle)]
    server = Server(lambda _: round_trip[(len(server.requests) - 1) % circle])
    client = client_for(server)
    with pytest.raises(RepeatedCursorError):
        client.items(list_method.name, **calls.plain(list_method).named)

    assert len(server.requests) <= circle + 1


@should("pages-empty-end-a-walk", spec="listFineTuningEvents")
@pytest.mark.parametrize("has_more", [True, False, None])
def test_empty_page_ends_the_walk(client_for: ClientFor, *, has_more: bool | None) -> None:
    """
    A page without items ends a list, whatever it says about further ones.

    There is no cursor to go on from.
    """
    server = Server(json_answer({"object": "list", "data": [], "has_more": has_more}))

    assert client_for(server).items(_EVENTS, "ftjob-1") == []
    assert len(server.requests) == 1


@should("pages-end-where-they-end", spec="ListFineTuningJobEventsResponse/properties/has_more")
def test_last_page_ends_the_walk(client_for: ClientFor) -> None:
    """
    A page that says that it is the last one is the last one.

    One request too many for every list is a third more requests.
    """
    server = Server(json_answer(page([event(1)], has_more=False)))
    client_for(server).items(_EVENTS, "ftjob-1")

    assert len(server.requests) == 1


@should("pages-go-on-unless-told", spec="ListFineTuningJobEventsResponse/properties/has_more")
@pytest.mark.parametrize("told", [{}, {"has_more": None}], ids=["absent", "null"])
def test_walk_goes_on_after_a_page_that_does_not_say(
    client_for: ClientFor, told: dict[str, None]
) -> None:
    """
    A walk goes on after a page that does not say whether there are more.

    Servers that imitate this API leave it out; a walk that stops there loses all but one page.
    """
    pages = [{"object": "list", "data": [event(number)], **told} for number in (1, 2)]
    server = Server(*map(json_answer, pages), json_answer({"object": "list", "data": []}))
    found = client_for(server).items(_EVENTS, "ftjob-1")

    assert [each.id for each in found] == [event(1)["id"], event(2)["id"]]


@should("pages-in-hand-show-the-first", spec="ListPaginatedFineTuningJobsResponse")
@pytest.mark.parametrize("count", [2, 3], ids=["one page", "two pages"])
def test_list_in_hand_shows_its_first_page(
    both_for: Callable[..., tuple[Caller, Caller]], count: int
) -> None:
    """
    A list in hand shows the items of its first page and whether there are more, fetched once.

    A screen draws one page and, if there are more, a button.
    """
    server = Listing(items(count))
    listed = both_for(server)[0].start("fine_tuning.jobs.list")

    assert [each.id for each in listed.data] == [each["id"] for each in server.items[:2]]
    assert listed.has_more is (count > 2)
    assert len(server.requests) == 1


@should("pages-survive-newer-items", spec="listPaginatedFineTuningJobs/parameters/after")
def test_items_that_arrive_meanwhile_do_no_harm(client_for: ClientFor) -> None:
    """
    Items that arrive during a walk neither hide nor repeat the older ones.

    On a busy account, a walk by numbers would see some jobs twice.
    """
    server = Listing(items(6))
    old = [each["id"] for each in server.items]
    server.before_answer = lambda: server.items.insert(0, {"id": f"new-{len(server.items)}"})

    found = client_for(server).items("fine_tuning.jobs.list")
    assert [each.id for each in found][1:] == old


@should("pages-are-fetched-when-needed", spec="listPaginatedFineTuningJobs")
def test_nothing_is_fetched_before_it_is_needed(client_for: ClientFor) -> None:
    """
    A list fetches nothing until it is walked, and no page before the one at hand is used up.

    Who looks for the newest job pays for one page.
    """
    server = Listing(items(9))
    client = client_for(server)
    listed = client.start("fine_tuning.jobs.list")

    assert server.requests == []
    assert client.call("fine_tuning.jobs.list").data[0].id == "made-up-00009"
    assert len(server.requests) == 1
    del listed


@should("pages-in-circles-are-seen-from-the-first", spec="listFiles/parameters/after")
def test_circle_back_to_the_given_start_is_stopped(client_for: ClientFor) -> None:
    """
    A server that leads back to the cursor that the caller began with is stopped too.

    The caller's own cursor is a page border like any other.
    """
    server = Server(_page_of(7))
    client = client_for(server)
    with pytest.raises(RepeatedCursorError):
        client.items("files.list", after="made-up-7")

    assert len(server.requests) <= 2


@should("pages-fail-as-calls-do", spec="listPaginatedFineTuningJobs/responses/500")
def test_failure_on_a_later_page_is_raised(client_for: ClientFor) -> None:
    """
    A failure on a later page is raised; what came before it is not taken for the whole list.

    A list that ends early without a word makes a program delete what it did not see.
    """
    server = Server(_page_of(1), httpx.ReadError("reset"))
    client = client_for(server)
    with pytest.raises(APIConnectionError) as raised:
        client.items("fine_tuning.jobs.list")

    assert raised.value.__cause__ is not None


@should("pages-of-the-former-name-are-the-same", spec="listFineTuningCheckpointPermissions")
def test_former_name_of_a_list_still_works(client_for: ClientFor) -> None:
    """
    Permissions are also listed under the method's former name, `retrieve`.

    Programs written for the provider's client call it so.
    """
    server = Listing(items(3))
    found = client_for(server).items("fine_tuning.checkpoints.permissions.retrieve", "ft:m:o::1")

    assert len(found) == 3


def _page_of(number: int) -> Answer:
    item: dict[str, Any] = {"id": f"made-up-{number}"}
    return json_answer(page([item], has_more=True, first_id=item["id"], last_id=item["id"]))
