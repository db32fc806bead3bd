"""Making a failing request small: Hypothesis' own way, which Schemathesis keeps it from."""

import contextlib
import functools
from collections.abc import Callable, Generator
from typing import Any, cast
from unittest.mock import patch

from hypothesis.internal.conjecture import engine as conjecture
from schemathesis.core.failures import FailureGroup
from schemathesis.engine.run.unit import _case as cases

# Hypothesis would take five minutes for each operation that fails.
_LONGEST = 10


class Shrinkable(FailureGroup, AssertionError):
    """
    Several failures of one request, as Hypothesis knows failures.

    A group that is no Exception ends a search at once, so that the first request that fails is
    told as it was drawn.
    """


@contextlib.contextmanager
def shrinking() -> Generator[None]:
    """Let requests that fail be made smaller, for seconds, until the context ends."""
    plain = cast("Callable[..., None]", cases.run_one_case)  # pyright: ignore[reportUnknownMemberType]

    @functools.wraps(plain)
    def run_one_case(**given: Any) -> None:
        try:
            plain(**given)
        except FailureGroup as group:
            raise Shrinkable(list(group.exceptions), group.message) from None

    with (
        patch.object(cases, "run_one_case", run_one_case),
        patch.object(conjecture, "MAX_SHRINKING_SECONDS", _LONGEST),
    ):
        yield
