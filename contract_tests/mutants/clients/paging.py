"""Faults in how a client walks lists."""

from contract_tests.mutants.catalogue import faulty_client
from contract_tests.mutants.edits import FaultyClient

_PAGES = "runtime/pages.py"


@faulty_client
def the_walk_ends_after_one_page(client: FaultyClient) -> None:
    """A list has its first page and no other."""
    client.edit(
        _PAGES,
        "if not items or getattr(page, self._paging.more, None) is False:\n            return None",
        "return None",
    )


@faulty_client
def the_walk_ends_after_two_pages(client: FaultyClient) -> None:
    """A list ends after its second page."""
    client.edit(
        _PAGES, "if not isinstance(cursor, str):", "if not isinstance(cursor, str) or self._seen:"
    )


@faulty_client
def the_first_page_is_fetched_again(client: FaultyClient) -> None:
    """The first page of a list is given twice."""
    client.edit(
        _PAGES,
        "            yield page\n            cursor = walk.cursor(page)",
        "            yield page\n            if not walk._seen:\n                yield page\n"
        "            cursor = walk.cursor(page)",
    )


@faulty_client
def the_cursor_is_the_first_item(client: FaultyClient) -> None:
    """The next page is asked for after the first item of the last one."""
    client.edit(
        _PAGES,
        "getattr(items[-1], self._paging.key, None)",
        "getattr(items[0], self._paging.key, None)",
    )


@faulty_client
def the_last_page_is_asked_for_again(client: FaultyClient) -> None:
    """A walk does not look at `has_more`, and asks once too often."""
    client.edit(
        _PAGES,
        "if not items or getattr(page, self._paging.more, None) is False:",
        "if not items:",
    )


@faulty_client
def a_missing_has_more_ends_the_walk(client: FaultyClient) -> None:
    """A walk ends where a page does not say whether there is more."""
    client.edit(
        _PAGES,
        "getattr(page, self._paging.more, None) is False:",
        "getattr(page, self._paging.more, None) is not True:",
    )


@faulty_client
def a_circle_is_walked_for_ever(client: FaultyClient) -> None:
    """A server that repeats its page keeps the client busy for ever."""
    client.edit(_PAGES, "if cursor in self._seen:", "if False:")


@faulty_client
def a_circle_ends_the_walk(client: FaultyClient) -> None:
    """A server that repeats its page ends the list, and nobody is told."""
    client.edit(
        _PAGES,
        "        if cursor in self._seen:\n",
        "        if cursor in self._seen:\n            return None\n        if False:\n",
    )


@faulty_client
def the_awaited_walk_ends_early(client: FaultyClient) -> None:
    """The async walk alone gives the first page only."""
    client.edit(
        _PAGES,
        "        async for page in self.pages():\n"
        "            for item in walk.items(page):\n                yield item",
        "        async for page in self.pages():\n"
        "            for item in walk.items(page):\n                yield item\n            return",
    )


@faulty_client
def items_come_in_reverse(client: FaultyClient) -> None:
    """The items of each page are given backwards."""
    client.edit(
        _PAGES,
        "            yield from walk.items(page)",
        "            yield from reversed(walk.items(page))",
    )


@faulty_client
def the_last_item_is_lost(client: FaultyClient) -> None:
    """The last item of each page is not given."""
    client.edit(
        _PAGES,
        "            yield from walk.items(page)",
        "            yield from walk.items(page)[:-1]",
    )


@faulty_client
def the_stated_cursor_is_ignored(client: FaultyClient) -> None:
    """The list of permissions does not follow `last_id`."""
    client.edit(
        "resources/fine_tuning_checkpoints_permissions.py",
        'member="last_id",',
        'member="first_id",',
    )


@faulty_client
def has_more_is_always_false(client: FaultyClient) -> None:
    """`has_more` of a list in hand is False."""
    client.edit(
        _PAGES, "return getattr(self.page, self._paging.more, None) is True", "return False"
    )


@faulty_client
def looking_fetches_again(client: FaultyClient) -> None:
    """Each look at a list in hand fetches its first page again."""
    client.edit(
        _PAGES,
        "            self._first = self._fetch({})\n        return self._first",
        "            pass\n        return self._fetch({})",
    )


@faulty_client
def events_start_at_the_second_page(client: FaultyClient) -> None:
    """The list of events has its cursor under another name."""
    client.edit(
        "resources/fine_tuning_jobs.py",
        '_LIST_EVENTS_PAGING: Final = Paging(\n    parameter="after"',
        '_LIST_EVENTS_PAGING: Final = Paging(\n    parameter="starting_after"',
    )
