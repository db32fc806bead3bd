"""Walking a list gives each item once, page by page, and always ends."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from fine_tuning_contract.codegen.runtime.pages import AsyncPages, Pages, RepeatedCursorError
from fine_tuning_contract.codegen.runtime.requests import Paging


def page(*ids: str, **more: Any) -> Any:
    """Return a page of items with the given ids."""
    return SimpleNamespace(data=[SimpleNamespace(id=each) for each in ids], **more)


class Listing:
    """A list on a server: the page that follows each cursor, and what was asked for."""

    def __init__(self, **pages: Any) -> None:
        """Take the page after each cursor; the first one is `start`."""
        self._pages = pages
        self.asked: list[dict[str, str]] = []

    def fetch(self, query: dict[str, str]) -> Any:
        """Return the page that starts after the cursor."""
        self.asked.append(query)
        return self._pages[query.get("after", "start")]

    async def afetch(self, query: dict[str, str]) -> Any:
        """Return the page that starts after the cursor, to be awaited."""
        return self.fetch(query)

    def ids(self, paging: Paging | None = None) -> list[str]:
        """Return the ids of all items, in the order of the walk."""
        return [each.id for each in Pages[Any, Any](paging or Paging(), self.fetch)]


def test_walk_follows_the_cursor_to_the_end() -> None:
    """Each page is asked for with the id of the last item of the one before."""
    listing = Listing(start=page("a", "b", has_more=True), b=page("c", has_more=False))

    assert listing.ids() == ["a", "b", "c"]
    assert listing.asked == [{}, {"after": "b"}]


def test_stated_cursor_comes_before_the_last_item() -> None:
    """Where the page has a member for the cursor, that one is followed."""
    paging = Paging(member="last_id")
    listing = Listing(start=page("a", has_more=True, last_id="x"), x=page("b", has_more=False))

    assert listing.ids(paging) == ["a", "b"]


@pytest.mark.parametrize("stated", [None, ""])
def test_empty_cursor_gives_way_to_the_last_item(stated: Any) -> None:
    """A page that leaves its cursor empty is continued after its last item."""
    paging = Paging(member="last_id")
    listing = Listing(start=page("a", has_more=True, last_id=stated), a=page("b", has_more=False))

    assert listing.ids(paging) == ["a", "b"]


def test_server_that_does_not_say_whether_there_is_more_is_asked() -> None:
    """Without `has_more`, the walk goes on until a page is empty."""
    listing = Listing(start=page("a"), a=page("b"), b=page())

    assert listing.ids() == ["a", "b"]


def test_empty_page_ends_the_walk() -> None:
    """A page without items has nothing to go on from, whatever it says."""
    assert Listing(start=page(has_more=True)).ids() == []
    assert Listing(start=SimpleNamespace(has_more=True)).ids() == []


def test_server_that_leads_in_a_circle_is_found_out() -> None:
    """A cursor that comes a second time is an error, not an endless loop."""
    listing = Listing(start=page("a", has_more=True), a=page("b", "a", has_more=True))

    with pytest.raises(RepeatedCursorError, match="'a'"):
        listing.ids()
    assert len(listing.asked) == 2


def test_nothing_is_fetched_before_it_is_needed() -> None:
    """Asking for a list sends nothing; its first page is fetched once."""
    listing = Listing(start=page("a", has_more=False))
    pages = Pages[Any, Any](Paging(), listing.fetch)

    assert listing.asked == []
    assert repr(pages) == "Pages(not fetched)"
    assert [each.id for each in pages.data] == ["a"]
    assert pages.has_more is False
    assert len(list(pages)) == len(list(pages)) == 1
    assert listing.asked == [{}]


def test_pages_can_be_walked_one_by_one() -> None:
    """Whoever wants whole pages gets them as they came."""
    listing = Listing(start=page("a", has_more=True), a=page("b", has_more=False))

    walked = list(Pages[Any, Any](Paging(), listing.fetch).pages())

    assert [len(each.data) for each in walked] == [1, 1]


def test_breaking_off_fetches_no_further_page() -> None:
    """Looking at the first item costs one request."""
    listing = Listing(start=page("a", has_more=True))

    assert next(iter(Pages[Any, Any](Paging(), listing.fetch))).id == "a"
    assert listing.asked == [{}]


def test_async_walk_does_the_same() -> None:
    """`async for` gives all items, `await` the first page, `pages()` each page."""
    listing = Listing(start=page("a", has_more=True), a=page("b", has_more=False))
    pages = AsyncPages[Any, Any](Paging(), listing.afetch)

    async def walked() -> tuple[list[str], int, int]:
        ids = [each.id async for each in pages]
        return ids, len((await pages).data), len([each async for each in pages.pages()])

    assert asyncio.run(walked()) == (["a", "b"], 1, 2)
