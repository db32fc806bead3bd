"""What a job leaves behind, and from when on: models, checkpoints and the result file."""

import attrs

from fine_tuning_contract.emulator import life
from fine_tuning_contract.emulator.catalog import model_name
from fine_tuning_contract.emulator.identifiers import derived
from fine_tuning_contract.emulator.jobs import Job
from fine_tuning_contract.emulator.measures import at_step, epoch_ends

KEPT_CHECKPOINTS = 3


@attrs.frozen
class Checkpoint:
    """A model as it was after a step; `visible_at` is when callers first see it."""

    id: str
    model: str
    step: int
    created_at: float
    visible_at: float


def final_model(job: Job) -> str:
    """Return the name that the trained model has or will have."""
    return model_name(job.model, job.organization, job.suffix, job.id, "final")


def result_file(job: Job) -> str:
    """Return the id that the result file has or will have."""
    return derived("file-", job.id, "results", length=22)


def checkpoints(job: Job, spans: tuple[life.Span, ...]) -> list[Checkpoint]:
    """Return every checkpoint of a job's life, those to come included, lowest step first."""
    found = [*_snapshots(job, spans), *_finished(job, spans)]
    return sorted(found, key=lambda checkpoint: (checkpoint.step, checkpoint.visible_at))


def _snapshots(job: Job, spans: tuple[life.Span, ...]) -> list[Checkpoint]:
    paused = [span for span in spans if span.status == life.PAUSED]
    found = {life.steps_done(job, spans, span.start): span.start for span in reversed(paused)}
    finished = {checkpoint.step for checkpoint in _finished(job, spans)}
    return [
        Checkpoint(
            derived("ftckpt_", job.id, "snapshot", step), step_model(job, step), step, start, start
        )
        for step, start in found.items()
        if step > 0 and step not in finished
    ]


def _finished(job: Job, spans: tuple[life.Span, ...]) -> list[Checkpoint]:
    succeeded = life.success_time(spans)
    if succeeded is None:
        return []
    return [
        Checkpoint(
            id=derived("ftckpt_", job.id, step),
            model=final_model(job) if step == job.plan.steps else step_model(job, step),
            step=step,
            created_at=life.step_time(job, spans, step),
            visible_at=succeeded,
        )
        for step in _kept_steps(job)
    ]


def _kept_steps(job: Job) -> list[int]:
    ends = epoch_ends(job)
    if job.method_type != "reinforcement":
        return ends[-KEPT_CHECKPOINTS:]
    # The last one is the job's model, whatever its reward.
    best = sorted(ends[:-1], key=lambda step: -float(at_step(job, step)["valid_reward_mean"]))
    return sorted([*best[: KEPT_CHECKPOINTS - 1], ends[-1]])


def step_model(job: Job, step: int) -> str:
    """Return the name that the model has as it was after a step."""
    name = model_name(job.model, job.organization, job.suffix, job.id, step)
    return f"{name}:ckpt-step-{step}"
