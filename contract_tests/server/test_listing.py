"""Rules for the five lists: pages, their order, and the way from one to the next."""

from collections.abc import Callable
from typing import Any

import pytest

from fine_tuning_contract.conformance import (
    Description,
    NotApplicable,
    Session,
    must,
    should,
)

from .steps import Json, Listing, ids_of, items_of, page_of, pages_of, tag

EVERY_LIST = ("jobs", "events", "checkpoints", "permissions", "files")
LISTS_WITH_BOUNDS = ("checkpoints", "permissions", "files")

every_list = pytest.mark.parametrize("listing", EVERY_LIST, indirect=True)
page_sizes = pytest.mark.parametrize("size", ["1", "2", "one less", "all", "one more", "most"])


@must(
    "listing-visits-every-item-once",
    spec="listPaginatedFineTuningJobs/parameters/after",
    says="the page starts with the job that follows it",
)
@every_list
@page_sizes
def test_following_after_visits_every_item_once(api: Session, listing: Listing, size: str) -> None:
    """
    Following `after` visits every item exactly once.

    A client that walks a list must neither miss an item nor act on one twice, whatever page size
    it asks for.
    """
    visited = items_of(api, listing, limit=listing.limit(size))

    assert sorted(listing.ours(visited)) == sorted(listing.ids)


@must(
    "listing-obeys-limit",
    spec="listPaginatedFineTuningJobs/parameters/limit",
    says="Most objects on one page, from 1 to 100.",
)
@every_list
@page_sizes
def test_every_page_but_the_last_is_full(api: Session, listing: Listing, size: str) -> None:
    """
    A page holds as many items as `limit` says, and fewer only at the end.

    A client sizes its memory and its progress by the limit that it sent.
    """
    limit = listing.limit(size)
    sizes = [len(page["data"]) for page in pages_of(api, listing, limit)]

    assert sizes[:-1] == [limit] * (len(sizes) - 1)
    assert 0 < sizes[-1] <= limit


@must(
    "listing-obeys-larger-limits",
    spec="listPaginatedFineTuningJobs/parameters/limit",
    says="Most objects on one page, from 1 to 100.",
)
@pytest.mark.parametrize("limit", [15, 21])
def test_page_of_many_jobs_is_full(api: Session, many_jobs_listing: Listing, limit: int) -> None:
    """
    A page of jobs that was asked for with a limit near or above the default is full.

    A server that cuts it makes every walk longer, and a client that reads one page misses jobs.
    """
    page = page_of(api, many_jobs_listing, limit=limit)

    assert len(page["data"]) == limit


@must(
    "listing-has-more-is-true",
    spec="ListFilesResponse/properties/has_more",
    says="True exactly if at least one more object follows the last one of this page.",
)
@every_list
@page_sizes
def test_has_more_is_true_exactly_when_more_exists(
    api: Session, listing: Listing, size: str
) -> None:
    """
    `has_more` is true exactly when more items exist, also when the last page is full.

    A client that stops early loses items; one that asks once more than needed pays for it.
    """
    pages = list(pages_of(api, listing, listing.limit(size)))
    items = [item for page in pages for item in page["data"]]

    assert [page["has_more"] for page in pages] == [True] * (len(pages) - 1) + [False]
    assert pages[-1]["data"]
    assert set(listing.ours(items)) == set(listing.ids)


@must(
    "listing-cursor-is-exclusive",
    spec="listFineTuningEvents/parameters/after",
    says="the page starts with the event that follows it",
)
@every_list
@pytest.mark.parametrize("place", [0, 1, -2, -1], ids=["first", "second", "last but one", "last"])
def test_page_starts_after_the_cursor(api: Session, listing: Listing, place: int) -> None:
    """
    A page starts with the item that follows the cursor, and never repeats the cursor's own.

    A client that resumes from the last item which it handled would handle it again.
    """
    if not -len(listing.ids) <= place < len(listing.ids):
        raise NotApplicable(f"{listing.operation} lists {len(listing.ids)} items of ours")
    page = page_of(api, listing, after=listing.ids[place], limit=100)

    assert listing.ours(page["data"]) == list(listing.ids[place:][1:])


@must(
    "listing-puts-newest-first",
    spec="listPaginatedFineTuningJobs",
    says="one page at a time, newest first",
)
@every_list
def test_newest_items_stand_first(api: Session, listing: Listing) -> None:
    """
    A list starts with its newest item.

    Whoever looks for the job just started reads the first page only.
    """
    created = [item["created_at"] for item in items_of(api, listing)]

    assert created == sorted(created, reverse=True)


