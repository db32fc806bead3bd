"""Answers of the API as they travel, made up: jobs with the keys seen on the wire, and events."""

import json
from typing import Any

_STATUSES = ("succeeded", "succeeded", "succeeded", "running", "cancelled", "queued")
_HYPERPARAMETERS = {"n_epochs": 3, "batch_size": 2, "learning_rate_multiplier": 1.8}


def job(number: int) -> dict[str, Any]:
    """Return one job, in the order of keys on the wire."""
    status = _STATUSES[number % len(_STATUSES)]
    done = status == "succeeded"
    return {
        "object": "fine_tuning.job",
        "id": f"ftjob-{number:024d}",
        "model": "gpt-4o-mini-2024-07-18",
        "created_at": 1760000000 + number,
        "finished_at": 1760003600 + number if done else None,
        "fine_tuned_model": f"ft:gpt-4o-mini-2024-07-18:bench:ours:{number:08d}" if done else None,
        "organization_id": "org-bench",
        "result_files": [f"file-{number:022d}"] if done else [],
        "status": status,
        "validation_file": None,
        "training_file": f"file-{number + 500_000:022d}",
        "hyperparameters": _HYPERPARAMETERS,
        "trained_tokens": 10_000 + number if done else None,
        "error": {},
        "user_provided_suffix": "ours",
        "seed": 1_000_000 + number,
        "estimated_finish": None,
        "integrations": [],
        "metadata": {"team": "search", "run": str(number)},
        "usage_metrics": None,
        "shared_with_openai": False,
        "eval_id": None,
        "method": {"type": "supervised", "supervised": {"hyperparameters": _HYPERPARAMETERS}},
    }


def event(number: int) -> dict[str, Any]:
    """Return one event that reports a step."""
    return {
        "object": "fine_tuning.job.event",
        "id": f"ftevent-{number:024d}",
        "created_at": 1760000000 + number,
        "level": "info",
        "message": f"Step {number}/1000: training loss={2 - number / 1000:.2f}",
        "type": "metrics",
        "data": {"step": number, "train_loss": 2 - number / 1000, "total_steps": 1000},
    }


def one_job() -> bytes:
    """Return the answer that holds one job."""
    return _written(job(0))


def jobs(count: int) -> bytes:
    """Return the answer that lists so many jobs."""
    return _listed([job(number) for number in range(count)])


def events(count: int) -> bytes:
    """Return the answer that lists so many events."""
    return _listed([event(number) for number in range(count)])


def _listed(items: list[dict[str, Any]]) -> bytes:
    return _written({"object": "list", "data": items, "has_more": False})


def _written(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
