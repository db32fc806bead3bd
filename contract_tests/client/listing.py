"""A made-up server that lists things page by page, as the API does."""

from typing import TYPE_CHECKING, Any

import httpx

from .documents import page
from .servers import Answer, Server, json_answer

if TYPE_CHECKING:
    from collections.abc import Callable


class Listing(Server):
    """Serves items newest first; `after` names the item before the page."""

    def __init__(self, items: list[dict[str, Any]], *, size: int = 2) -> None:
        """List these items, `size` on a page that does not say."""
        super().__init__(self._page)
        self.items = items
        self._size = size
        self.before_answer: Callable[[], object] = list[Any]

    def _page(self, request: httpx.Request) -> Answer:
        self.before_answer()
        wanted = request.url.params
        ids = [item["id"] for item in self.items]
        start = ids.index(wanted["after"]) + 1 if "after" in wanted else 0
        end = start + int(wanted.get("limit", self._size))
        found = self.items[start:end]
        last = found[-1]["id"] if found else None
        first = found[0]["id"] if found else None
        more = end < len(self.items)
        return json_answer(page(found, has_more=more, first_id=first, last_id=last))


def items(count: int) -> list[dict[str, Any]]:
    """Return so many items, newest first; what else they hold does not matter to a list."""
    return [{"id": f"made-up-{number:05d}"} for number in range(count, 0, -1)]
