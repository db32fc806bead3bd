"""`watch`: a job, live, until it ends."""

import time
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.live import Live
from rich.text import Text

from fine_tuning_client import (
    FineTuningClient,
    FineTuningError,
    InvalidRequestError,
    Pace,
    WaitTimeoutError,
)

from .endings import BROKEN, COULD_NOT_RUN, Ending, ending_at

if TYPE_CHECKING:
    from fine_tuning_client.models import FineTuningJob, FineTuningJobEvent

_BARS = "▁▂▃▄▅▆▇█"
_SHOWN_LOSSES = 40
_BAR_WIDTH = 30


class Course:
    """What is known of a job's training so far, from its events."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.message = "waiting for the first event"
        self.step = 0
        self.steps = 0
        self.losses: list[float] = []
        self._began: float | None = None

    def take(self, event: "FineTuningJobEvent") -> None:
        """Learn from an event; the numbers of a step are in its data."""
        self.message = event.message
        numbers: dict[str, Any] = event.data or {}
        step, steps, loss = (numbers.get(name) for name in ("step", "total_steps", "train_loss"))
        if not isinstance(step, int) or not isinstance(steps, int) or steps < 1:
            return
        self.step, self.steps = step, steps
        self._began = self._began or time.monotonic()
        if isinstance(loss, int | float):
            self.losses.append(loss)

    def seconds_left(self) -> float | None:
        """Return an estimate of the seconds to the last step; None before there are two steps."""
        if self._began is None or self.step < 2:  # noqa: PLR2004 - one step has no pace
            return None
        pace = (time.monotonic() - self._began) / (self.step - 1)
        return pace * (self.steps - self.step)

    def shown(self) -> Text:
        """Return two lines: how far the training is, and the latest event."""
        done = int(_BAR_WIDTH * self.step / self.steps) if self.steps else 0
        bar = "━" * done + "╌" * (_BAR_WIDTH - done)
        left = self.seconds_left()
        parts = [
            f"{bar} {self.step}/{self.steps or '?'}",
            f"loss {sparkline(self.losses)} {self.losses[-1]:.3f}" if self.losses else "",
            f"{left:.0f} s left" if left is not None else "",
        ]
        return Text("   ".join(part for part in parts if part) + f"\n{self.message}")


def sparkline(numbers: list[float]) -> str:
    """Return the latest numbers as bars between the least and the greatest of them."""
    shown = numbers[-_SHOWN_LOSSES:]
    least, span = min(shown), max(shown) - min(shown)
    steps = len(_BARS) - 1
    return "".join(_BARS[round((number - least) / span * steps) if span else 0] for number in shown)


@click.command(epilog="Example: fine-tuning-contract watch ftjob-abc123")
@click.argument("job_id", metavar="JOB")
@click.option("--base-url", help="Where the API is; OPENAI_BASE_URL without it.")
@click.option("--timeout", type=float, metavar="SECONDS", help="The longest to watch.")
def command(job_id: str, base_url: str | None, timeout: float | None) -> None:
    """
    Follow JOB until it ends.

    The key comes from OPENAI_API_KEY. Ends with 0 if the job succeeded, 1 if it failed or was
    cancelled or paused, 3 if it cannot be watched.
    """
    with (
        ending_at(WaitTimeoutError, FineTuningError, code=COULD_NOT_RUN),
        ending_at(InvalidRequestError),
        FineTuningClient(base_url=base_url) as client,
    ):
        job = _watched(client, job_id, timeout)
    click.echo(f"{job.id}: {job.status}" + (f" → {job.fine_tuned_model}" if _won(job) else ""))
    if not _won(job):
        raise Ending(_reason(job), BROKEN)


def _watched(client: FineTuningClient, job_id: str, timeout: float | None) -> "FineTuningJob":
    console = Console(stderr=True)
    course = Course()
    events = client.fine_tuning.jobs.stream_events(
        job_id, timeout=timeout, pace=Pace(first=0.5, longest=10)
    )
    with Live(course.shown(), console=console, transient=True) as live:
        for event in events:
            course.take(event)
            live.update(course.shown())
            if not console.is_terminal:
                click.echo(event.message, err=True)
    return client.fine_tuning.jobs.retrieve(job_id)


def _won(job: "FineTuningJob") -> bool:
    return job.status == "succeeded"


def _reason(job: "FineTuningJob") -> str:
    message = job.error.message if job.error else None
    return message or f"the job is {job.status}"
