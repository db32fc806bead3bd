"""What a program does with jobs and events once it has them."""

from typing import Any


def job_status(job: Any) -> tuple[Any, ...]:
    """Read what a list is mostly asked for."""
    return job.id, job.status


def job_status_of_dict(job: dict[str, Any]) -> tuple[Any, ...]:
    """Read what a list is mostly asked for."""
    return job["id"], job["status"]


def job_fields(job: Any) -> tuple[Any, ...]:
    """Read every field of a job, and what hangs below it."""
    return job.object, job.method.type, _job_fields(job)


def job_fields_of_stock(job: Any) -> tuple[Any, ...]:
    """Read the same where `object` has another name in Python."""
    return job.object_, job.method.type_, _job_fields(job)


def _job_fields(job: Any) -> tuple[Any, ...]:
    settings = job.hyperparameters
    own = job.method.supervised.hyperparameters
    return (
        (job.id, job.model, job.created_at, job.finished_at, job.fine_tuned_model),
        (job.organization_id, job.result_files, job.status, job.validation_file),
        (job.training_file, job.trained_tokens, job.error, job.user_provided_suffix, job.seed),
        (job.estimated_finish, job.integrations, job.metadata, job.usage_metrics),
        (job.shared_with_openai, job.eval_id),
        (settings.n_epochs, settings.batch_size, settings.learning_rate_multiplier),
        (own.n_epochs, own.batch_size, own.learning_rate_multiplier),
    )


def job_fields_of_dict(job: dict[str, Any]) -> tuple[Any, ...]:
    """Read every field of a job, and what hangs below it."""
    return job["object"], job["method"]["type"], _job_fields_of_dict(job)


def _job_fields_of_dict(job: dict[str, Any]) -> tuple[Any, ...]:
    settings = job["hyperparameters"]
    own = job["method"]["supervised"]["hyperparameters"]
    return (
        (job["id"], job["model"], job["created_at"], job["finished_at"]),
        (job["fine_tuned_model"], job["organization_id"], job["result_files"], job["status"]),
        (job["validation_file"], job["training_file"], job["trained_tokens"], job["error"]),
        (job["user_provided_suffix"], job["seed"], job["estimated_finish"], job["integrations"]),
        (job["metadata"], job["usage_metrics"], job["shared_with_openai"], job["eval_id"]),
        (settings["n_epochs"], settings["batch_size"], settings["learning_rate_multiplier"]),
        (own["n_epochs"], own["batch_size"], own["learning_rate_multiplier"]),
    )


def event_fields(event: Any) -> tuple[Any, ...]:
    """Read every field of an event."""
    return event.object, event.type, _event_fields(event)


def event_fields_of_stock(event: Any) -> tuple[Any, ...]:
    """Read the same where `object` has another name in Python."""
    return event.object_, event.type_, _event_fields(event)


def _event_fields(event: Any) -> tuple[Any, ...]:
    return event.id, event.created_at, event.level, event.message, event.data


def event_fields_of_dict(event: dict[str, Any]) -> tuple[Any, ...]:
    """Read every field of an event."""
    return event["object"], event["type"], _event_fields_of_dict(event)


def _event_fields_of_dict(event: dict[str, Any]) -> tuple[Any, ...]:
    return event["id"], event["created_at"], event["level"], event["message"], event["data"]
