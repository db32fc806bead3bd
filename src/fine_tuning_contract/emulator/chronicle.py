"""The events of a job, as a list that is never written down: each is made when it is read."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

import attrs

from fine_tuning_contract.emulator import life, measures
from fine_tuning_contract.emulator.identifiers import position_in, positioned
from fine_tuning_contract.emulator.jobs import Job, Json
from fine_tuning_contract.emulator.outputs import checkpoints, final_model, step_model

_PREFIX = "ftevent-"


@attrs.frozen
class _Entry:
    at: float
    message: str
    level: str = "info"
    type: str = "message"
    data: Json | None = attrs.field(factory=dict[str, object])


@attrs.frozen
class _Block:
    """A run of events that are made in one way."""

    count: int
    make: Callable[[int], _Entry]


@attrs.frozen
class Chronicle:
    """The events of a job up to a time, oldest first."""

    job: Job
    blocks: Sequence[_Block]
    starts: Sequence[int]
    count: int

    def position(self, event_id: str) -> int | None:
        """Return where an event stands, or None if it is not one of these."""
        position = position_in(_PREFIX, self.job.id, event_id)
        return position if position is not None and position < self.count else None

    def event(self, position: int) -> Json:
        """Return one event in the API's form."""
        index = bisect_right(self.starts, position) - 1
        entry = self.blocks[index].make(position - self.starts[index])
        return {
            "object": "fine_tuning.job.event",
            "id": positioned(_PREFIX, self.job.id, position),
            "created_at": int(entry.at),
            "level": entry.level,
            "message": entry.message,
            "data": entry.data,
            "type": entry.type,
        }


def chronicle(job: Job, now: float) -> Chronicle:
    """Return what has happened to a job so far."""
    spans = life.timeline(job)
    blocks = [_opening(job)]
    for index, span in enumerate(spans):
        if span.start <= life.current(spans, now).start:
            blocks += _blocks(job, spans, index, now)
    starts = [sum(block.count for block in blocks[:index]) for index in range(len(blocks))]
    return Chronicle(job, blocks, starts, sum(block.count for block in blocks))


def _block(*entries: _Entry) -> _Block:
    return _Block(len(entries), lambda index: entries[index])


def _opening(job: Job) -> _Block:
    files = job.training_file
    if job.validation_file is not None:
        files += f" and validation file: {job.validation_file}"
    return _block(
        _Entry(job.created_at, f"Created fine-tuning job: {job.id}"),
        _Entry(job.created_at, f"Validating training file: {files}"),
    )


def _blocks(job: Job, spans: tuple[life.Span, ...], index: int, now: float) -> list[_Block]:
    span = spans[index]
    seen = {earlier.status for earlier in spans[:index]}
    if span.status == life.QUEUED:
        cause = "Job resumed" if life.QUEUED in seen else "Files validated"
        return [_block(_Entry(span.start, f"{cause}, moving job to queued state"))]
    if span.status == life.PAUSED:
        return [_paused(job, spans, span)]
    if span.status == life.RUNNING:
        started = [] if life.RUNNING in seen else [_started(span)]
        return [*started, _training(job, spans, span, now)]
    if span.status == life.FAILED:
        return [_failed(span)]
    if span.status == life.SUCCEEDED:
        return [_closing(job, spans, span)]
    return []


def _started(span: life.Span) -> _Block:
    return _block(_Entry(span.start, "Fine-tuning job started", data=None))


def _training(job: Job, spans: tuple[life.Span, ...], span: life.Span, now: float) -> _Block:
    first = life.steps_done(job, spans, span.start) + 1
    last = life.steps_done(job, spans, min(span.end, now))

    def make(index: int) -> _Entry:
        return _step(job, spans, first + index)

    return _Block(max(last - first + 1, 0), make)


def _step(job: Job, spans: tuple[life.Span, ...], step: int) -> _Entry:
    values = measures.at_step(job, step)
    return _Entry(
        at=life.step_time(job, spans, step),
        message=measures.message(job, step, values),
        type="metrics",
        data=measures.details(job, step, values),
    )


def _paused(job: Job, spans: tuple[life.Span, ...], span: life.Span) -> _Block:
    step = life.steps_done(job, spans, span.start)
    paused = _Entry(span.start, "Fine-tuning job paused")
    if step == 0:
        return _block(paused)
    return _block(_checkpoint(span.start, step, step_model(job, step)), paused)


def _checkpoint(at: float, step: int, model: str) -> _Entry:
    return _Entry(at, f"Checkpoint created at step {step} with Snapshot ID: {model}")


def _failed(span: life.Span) -> _Block:
    reason = "an unknown fault" if span.failure is None else span.failure.message
    return _block(_Entry(span.start, f"The job failed: {reason}", level="error"))


def _closing(job: Job, spans: tuple[life.Span, ...], span: life.Span) -> _Block:
    model = final_model(job)
    kept = [checkpoint for checkpoint in checkpoints(job, spans) if checkpoint.model != model]
    return _block(
        *(
            _checkpoint(span.start, checkpoint.step, checkpoint.model)
            for checkpoint in kept
            if checkpoint.visible_at == span.start
        ),
        _Entry(span.start, f"New fine-tuned model created: {model}"),
        _Entry(span.start, "The job has successfully completed"),
    )