@should("listing-orders-jobs-by-creation", spec="listPaginatedFineTuningJobs")
def test_jobs_of_one_second_keep_their_order(
    api: Session, jobs_listing: Listing, five_jobs: list[Json]
) -> None:
    """
    Jobs are listed in the reverse order of their creation, also those of one second.

    A dashboard that shows the newest job on top would show another at every look.
    """
    visited = ids_of(api, jobs_listing, limit=2)

    assert visited == [job["id"] for job in five_jobs]


@must(
    "listing-obeys-order",
    spec="listFiles/parameters/order",
    says="`asc` puts the oldest file first",
)
@pytest.mark.parametrize(
    ("listing", "backward", "forward"),
    [("files", "desc", "asc"), ("permissions", "descending", "ascending")],
    indirect=["listing"],
    ids=["files", "permissions"],
)
def test_order_turns_the_list_around(
    api: Session, listing: Listing, backward: str, forward: str
) -> None:
    """
    `order` decides which end of the list comes first.

    A client that archives from the oldest on would start with the newest.
    """
    newest_first = page_of(api, listing, order=backward, limit=100)["data"]
    oldest_first = page_of(api, listing, order=forward, limit=100)["data"]

    assert listing.ours(newest_first) == list(listing.ids)
    assert listing.ours(oldest_first) == list(listing.ids)[::-1]


@should("listing-refuses-unknown-orders", spec="listFiles/parameters/order")
@pytest.mark.parametrize("listing", ["files", "permissions"], indirect=True)
def test_unknown_order_is_refused(api: Session, listing: Listing) -> None:
    """
    An `order` that does not exist is refused with 400.

    A client that misspells it would read the list from the wrong end.
    """
    asked: dict[str, Any] = {**listing.parameters, "order": "sideways"}

    api.call(listing.operation, **asked, expect=400)


@must(
    "listing-names-its-bounds",
    spec="ListFilesResponse/properties/last_id",
    says="Id of the last object of this page",
)
@pytest.mark.parametrize("listing", LISTS_WITH_BOUNDS, indirect=True)
@page_sizes
def test_first_and_last_id_name_the_page_bounds(api: Session, listing: Listing, size: str) -> None:
    """
    `first_id` and `last_id`, where given, are the ids of the first and last item of the page.

    A client that takes `last_id` for its cursor would jump over items, or run in a circle.
    """
    pages = list(pages_of(api, listing, listing.limit(size)))
    told = [(page.get("first_id"), page.get("last_id")) for page in pages]
    true = [(page["data"][0]["id"], page["data"][-1]["id"]) for page in pages]

    assert [pair for pair in told if pair != (None, None)] in (true, [])


@must(
    "listing-has-default-limits",
    spec="listFineTuningEvents/parameters/limit/schema/default",
)
@pytest.mark.parametrize(
    "listing", ["many_jobs", "events", "checkpoints", "many_permissions"], indirect=True
)
def test_page_without_limit_has_the_default_size(
    api: Session, description: Description, listing: Listing
) -> None:
    """
    A page asked for without `limit` holds as many items as the description says.

    A client that leaves the limit out reckons with pages of that size.
    """
    default = description.look_up(f"{listing.operation}/parameters/limit/schema/default")
    page = page_of(api, listing)

    assert len(page["data"]) == min(default, len(listing.ids))


@should("listing-survives-odd-limits", spec="listPaginatedFineTuningJobs/parameters/limit")
@every_list
@pytest.mark.parametrize("limit", ["0", "-1", "101", "abc", "1.5", "9" * 20, ""])
def test_odd_limit_is_refused_or_read_leniently(api: Session, listing: Listing, limit: str) -> None:
    """
    A limit that makes no sense is refused, or read as one that does.

    A typing error in a script must not bring the server down, nor return a page that breaks
    the description.
    """
    answer = api.call(listing.operation, **listing.parameters, limit=limit, expect=(200, 400))

    assert answer.status == 400 or isinstance(answer.json["data"], list)


@should("listing-ends-at-unknown-cursors", spec="listPaginatedFineTuningJobs/parameters/after")
@every_list
def test_unknown_cursor_does_not_restart_the_list(api: Session, listing: Listing) -> None:
    """
    A cursor that names nothing is refused, or leads to an empty page.

    A server that starts over instead sends a client round in circles for ever.
    """
    answer = api.call(listing.operation, **listing.parameters, after="unknown-0", expect=(200, 400))

    assert answer.status == 400 or answer.json["data"] == []


