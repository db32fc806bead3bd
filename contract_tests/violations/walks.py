"""Servers that go astray in the middle of a walk, or at its end."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads
from .routes import EVENTS, FILES, JOBS, LISTS, PERMISSIONS


@breaks("walks-go-either-way")
@misreads("GET", FILES, PERMISSIONS)
def order_is_forgotten_after_a_page(asked: Asked) -> Asked:
    """With a cursor the newest comes first again, whatever `order` says."""
    kept = {key: each for key, each in asked.query.items() if key != "order"}
    return asked.changed(query=kept) if "after" in asked.query else asked


@breaks("walks-end-after-the-last-item")
@edits("GET", *LISTS)
def empty_pages_promise_more(page: Json, asked: Asked) -> None:
    """An empty page behind a cursor says that more follows."""
    if "after" in asked.query and not page["data"]:
        page["has_more"] = True


@breaks("walks-see-the-same-twice")
async def every_second_look_is_upside_down(asked: Asked, server: Server) -> Answered:
    """Every second time that a page of a list is asked for, its items stand upside down."""
    answered = await server.forward(asked)
    page = answered.json
    if answered.status != 200 or not any(asked.is_for("GET", route) for route in LISTS):
        return answered
    server.memory["turn"] = not server.memory.get("turn", False)
    return answered.changed(
        json={**page, "data": page["data"][:: 1 if server.memory["turn"] else -1]}
    )


@breaks("walks-outlast-newcomers")
async def files_are_found_by_their_place(asked: Asked, server: Server) -> Answered:
    """The list of files goes on from a place, so every newer file shifts an old one."""
    cursor = asked.query.get("after", "")
    if not asked.is_for("GET", FILES) or not cursor.startswith("file-"):
        return await server.forward(asked)
    places = server.memory.setdefault("places", {})
    place = places.setdefault(cursor, 2 * len(places) + 2)
    rest = {key: each for key, each in asked.query.items() if key not in {"after", "limit"}}
    whole = await server.forward(asked.changed(query=rest))
    data = whole.json["data"]
    page = {**whole.json, "data": data[place : place + 2], "has_more": len(data) > place + 2}
    return whole.changed(json=page)


@breaks("walks-outlast-news")
async def events_are_found_by_their_place(asked: Asked, server: Server) -> Answered:
    """The list of events goes on from the place that the cursor had when it was first shown."""
    answered = await server.forward(asked)
    if not asked.is_for("GET", EVENTS) or answered.status != 200:
        return answered
    places = server.memory.setdefault("places", {})
    after = asked.query.get("after")
    if after is None:
        for place, event in enumerate(answered.json["data"]):
            places.setdefault(event["id"], place)
        return answered
    rest = {key: each for key, each in asked.query.items() if key != "after"}
    whole = await server.forward(asked.changed(query=rest))
    return whole.changed(json={**whole.json, "data": whole.json["data"][places[after] + 1 :]})


@breaks("listing-has-default-limits")
@misreads("GET", JOBS, PERMISSIONS)
def default_limit_is_five(asked: Asked) -> Asked:
    """A page of jobs or permissions asked for without a limit holds five."""
    return asked.changed(query={"limit": "5", **asked.query})


@breaks("listing-filters-by-metadata")
@misreads("GET", JOBS)
def one_pair_of_the_filter_counts(asked: Asked) -> Asked:
    """Of several pairs in a filter by metadata, only the first counts."""
    pairs = [key for key in asked.query if key.startswith("metadata[")]
    return asked.changed(
        query={key: each for key, each in asked.query.items() if key not in pairs[1:]}
    )


@breaks("listing-filters-by-empty-values")
@misreads("GET", JOBS)
def empty_values_are_dropped(asked: Asked) -> Asked:
    """A pair of the filter whose value is empty is left out."""
    return asked.changed(
        query={key: each for key, each in asked.query.items() if each or "[" not in key}
    )


@breaks("listing-filters-by-bare-brackets")
async def bare_brackets_are_not_read(asked: Asked, server: Server) -> Answered:
    """A filter whose brackets are not encoded finds nothing."""
    answered = await server.forward(asked)
    if asked.is_for("GET", JOBS) and "[" in asked.raw_query:
        return answered.changed(json={**answered.json, "data": [], "has_more": False})
    return answered
