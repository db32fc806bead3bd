"""What tests have asked for ahead of time: fates of the next jobs, faults of the next answers."""

from collections.abc import Mapping
from typing import Any

import attrs

from fine_tuning_contract.emulator.jobs import Failure, Fate

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

    `kind` is one of `latency`, `status`, `drop`, `truncate`, `slow` and `content_type`.
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
        return self.after or self.kind in ("truncate", "slow", "content_type")


@attrs.define
class Script:
    """The fates and faults that wait for their turn."""

    fates: list[Foreseen] = attrs.field(factory=list[Foreseen])
    faults: list[Fault] = attrs.field(factory=list[Fault])

    def next_fate(self) -> Foreseen:
        """Take the fate of the job that is being created."""
        return self.fates.pop(0) if self.fates else Foreseen()

    def empty(self) -> None:
        """Forget all fates and faults."""
        self.fates.clear()
        self.faults.clear()


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
