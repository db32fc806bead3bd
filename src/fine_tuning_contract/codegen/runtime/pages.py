"""Lists that come in pages: one page in hand, the others fetched while iterating."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import APIError
from .json_values import is_array

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator

    from .requests import Paging

P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item


class RepeatedCursorError(APIError):
    """The server answered a cursor with a page that leads back to it: the list has no end."""


class _Walk(Generic[P, I]):
    """The walk from page to page, with no input or output in it."""

    def __init__(self, paging: Paging) -> None:
        self._paging = paging
        self._seen: set[str] = set()

    def items(self, page: P) -> list[I]:
        """Return a page's items; a page that left them out has none."""
        found: Any = getattr(page, self._paging.items, None)
        return found if is_array(found) else []

    def cursor(self, page: P) -> str | None:
        """Return the cursor of the next page, or None at the end."""
        items = self.items(page)
        if not items or getattr(page, self._paging.more, None) is False:
            return None
        cursor = self._stated(page) or getattr(items[-1], self._paging.key, None)
        if not isinstance(cursor, str):
            return None
        if cursor in self._seen:
            raise RepeatedCursorError(
                f"the server repeats the cursor {cursor!r}: following it would never end"
            )
        self._seen.add(cursor)
        return cursor

    def _stated(self, page: P) -> Any:
        return getattr(page, self._paging.member, None) if self._paging.member else None


class Pages(Generic[P, I]):
    """
    A list, fetched page by page as it is walked.

    Iterating gives the items of all pages. `page` is the first page, `pages()` walks all of them.
    """

    def __init__(self, paging: Paging, fetch: Callable[[dict[str, str]], P]) -> None:
        """Keep how to fetch a page; nothing is sent yet."""
        self._paging = paging
        self._fetch = fetch
        self._first: P | None = None

    @property
    def page(self) -> P:
        """The first page, fetched once."""
        if self._first is None:
            self._first = self._fetch({})
        return self._first

    @property
    def data(self) -> list[I]:
        """The items of the first page."""
        return _Walk[P, I](self._paging).items(self.page)

    @property
    def has_more(self) -> bool:
        """Whether the server says that there are further pages."""
        return getattr(self.page, self._paging.more, None) is True

    def pages(self) -> Iterator[P]:
        """
        Fetch and give each page.

        Raises `RepeatedCursorError` where the server leads in a circle.
        """
        walk = _Walk[P, I](self._paging)
        page = self.page
        while True:
            yield page
            cursor = walk.cursor(page)
            if cursor is None:
                return
            page = self._fetch({self._paging.parameter: cursor})

    def __iter__(self) -> Iterator[I]:
        """Give each item of each page."""
        walk = _Walk[P, I](self._paging)
        for page in self.pages():
            yield from walk.items(page)

    def __repr__(self) -> str:
        """Return what it is; nothing is fetched for it."""
        shown = "not fetched" if self._first is None else repr(self._first)
        return f"{type(self).__name__}({shown})"


class AsyncPages(Generic[P, I]):
    """
    A list, fetched page by page as it is walked.

    `async for` gives the items of all pages, `await` the first page, `pages()` all pages.
    """

    def __init__(self, paging: Paging, fetch: Callable[[dict[str, str]], Awaitable[P]]) -> None:
        """Keep how to fetch a page; nothing is sent yet."""
        self._paging = paging
        self._fetch = fetch
        self._first: P | None = None

    def __await__(self) -> Generator[Any, None, P]:
        """Give the first page, fetched once."""
        return self._page().__await__()

    async def _page(self) -> P:
        if self._first is None:
            self._first = await self._fetch({})
        return self._first

    async def pages(self) -> AsyncIterator[P]:
        """
        Fetch and give each page.

        Raises `RepeatedCursorError` where the server leads in a circle.
        """
        walk = _Walk[P, I](self._paging)
        page = await self._page()
        while True:
            yield page
            cursor = walk.cursor(page)
            if cursor is None:
                return
            page = await self._fetch({self._paging.parameter: cursor})

    async def __aiter__(self) -> AsyncIterator[I]:
        """Give each item of each page."""
        walk = _Walk[P, I](self._paging)
        async for page in self.pages():
            for item in walk.items(page):
                yield item

    def __repr__(self) -> str:
        """Return what it is; nothing is fetched for it."""
        shown = "not fetched" if self._first is None else repr(self._first)
        return f"{type(self).__name__}({shown})"
