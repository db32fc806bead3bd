"""Servers that lead astray whoever walks their lists."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads, refusal
from .routes import EVENTS, FILES, JOBS, LISTS, PERMISSIONS

_LARGEST = "100"


@breaks("listing-visits-every-item-once", "listing-cursor-is-exclusive")
async def cursor_is_inclusive(asked: Asked, server: Server) -> Answered:
    """The page starts with the job that `after` names, so that job is listed twice."""
    answered = await server.forward(asked)
    cursor = asked.query.get("after", "")
    if not asked.is_for("GET", JOBS) or not cursor.startswith("ftjob-") or answered.status != 200:
        return answered
    job = await server.forward(asked.changed(path=f"{JOBS}/{cursor}", query={}))
    page = answered.json
    return answered.changed(json={**page, "data": [job.json, *page["data"]]})


@breaks("listing-obeys-limit")
@edits("GET", *LISTS)
def page_is_one_item_short(page: Json, _asked: Asked) -> None:
    """A page that more items follow holds one item less than `limit` says."""
    if page["has_more"] and len(page["data"]) > 1:
        page["data"].pop()
        page["last_id"] = page["data"][-1]["id"]


@breaks("listing-obeys-larger-limits")
@misreads("GET", JOBS)
def pages_hold_ten_jobs_at_most(asked: Asked) -> Asked:
    """A limit of more than ten is taken for ten."""
    limit = asked.query.get("limit", "20")
    return asked.changed(query={**asked.query, "limit": min(limit, "10", key=int)})


@breaks("listing-has-more-is-true")
@edits("GET", *LISTS)
def has_more_is_true_after_a_full_page(page: Json, asked: Asked) -> None:
    """A last page that happens to be full claims that more items follow."""
    if len(page["data"]) == int(asked.query.get("limit", 0)):
        page["has_more"] = True


@breaks("listing-puts-newest-first", "listing-orders-jobs-by-creation")
@edits("GET", *LISTS)
def pages_are_upside_down(page: Json, _asked: Asked) -> None:
    """Within a page, the oldest item stands first."""
    page["data"].reverse()
    for item in page["data"]:
        item["created_at"] -= page["data"].index(item) * -1


@breaks("listing-obeys-order", "listing-refuses-unknown-orders")
@misreads("GET", FILES, PERMISSIONS)
def order_is_ignored(asked: Asked) -> Asked:
    """Whatever `order` says, the newest comes first."""
    return asked.changed(query={key: each for key, each in asked.query.items() if key != "order"})


@breaks("listing-names-its-bounds")
@edits("GET", FILES)
def last_id_is_the_first(page: Json, _asked: Asked) -> None:
    """`last_id` names the first file of the page."""
    page["last_id"] = page["first_id"]


@breaks("listing-has-default-limits")
@misreads("GET", EVENTS)
def default_limit_is_ten(asked: Asked) -> Asked:
    """A page of events asked for without a limit holds ten."""
    return asked.changed(query={"limit": "10", **asked.query})


@breaks("listing-survives-odd-limits")
async def odd_limit_is_a_server_error(asked: Asked, server: Server) -> Answered:
    """A limit that is no number brings the server down."""
    if asked.method == "GET" and not asked.query.get("limit", "1").isdigit():
        return refusal(500, "ValueError")
    return await server.forward(asked)


@breaks("listing-ends-at-unknown-cursors")
async def unknown_cursor_starts_over(asked: Asked, server: Server) -> Answered:
    """A cursor that names nothing is ignored, so the list starts over."""
    answered = await server.forward(asked)
    if "after" in asked.query and (answered.status == 400 or not answered.json.get("data")):
        rest = {key: each for key, each in asked.query.items() if key != "after"}
        return await server.forward(asked.changed(query=rest))
    return answered


@breaks(
    "listing-filters-by-metadata",
    "listing-finds-jobs-without-metadata",
    "listing-empty-filter-result-is-a-page",
)
@misreads("GET", JOBS)
def metadata_filter_is_ignored(asked: Asked) -> Asked:
    """The list shows every job, whatever the filter says."""
    rest = {key: each for key, each in asked.query.items() if not key.startswith("metadata")}
    return asked.changed(query={**rest, "limit": _LARGEST})


@breaks("listing-survives-new-items")
async def cursor_is_a_position(asked: Asked, server: Server) -> Answered:
    """The list goes on from a position, so every newer job shifts an old one onto the next page."""
    cursor = asked.query.get("after", "")
    if not asked.is_for("GET", JOBS) or not cursor.startswith("ftjob-"):
        return await server.forward(asked)
    seen = server.memory.setdefault("seen", {})
    seen[cursor] = seen.get(cursor, len(seen) * 2 + 2)
    rest = {key: each for key, each in asked.query.items() if key not in {"after", "metadata"}}
    every = {key: each for key, each in rest.items() if not key.startswith("metadata")}
    whole = await server.forward(asked.changed(query={**every, "limit": _LARGEST}))
    return whole.changed(json={**whole.json, "data": whole.json["data"][seen[cursor] :][:2]})
