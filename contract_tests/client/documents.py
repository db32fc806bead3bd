"""Objects as a server of this API sends them, in the shapes that were seen on the wire."""

from typing import Any

_JOB_ID = "ftjob-7KcQ2mXv9RtBnL4wPzHs6DyE"
_FILE_ID = "file-Gw3TnK8vRz5XqLm2JcYp7B"
_RESULT_ID = "file-Zk6PfW9sHt2MbVx4QdNr8C"
_MODEL = "ft:gpt-4o-mini-2024-07-18:made-up:greeter:Rt5Kx9Qa"

_AUTO = {"n_epochs": "auto", "batch_size": "auto", "learning_rate_multiplier": "auto"}


def job(**changes: Any) -> dict[str, Any]:
    """Return a job with all 23 members that jobs have on the wire."""
    found: dict[str, Any] = {
        "object": "fine_tuning.job",
        "id": _JOB_ID,
        "model": "gpt-4o-mini-2024-07-18",
        "created_at": 1767225600,
        "finished_at": None,
        "fine_tuned_model": None,
        "organization_id": "org-made-up",
        "result_files": [],
        "status": "validating_files",
        "validation_file": None,
        "training_file": _FILE_ID,
        "hyperparameters": dict(_AUTO),
        "trained_tokens": None,
        "error": {},
        "user_provided_suffix": None,
        "seed": 1432709561,
        "estimated_finish": None,
        "integrations": [],
        "metadata": None,
        "usage_metrics": None,
        "shared_with_openai": False,
        "eval_id": None,
        "method": {"type": "supervised", "supervised": {"hyperparameters": dict(_AUTO)}},
    }
    return {**found, **changes}


def event(number: int = 1, **changes: Any) -> dict[str, Any]:
    """Return an event of a job."""
    found = {
        "object": "fine_tuning.job.event",
        "id": f"ftevent-{number:024d}",
        "created_at": 1767225600 + number,
        "level": "info",
        "message": f"Step {number}/30: training loss=0.42",
        "data": {"step": number, "train_loss": 0.42, "total_steps": 30},
        "type": "metrics",
    }
    return {**found, **changes}


def checkpoint(number: int = 10, **changes: Any) -> dict[str, Any]:
    """Return a checkpoint; on the wire its metrics also hold a text."""
    found = {
        "object": "fine_tuning.job.checkpoint",
        "id": f"ftckpt_{number:024d}",
        "created_at": 1767225600 + number,
        "fine_tuned_model_checkpoint": f"{_MODEL}:ckpt-step-{number}",
        "fine_tuning_job_id": _JOB_ID,
        "metrics": {
            "type": "supervised",
            "step": number,
            "train_loss": 0.42,
            "train_mean_token_accuracy": 1,
        },
        "step_number": number,
    }
    return {**found, **changes}


def file(number: int = 1, **changes: Any) -> dict[str, Any]:
    """Return what is known about a file."""
    found = {
        "object": "file",
        "id": f"file-{number:022d}",
        "purpose": "fine-tune",
        "filename": "greetings.jsonl",
        "bytes": 2048,
        "created_at": 1767225600 + number,
        "expires_at": None,
        "status": "processed",
        "status_details": None,
    }
    return {**found, **changes}


def page(items: list[Any], *, has_more: bool = False, **members: Any) -> dict[str, Any]:
    """Return a page of a list."""
    return {"object": "list", "data": items, "has_more": has_more, **members}


def succeeded() -> dict[str, Any]:
    """Return a job that has ended well, with its numbers chosen."""
    chosen = {"n_epochs": 10, "batch_size": 1, "learning_rate_multiplier": 1.8}
    return job(
        status="succeeded",
        finished_at=1767229200,
        fine_tuned_model=_MODEL,
        result_files=[_RESULT_ID],
        trained_tokens=5830,
        user_provided_suffix="greeter",
        metadata={"team": "blue"},
        hyperparameters=chosen,
        method={"type": "supervised", "supervised": {"hyperparameters": chosen}},
    )


# Each of them broke a typed client somewhere.
_PERMISSION: dict[str, Any] = {
    "object": "checkpoint.permission",
    "id": "cp_T4mWx8KzQ2vLc7NbR9sYdH3f",
    "created_at": 1788302400,
    "project_id": "proj_k2Vb7Wq",
}

