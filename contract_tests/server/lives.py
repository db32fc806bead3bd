"""
The lives of jobs that rules look back on, led side by side.

Most of a life is waiting. While one job trains, the others are begun, paused and cancelled:
together they take the time of the longest, and on a real service that is long.
"""

import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

import attrs
import pytest

from fine_tuning_contract.conformance import Session, Target
from fine_tuning_contract.conformance.exchange import Exchange
from fine_tuning_contract.conformance.transport import Unreachable

from .stays import pace_of
from .steps import (
    FINAL,
    WAITING,
    Json,
    Listing,
    act,
    events_of,
    ids_of,
    needs,
    retrieve_job,
    upload,
)
from .waits import Wait, has_ended, until_a_step, until_in, until_seen

Life = Callable[["Begin"], Wait[Any]]


@attrs.frozen
class Begin:
    """What every life begins with: the server, and a way to create jobs on it."""

    api: Session
    target: Target
    new_job: Callable[..., Json]


@attrs.frozen
class Halt:
    """A job that was stopped at work, with its events, and both as they stand much later."""

    job: Json
    events: list[Json]
    later: Json
    later_events: list[Json]


@attrs.frozen
class Growth:
    """
    A job that has ended, and the ids of the events that it had told at its beginning.

    `had_ended` says whether it was so quick that it had told all of them by then. `untrained` are
    the checkpoints that it listed while it had not begun to train.
    """

    job_id: str
    early: list[str]
    had_ended: bool
    untrained: list[str]


