"""Jobs, events, checkpoints, files, models and permissions in the form that callers see."""

from typing import Any

from fine_tuning_contract.emulator import life, methods
from fine_tuning_contract.emulator.jobs import Job, Json
from fine_tuning_contract.emulator.measures import at_step
from fine_tuning_contract.emulator.outputs import Checkpoint, final_model, result_file


def job_view(job: Job, now: float, *, wire: bool) -> Json:
    """Return a job as it is at a time, in the order of the wire."""
    spans = life.timeline(job)
    span = life.current(spans, now)
    succeeded = span.status == life.SUCCEEDED
    method = job.method if _awaits_training(spans, now) else methods.settled(job)
    view: Json = {
        "object": "fine_tuning.job",
        "id": job.id,
        "model": job.model,
        "created_at": int(job.created_at),
        "finished_at": int(span.start) if succeeded else None,
        "fine_tuned_model": final_model(job) if succeeded else None,
        "organization_id": job.organization,
        "result_files": [result_file(job)] if succeeded else [],
        "status": span.status,
        "validation_file": job.validation_file,
        "training_file": job.training_file,
        "hyperparameters": _hyperparameters(method),
        "trained_tokens": job.plan.tokens if succeeded else None,
        "error": _error(span, wire=wire),
        "user_provided_suffix": job.suffix,
        "seed": job.seed,
        "estimated_finish": _estimate(spans, span),
        "integrations": job.integrations,
        "metadata": job.metadata,
        "usage_metrics": None,
        "shared_with_openai": False,
        "eval_id": None,
        "method": method,
    }
    return view if wire else _declared(view)


def checkpoint_view(job: Job, checkpoint: Checkpoint, *, wire: bool) -> Json:
    """Return a checkpoint in the API's form."""
    metrics = at_step(job, checkpoint.step)
    if wire:
        metrics["type"] = job.method_type
    return {
        "object": "fine_tuning.job.checkpoint",
        "id": checkpoint.id,
        "created_at": int(checkpoint.created_at),
        "fine_tuned_model_checkpoint": checkpoint.model,
        "fine_tuning_job_id": job.id,
        "metrics": metrics,
        "step_number": checkpoint.step,
    }


def page_view(items: list[Json], *, has_more: bool, ends: bool) -> Json:
    """Return one page of a list; with `ends`, its first and last id are told too."""
    page: Json = {"object": "list", "data": items, "has_more": has_more}
    if ends:
        page["first_id"] = _id(items[0]) if items else None
        page["last_id"] = _id(items[-1]) if items else None
    return page


def _id(item: Json) -> Any:
    return item["id"]


_UNDECLARED = ("user_provided_suffix", "usage_metrics", "shared_with_openai", "eval_id")


def _declared(view: Json) -> Json:
    return {name: value for name, value in view.items() if name not in _UNDECLARED}


def _awaits_training(spans: tuple[life.Span, ...], now: float) -> bool:
    started = (span for span in spans if span.status == life.RUNNING)
    first = next(started, None)
    return first is None or life.current(spans, now).start < first.start


def _hyperparameters(method: Json) -> Json | None:
    # The description gives them for supervised jobs only; others have them inside `method`.
    return methods.hyperparameters(method) if method["type"] == "supervised" else None


def _error(span: life.Span, *, wire: bool) -> Json | None:
    if span.failure is None:
        return {} if wire else None
    failure = span.failure
    return {"code": failure.code, "param": failure.param, "message": failure.message}


def _estimate(spans: tuple[life.Span, ...], span: life.Span) -> int | None:
    finish = life.success_time(spans)
    return int(finish) if span.status == life.RUNNING and finish is not None else None