SEEN: dict[str, tuple[str, dict[str, Any]]] = {
    "fresh job": ("FineTuningJob", job()),
    "succeeded job": ("FineTuningJob", succeeded()),
    "job with a null error": ("FineTuningJob", job(error=None)),
    "failed job": (
        "FineTuningJob",
        job(
            status="failed",
            error={
                "code": "invalid_n_examples",
                "param": "training_file",
                "message": "The file has 3 examples; at least 10 are needed.",
            },
        ),
    ),
    "error of nulls": (
        "FineTuningJob",
        job(error={"code": None, "param": None, "message": None}),
    ),
    "paused job": ("FineTuningJob", job(status="paused")),
    "DPO job without hyperparameters": (
        "FineTuningJob",
        job(
            hyperparameters=None,
            method={"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.1, "n_epochs": 2}}},
        ),
    ),
    "learning rate 3 and 3.0": (
        "FineTuningJob",
        job(
            hyperparameters={"n_epochs": 3, "batch_size": 1, "learning_rate_multiplier": 3},
            method={
                "type": "supervised",
                "supervised": {"hyperparameters": {"learning_rate_multiplier": 3.0}},
            },
        ),
    ),
    "reinforcement job": (
        "FineTuningJob",
        job(
            model="o4-mini-2025-04-16",
            method={
                "type": "reinforcement",
                "reinforcement": {
                    "grader": {
                        "type": "multi",
                        "name": "both",
                        "graders": {
                            "same": {
                                "type": "string_check",
                                "name": "same",
                                "input": "{{ sample.output_text }}",
                                "reference": "{{ item.answer }}",
                                "operation": "eq",
                            },
                            "near": {
                                "type": "text_similarity",
                                "name": "near",
                                "input": "{{ sample.output_text }}",
                                "reference": "{{ item.answer }}",
                                "evaluation_metric": "fuzzy_match",
                                "pass_threshold": 0.8,
                            },
                        },
                        "calculate_output": "0.5 * same + 0.5 * near",
                    },
                    "response_format": {"type": "json_schema"},
                    "hyperparameters": {"reasoning_effort": "medium", "eval_interval": 5},
                },
            },
            usage_metrics={"training_seconds": 512.5},
        ),
    ),
    "event without data": (
        "FineTuningJobEvent",
        event(message="Fine-tuning job started", data=None, type="message"),
    ),
    "event with empty data": ("FineTuningJobEvent", event(data={}, type="message")),
    "event of older servers": (
        "FineTuningJobEvent",
        {name: event()[name] for name in ("object", "id", "created_at", "level", "message")},
    ),
    "checkpoint with a text among its metrics": ("FineTuningJobCheckpoint", checkpoint()),
    "file": ("OpenAIFile", file()),
    "file that expires": ("OpenAIFile", file(expires_at=1788302400, purpose="batch")),
    "permission": ("FineTuningCheckpointPermission", _PERMISSION),
    "page of permissions without bounds": (
        "ListFineTuningCheckpointPermissionResponse",
        page([_PERMISSION]),
    ),
    "empty page of checkpoints": (
        "ListFineTuningJobCheckpointsResponse",
        page([], first_id=None, last_id=None),
    ),
    "empty page of files": (
        "ListFilesResponse",
        page([], first_id=None, last_id=None),
    ),
    "grader run with token usage": (
        "RunGraderResponse",
        {
            "reward": 1,
            "metadata": {
                "name": "same",
                "type": "string_check",
                "errors": {
                    "formula_parse_error": False,
                    "sample_parse_error": False,
                    "truncated_observation_error": False,
                    "unresponsive_reward_error": False,
                    "invalid_variable_error": False,
                    "other_error": False,
                    "python_grader_server_error": False,
                    "python_grader_server_error_type": None,
                    "python_grader_runtime_error": False,
                    "python_grader_runtime_error_details": None,
                    "model_grader_server_error": False,
                    "model_grader_refusal_error": False,
                    "model_grader_parse_error": False,
                    "model_grader_server_error_details": None,
                },
                "execution_time": 0.002,
                "scores": {},
                "token_usage": None,
                "sampled_model_name": None,
            },
            "sub_rewards": {},
            "model_grader_token_usage_per_model": {},
        },
    ),
}
