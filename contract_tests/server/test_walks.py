"""Rules for walks through a list: their end, their direction, and what happens meanwhile."""

import attrs
import pytest

from fine_tuning_contract.conformance import NotApplicable, Session, must, should

from .lives import Growth
from .steps import Listing, ids_of, items_of, page_of, pages_of, tag, upload
from .test_listing import every_list


@must(
    "walks-go-either-way",
    spec="listFiles/parameters/order",
    says="`asc` puts the oldest file first",
)
@pytest.mark.parametrize(
    ("listing", "forward"),
    [("files", "asc"), ("permissions", "ascending")],
    indirect=["listing"],
    ids=["files", "permissions"],
)
def test_walk_from_the_oldest_on_visits_every_item_once(
    api: Session, listing: Listing, forward: str
) -> None:
    """
    Following `after` from the oldest item on visits every item once, in that order.

    An archive that is filled from the oldest on would jump back at the second page.
    """
    turned = attrs.evolve(listing, parameters={**listing.parameters, "order": forward})
    visited = items_of(api, turned, limit=2)

    assert listing.ours(visited) == list(listing.ids)[::-1]


@must(
    "walks-end-after-the-last-item",
    spec="ListFilesResponse/properties/last_id",
    says="null if the page is empty",
)
@every_list
def test_page_after_the_last_item_is_empty_and_the_last(api: Session, listing: Listing) -> None:
    """
    The page after the last item is empty, names no bounds and says that nothing follows.

    A client that looks for news after the last item it knows would go on asking for ever.
    """
    last = ids_of(api, listing, limit=100)[-1]
    page = page_of(api, listing, after=last, limit=2)

    assert (page["data"], page["has_more"]) == ([], False)
    assert (page.get("first_id"), page.get("last_id")) == (None, None)


@should("walks-see-the-same-twice", spec="listPaginatedFineTuningJobs/parameters/after")
@every_list
def test_page_asked_for_twice_is_the_same(api: Session, listing: Listing) -> None:
    """
    A page that is asked for twice holds the same items in the same order.

    A client that repeats a page after a timeout would lose those that changed places.
    """
    pages = [page_of(api, listing, after=listing.ids[0], limit=100)["data"] for _ in range(2)]

    assert listing.ours(pages[0]) == listing.ours(pages[1])


@should("walks-outlast-newcomers", spec="listFiles/parameters/after")
@pytest.mark.parametrize("listing", ["files", "permissions"], indirect=True)
def test_new_items_during_a_walk_neither_hide_nor_repeat_old_ones(
    api: Session, listing: Listing
) -> None:
    """
    Files and permissions that are added during a walk neither hide nor repeat the older ones.

    An audit would overlook a permission because someone gave another one meanwhile.
    """
    visited: list[str] = []
    for page in pages_of(api, listing, limit=2):
        visited += listing.ours(page["data"])
        _add_to(api, listing)

    assert visited == list(listing.ids)


@should("walks-outlast-news", spec="listFineTuningEvents/parameters/after")
def test_new_events_neither_hide_nor_repeat_old_ones(api: Session, told_life: Growth) -> None:
    """
    Events that are told during a walk neither hide nor repeat the older ones.

    A reader of the log would see a step twice because the next one was taken meanwhile.
    """
    if not told_life.early:
        raise NotApplicable("the job had told of nothing before it told of all")
    listing = Listing("listFineTuningEvents", {"fine_tuning_job_id": told_life.job_id}, ())
    cursor = told_life.early[0]
    following = page_of(api, listing, after=cursor, limit=100)["data"]
    whole = ids_of(api, listing, limit=100)

    assert cursor in whole
    assert [event["id"] for event in following] == whole[whole.index(cursor) + 1 :]


def _add_to(api: Session, listing: Listing) -> None:
    if listing.operation == "listFiles":
        upload(api, b"{}\n", **listing.parameters)
        return
    body = {"project_ids": [f"proj_{tag()}"]}
    api.call("createFineTuningCheckpointPermission", **listing.parameters, json=body)
