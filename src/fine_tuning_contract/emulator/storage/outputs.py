"""The models and result files that jobs leave behind, kept from the moment they are foreseen."""

from sqlalchemy import Connection, delete, insert, select

from fine_tuning_contract.emulator import life
from fine_tuning_contract.emulator.jobs import Job
from fine_tuning_contract.emulator.outputs import checkpoints, result_file
from fine_tuning_contract.emulator.storage.tables import FILES, MODELS


def foresee(connection: Connection, job: Job, now: float) -> None:
    """
    Keep what the job will leave behind, each thing with the time it appears.

    Nothing has to watch the clock then: what lies in the future is only not shown yet.
    What was foreseen before and is not to come any more is forgotten.
    """
    spans = life.timeline(job)
    connection.execute(delete(MODELS).where(MODELS.c.job_id == job.id, MODELS.c.created_at > now))
    connection.execute(delete(FILES).where(FILES.c.job_id == job.id, FILES.c.created_at > now))
    models: list[dict[str, object]] = [
        {
            "id": checkpoint.model,
            "organization": job.organization,
            "created_at": checkpoint.visible_at,
            "job_id": job.id,
        }
        for checkpoint in checkpoints(job, spans)
        if checkpoint.visible_at >= now
    ]
    added = _unknown(connection, job, models)
    if added:
        connection.execute(insert(MODELS), added)
    succeeded = life.success_time(spans)
    if succeeded is not None and succeeded >= now:
        connection.execute(insert(FILES).values(_result(job, succeeded)))


def _unknown(
    connection: Connection, job: Job, models: list[dict[str, object]]
) -> list[dict[str, object]]:
    query = select(MODELS.c.id).where(MODELS.c.job_id == job.id)
    known = set(connection.execute(query).scalars())
    return [model for model in models if model["id"] not in known]


def _result(job: Job, succeeded: float) -> dict[str, object]:
    return {
        "id": result_file(job),
        "organization": job.organization,
        "purpose": "fine-tune-results",
        "filename": "step_metrics.csv",
        "created_at": succeeded,
        "job_id": job.id,
    }
