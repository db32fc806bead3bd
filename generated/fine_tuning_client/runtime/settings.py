# Copied from fine_tuning_contract/codegen/runtime/settings.py: change it there.
"""What all calls of a client share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .retries import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .credentials import Credentials


class Settings(NamedTuple):
    """
    What all calls of a client share. Times are in seconds.

    `timeout` bounds each phase of each try (connect, send, receive, wait for a free
    connection), `deadline` all tries of one call together.
    """

    base_url: str
    credentials: Credentials
    headers: Mapping[str, str]
    timeout: float | None = 30.0
    deadline: float | None = 300.0
    retries: RetryPolicy = RetryPolicy()
    strict: bool = False

    def __repr__(self) -> str:
        """Return what can be shown: a header may hold a key."""
        return f"Settings(base_url={self.base_url!r}, headers={sorted(self.headers)})"