def finished_job(begin: Begin) -> Wait[Json]:
    """Lead a job to its success, with enough steps for several pages of events."""
    job = begin.new_job(
        suffix="contract",
        method={"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 4}}},
    )
    return (yield from until_in(begin.api, job["id"], {"succeeded"}))


def failed_jobs(begin: Begin) -> Wait[list[Json]]:
    """Lead a job to fail for its bad data; where such a job is not created, there is none."""
    file_id = upload(begin.api, b"not json\n" * 12)["id"]
    body = {"model": begin.api.target.setup.model, "training_file": file_id}
    answer = begin.api.call("createFineTuningJob", json=body, expect=(200, 400))
    if answer.status != 200:
        return []
    return [(yield from until_in(begin.api, answer.json["id"], {"failed"}))]


def resumed_life(begin: Begin) -> Wait[Halt]:
    """Pause a job and resume it: as it was answered then, with its events, and as it ended."""
    needs(begin.target, "pausing")
    api, job_id = begin.api, begin.new_job()["id"]
    yield from until_in(api, job_id, {"running"})
    yield from until_a_step(api, job_id)
    act(api, "pauseFineTuningJob", job_id)
    events = events_of(api, job_id)
    answered: Json = api.call("resumeFineTuningJob", fine_tuning_job_id=job_id).json
    ends = {*FINAL, "paused"}
    looks = yield from until_seen(api, job_id, lambda job: job["status"] in ends)
    return Halt(answered, events, looks[-1], events_of(api, job_id))


def cancelled_halt(begin: Begin) -> Wait[Halt]:
    """Cancel a job at work."""
    return (yield from _halted(begin, "cancelFineTuningJob"))


def paused_halt(begin: Begin) -> Wait[Halt]:
    """Pause a job at work."""
    needs(begin.target, "pausing")
    return (yield from _halted(begin, "pauseFineTuningJob"))


def seen_life(begin: Begin) -> Wait[list[Json]]:
    """Look at a job again and again, from its creation to its end."""
    created = begin.new_job(metadata={"team": "blue"})
    looks = yield from until_seen(begin.api, created["id"], has_ended)
    return [created, *looks]


def spent_job(begin: Begin) -> Wait[Json]:
    """Lead a job to its success whose model may be deleted."""
    return (yield from until_in(begin.api, begin.new_job()["id"], {"succeeded"}))


def told_life(begin: Begin) -> Wait[Growth]:
    """Lead a job to its end whose first events are remembered."""
    api, job_id = begin.api, begin.new_job()["id"]
    about = {"fine_tuning_job_id": job_id}
    checkpoints: list[str] = []
    if "checkpoints" not in begin.target.setup.lacks:
        checkpoints = ids_of(api, Listing("listFineTuningJobCheckpoints", about, ()))
    untrained = checkpoints if retrieve_job(api, job_id)["status"] in WAITING else []
    early = ids_of(api, Listing("listFineTuningEvents", about, ()), limit=100)
    had_ended = has_ended(retrieve_job(api, job_id))
    yield from until_seen(api, job_id, has_ended)
    return Growth(job_id, early, had_ended, untrained)


LIVES: Mapping[str, Life] = {
    life.__name__: life
    for life in (
        finished_job,
        cancelled_halt,
        paused_halt,
        resumed_life,
        seen_life,
        spent_job,
        told_life,
        failed_jobs,
    )
}


@attrs.frozen
class _End:
    """How a life ended: by a result, or by an error and the exchanges before it."""

    result: Any = None
    error: BaseException | None = None
    history: tuple[Exchange, ...] = ()


class Lives:
    """
    Leads lives to their ends, as rules ask for them.

    The first that is asked for takes the others along, as far as rules want them at all: a job
    that runs must not be left alone, or nobody sees it run. With a budget of jobs, each is led
    alone: the rules that come first must not pay for those behind.
    """

    def __init__(
        self, begin: Begin, wanted: Collection[str], known: Mapping[str, Life] = LIVES
    ) -> None:
        """Take what lives begin with, and the names of those that the rules of this run want."""
        self.begin = begin
        self._known = known
        alone = begin.api.courier.limits.budget is not None
        self._along = () if alone else [name for name in known if name in wanted]
        self._under_way: dict[str, Wait[Any]] = {}
        self._due: dict[str, float] = {}
        self._ends: dict[str, _End] = {}

    def result_of(self, name: str) -> Any:
        """Return what came of a life, or raise what it was broken off by."""
        for each in (name, *self._along):
            if each not in self._under_way and each not in self._ends:
                self._under_way[each] = self._known[each](self.begin)
                self._due[each] = 0.0
        if name not in self._ends:
            self._lead(name)
        end = self._ends[name]
        if end.error is None:
            return end.result
        history = self.begin.api.history
        history.clear()
        history.extend(end.history)
        raise end.error

    def _lead(self, asked: str) -> None:
        """Lead a life to its end, and the others as long as they go on about as fast."""
        began, pace = time.monotonic(), pace_of(self.begin.api)
        ended: float | None = None
        while self._under_way:
            self._go_on(min(self._under_way, key=self._due.__getitem__), asked)
            now = time.monotonic()
            if ended is None and asked in self._ends:
                ended = now
            if ended is not None and now - max(ended, pace.went_on) > ended - began:
                break

    def _go_on(self, name: str, asked: str) -> None:
        """Wait until it is time for the next step of a life, and take it."""
        time.sleep(max(0.0, self._due[name] - time.monotonic()))
        try:
            self._due[name] = time.monotonic() + next(self._under_way[name])
        except Unreachable:
            # The target may be back when the life is asked for.
            del self._under_way[name], self._due[name]
            if name == asked:
                raise
        except StopIteration as end:
            self._end(name, _End(end.value))
        except (Exception, pytest.skip.Exception) as error:  # noqa: BLE001 (told to those who ask)
            self._end(name, _End(error=error, history=tuple(self.begin.api.history)))

    def _end(self, name: str, end: _End) -> None:
        self._ends[name] = end
        del self._under_way[name], self._due[name]


def _halted(begin: Begin, action: str) -> Wait[Halt]:
    """Stop a job at work: as it stands then, and a whole job's life later."""
    api, job_id = begin.api, begin.new_job()["id"]
    yield from until_in(api, job_id, {"running"})
    act(api, action, job_id)
    job, events = retrieve_job(api, job_id), events_of(api, job_id)
    yield from until_in(api, begin.new_job()["id"], {"succeeded"})
    return Halt(job, events, retrieve_job(api, job_id), events_of(api, job_id))
