"""
What the client tells through `logging`.

Each answer at DEBUG, each wait before another try at INFO: method, path, status, the server's id of
the request. No header, no body and no query is ever told, so that no key and no data can be.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger("client")


def tell_outcome(request: httpx.Request, outcome: httpx.Response | httpx.HTTPError | None) -> None:
    """Tell what came of a request."""
    if not logger.isEnabledFor(logging.DEBUG) or outcome is None:
        return
    status: int | str = getattr(outcome, "status_code", type(outcome).__name__)
    headers = getattr(outcome, "headers", {})
    logger.debug(
        "%s %s: %s (request %s)",
        request.method,
        request.url.path,
        status,
        headers.get("x-request-id", "unknown"),
    )


def tell_wait(request: httpx.Request, failed: int, wait: float) -> None:
    """Tell that a request is going to be tried again."""
    logger.info(
        "%s %s: %d failed, trying again in %.1f s", request.method, request.url.path, failed, wait
    )
