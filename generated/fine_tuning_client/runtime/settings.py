# Copied from fine_tuning_contract/codegen/runtime/settings.py: change it there.
"""What all calls of a client share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .credentials import Credentials
from .retries import RetryPolicy


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
