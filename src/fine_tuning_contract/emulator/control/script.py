"""What tests have asked for ahead of time: fates of the next jobs, faults of the next answers."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from fine_tuning_contract.emulator.jobs import Failure, Fate
from fine_tuning_contract.emulator.storage import scripts
from fine_tuning_contract.emulator.storage.database import Database, Session

_TOO_MANY = 429


@attrs.frozen
class Foreseen:
    """What the next job meets: a fate while it trains, or a failure of its files."""

    fate: Fate | None = None
    failure: Failure | None = None


@attrs.define(eq=False)
class Fault:
    """
    Something that goes wrong on purpose, `times` times.

    `kind` is one of `latency`, `status`, `drop`, `truncate`, `slow`, `content_type` and `html`.
    `operation` is an operationId or `*`; with `after`, the work is done before it goes wrong.
    `seconds` is how long a latency, or the rest in a slow body, lasts.
    """

    kind: str
    operation: str = "*"
    times: int = 1
    probability: float = 1.0
    after: bool = False
    seconds: float = 0.0
    status: int = 500
    retry_after: float | None = None

    @property
    def behind(self) -> bool:
        """Tell whether it spoils the answer, not the request."""
        return self.after or self.kind in ("truncate", "slow", "content_type", "html")


@attrs.frozen
class Script:
    """The fates and faults that wait for their turn, in the database that all processes share."""

    database: Database

    def foresee(self, content: Mapping[str, Any], times: int) -> None:
        """Let a fate wait, in the words of a control request, for so many jobs."""
        with self.database.writing() as session:
            for _ in range(times):
                scripts.add_fate(session, dict(content))

    def next_fate(self, session: Session) -> Foreseen:
        """Take the fate of the job that is being created."""
        content = scripts.take_fate(session)
        return Foreseen() if content is None else read_fate(content)

    def spoil(self, content: Mapping[str, Any]) -> None:
        """Let a fault wait, in the words of a control request."""
        with self.database.writing() as session:
            scripts.add_fault(session, dict(content), content.get("times", 1))

    def due(self, is_due: Callable[[Fault], bool]) -> list[Fault]:
        """Take the faults that strike now."""
        with self.database.writing() as session:
            found = scripts.take_faults(session, lambda content: is_due(read_fault(content)))
        return [read_fault(content) for content in found]

    def counts(self) -> tuple[int, int]:
        """Return how many fates and how many faults wait."""
        with self.database.reading() as session:
            return scripts.counts(session)

    def empty(self) -> None:
        """Forget all fates and faults."""
        with self.database.writing() as session:
            scripts.empty(session)


def read_fate(content: Mapping[str, Any]) -> Foreseen:
    """Return the fate that a control request describes."""
    failure = None
    if content["kind"] in ("fail", "fail_validation"):
        failure = Failure(
            content.get("code", "server_error"),
            content.get("message", "The job failed as it was told to."),
            content.get("param"),
        )
    if content["kind"] == "fail_validation":
        return Foreseen(failure=failure)
    return Foreseen(fate=Fate(content["kind"], content.get("step", 1), failure))


def read_fault(content: Mapping[str, Any]) -> Fault:
    """Return the fault that a control request describes."""
    fault = Fault(**content)
    if fault.kind == "status" and fault.status == _TOO_MANY and fault.retry_after is None:
        # The description promises this header on every 429.
        fault.retry_after = 1
    return fault
