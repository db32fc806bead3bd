"""The life of a job as a line of spans, which follows from the job alone."""

import math
from collections.abc import Iterator

import attrs

from fine_tuning_contract.emulator.jobs import Failure, Job, Mark

VALIDATING = "validating_files"
QUEUED = "queued"
RUNNING = "running"
PAUSED = "paused"
SUCCEEDED = "succeeded"
FAILED = "failed"
CANCELLED = "cancelled"
FINAL = (SUCCEEDED, FAILED, CANCELLED)

# A clock that counts in floats may stand a hair before the end of a step.
_HAIR = 1e-6


@attrs.frozen
class Span:
    """A time during which a job has one status; `end` is infinite for the last one."""

    status: str
    start: float
    end: float = math.inf
    failure: Failure | None = None

    @property
    def seconds(self) -> float:
        """Return how long it lasts."""
        return self.end - self.start


def timeline(job: Job) -> tuple[Span, ...]:
    """Return all spans of a job's life, those to come included."""
    spans = _from_creation(job)
    for mark in job.marks:
        spans = (*_cut(spans, mark.at), *_after(job, spans, mark))
    return spans


def current(spans: tuple[Span, ...], now: float) -> Span:
    """Return the span that a time falls into."""
    return next((span for span in reversed(spans) if span.start <= now + _HAIR), spans[0])


def steps_done(job: Job, spans: tuple[Span, ...], now: float) -> int:
    """Return how many steps of training are finished at a time."""
    worked = sum(
        min(span.end, now) - span.start
        for span in spans
        if span.status == RUNNING and span.start <= now
    )
    return min(job.plan.steps, int((worked + _HAIR) / job.plan.step_seconds))


def step_time(job: Job, spans: tuple[Span, ...], step: int) -> float:
    """Return when a step of training finishes."""
    work = step * job.plan.step_seconds
    finished = job.created_at
    for span in spans:
        if span.status != RUNNING:
            continue
        if work <= span.seconds + _HAIR:
            return span.start + work
        work -= span.seconds
        finished = span.end
    return finished


def success_time(spans: tuple[Span, ...]) -> float | None:
    """Return when the job succeeds if nothing else happens, or None if it never does."""
    return spans[-1].start if spans[-1].status == SUCCEEDED else None


def _from_creation(job: Job) -> tuple[Span, ...]:
    validated = job.created_at + job.plan.validating
    first = Span(VALIDATING, job.created_at, validated)
    if job.plan.failure is not None:
        return (first, Span(FAILED, validated, failure=job.plan.failure))
    return (first, *_from_queue(job, validated, 0.0))


def _from_queue(job: Job, start: float, worked: float) -> Iterator[Span]:
    started = start + job.plan.queued
    yield Span(QUEUED, start, started)
    yield from _from_work(job, started, worked)


def _from_work(job: Job, start: float, worked: float) -> Iterator[Span]:
    fate = job.plan.fate
    fated = math.inf if fate is None else fate.step * job.plan.step_seconds
    if fate is None or worked >= fated - _HAIR:
        end = start + max(job.plan.running - worked, 0.0)
        yield Span(RUNNING, start, end)
        yield Span(SUCCEEDED, end)
        return
    end = start + fated - worked
    yield Span(RUNNING, start, math.inf if fate.kind == "stall" else end)
    if fate.kind == "fail":
        yield Span(FAILED, end, failure=fate.failure)
    if fate.kind == "pause":
        yield Span(PAUSED, end)


def _cut(spans: tuple[Span, ...], at: float) -> tuple[Span, ...]:
    kept = [span for span in spans if span.start <= at + _HAIR]
    return tuple(attrs.evolve(span, end=max(span.start, min(span.end, at))) for span in kept)


def _after(job: Job, spans: tuple[Span, ...], mark: Mark) -> Iterator[Span]:
    if mark.kind == "cancel":
        yield Span(CANCELLED, mark.at)
    elif mark.kind == "pause":
        yield Span(PAUSED, mark.at)
    elif mark.kind == "fail":
        yield Span(FAILED, mark.at, failure=mark.failure)
    else:
        yield from _from_queue(job, mark.at, _worked(spans, mark.at))


def _worked(spans: tuple[Span, ...], at: float) -> float:
    return sum(span.seconds for span in _cut(spans, at) if span.status == RUNNING)