@must(
    "listing-filters-by-metadata",
    spec="listPaginatedFineTuningJobs/parameters/metadata",
    says="`metadata[key]=value` lists only the jobs that carry this pair",
)
@pytest.mark.parametrize(
    "change",
    [{}, {"colour": "red", "size": "1"}, {"größe & mehr": "50 % = ½ + [x]"}],
    ids=["one pair", "several pairs", "odd characters"],
)
def test_metadata_filter_lists_exactly_the_jobs_that_carry_it(
    api: Session, new_job: Callable[..., Json], change: dict[str, str]
) -> None:
    """
    A filter by metadata lists the jobs that carry every pair, and no other.

    A client that finds its jobs again by a tag would cancel someone else's.
    """
    wanted = {"contract": tag(), **change}
    job = new_job(metadata={**wanted, "more": "x"})
    for name, value in wanted.items():
        new_job(metadata={**wanted, name: f"{value}x"})
    new_job(metadata={"other": wanted["contract"], **change})
    new_job(metadata={**wanted, "contract": wanted["contract"].upper()})
    found = ids_of(api, Listing("listPaginatedFineTuningJobs", {"metadata": wanted}, ()))

    assert found == [job["id"]]


@must(
    "listing-finds-jobs-without-metadata",
    spec="listPaginatedFineTuningJobs/parameters/metadata",
    says="`metadata=null` only the jobs that carry none",
)
def test_null_filter_lists_jobs_without_metadata(
    api: Session, five_jobs: list[Json], new_job: Callable[..., Json]
) -> None:
    """
    `metadata=null` lists the jobs that carry none.

    Whoever tidies up untagged jobs would sweep away the tagged ones.
    """
    bare = new_job(metadata=None)
    found = {job["id"] for job in _page(api, metadata="null")["data"]}

    assert bare["id"] in found
    assert not found & {job["id"] for job in five_jobs}


@should("listing-filters-by-empty-values", spec="listPaginatedFineTuningJobs/parameters/metadata")
def test_filter_by_an_empty_value_needs_the_key(api: Session, new_job: Callable[..., Json]) -> None:
    """
    A filter whose value is empty lists the jobs that carry the key with that value.

    Flags are kept as keys without a value; a filter that drops them lists everybody's jobs.
    """
    mark = tag()
    flagged = new_job(metadata={"contract": mark, "flag": ""})
    new_job(metadata={"contract": mark})
    page = _page(api, metadata={"contract": mark, "flag": ""})

    assert [job["id"] for job in page["data"]] == [flagged["id"]]


@should("listing-filters-by-bare-brackets", spec="listPaginatedFineTuningJobs/parameters/metadata")
def test_filter_may_be_written_with_bare_brackets(api: Session, jobs_listing: Listing) -> None:
    """
    The brackets of a filter may be encoded or not.

    Some clients encode them, and everyone who types a URL does not.
    """
    given: Json = jobs_listing.parameters["metadata"] or {}
    mark = given.get("contract")
    page = api.send("GET", f"/fine_tuning/jobs?metadata[contract]={mark}", expect=200).json

    assert [job["id"] for job in page["data"]] == list(jobs_listing.ids)


@should("listing-empty-filter-result-is-a-page", spec="listPaginatedFineTuningJobs")
def test_filter_that_nothing_meets_gives_an_empty_page(api: Session, five_jobs: list[Json]) -> None:
    """
    A filter that no job meets gives an empty page that ends the list.

    A server that ignores the filter would hand out every job as if it were wanted.
    """
    page = _page(api, metadata={"contract": f"no-job-carries-{five_jobs[0]['id']}"})

    assert (page["data"], page["has_more"]) == ([], False)


@should("listing-survives-new-items", spec="listPaginatedFineTuningJobs/parameters/after")
def test_new_jobs_during_a_walk_neither_hide_nor_repeat_old_ones(
    api: Session, jobs_listing: Listing, new_job: Callable[..., Json]
) -> None:
    """
    Jobs created while a client walks the list neither hide nor repeat the older ones.

    On a busy account every walk would lose jobs.
    """
    visited: list[str] = []
    for page in pages_of(api, jobs_listing, limit=2):
        visited += [job["id"] for job in page["data"]]
        new_job(metadata={"contract": "a-newcomer"})

    assert visited == list(jobs_listing.ids)


def _page(api: Session, **parameters: Any) -> Json:
    page: Json = api.call("listPaginatedFineTuningJobs", limit=100, **parameters).json
    return page
