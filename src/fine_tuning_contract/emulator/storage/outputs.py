"""The models and result files that jobs leave behind, kept from the moment they are foreseen."""

from sqlalchemy import bindparam, delete, select

from fine_tuning_contract.emulator import life
from fine_tuning_contract.emulator.jobs import Job
from fine_tuning_contract.emulator.outputs import checkpoints, result_file
from fine_tuning_contract.emulator.storage import files, models
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.tables import FILES, MODELS

_FORGET = tuple(
    delete(table).where(
        table.c.job_id == bindparam("job_id"), table.c.created_at > bindparam("now")
    )
    for table in (MODELS, FILES)
)
_KNOWN = select(MODELS.c.id).where(MODELS.c.job_id == bindparam("job_id"))


def foresee(session: Session, job: Job, now: float) -> None:
    """
    Keep what the job will leave behind, each thing with the time it appears.

    Nothing has to watch the clock then: what lies in the future is only not shown yet.
    What was foreseen before and is not to come any more is forgotten.
    """
    spans = life.timeline(job)
    for statement in _FORGET if job.version else ():
        session.change(statement, job_id=job.id, now=now)
    known = [row[0] for row in session.rows(_KNOWN, job_id=job.id)]
    for checkpoint in checkpoints(job, spans):
        if checkpoint.visible_at >= now and checkpoint.model not in known:
            model = (checkpoint.model, job.organization, checkpoint.visible_at, job.id)
            models.add(session, models.Model(*model))
    succeeded = life.success_time(spans)
    if succeeded is not None and succeeded >= now:
        files.add(session, _result(job, succeeded))


def _result(job: Job, succeeded: float) -> files.StoredFile:
    return files.StoredFile(
        id=result_file(job),
        organization=job.organization,
        purpose="fine-tune-results",
        filename="step_metrics.csv",
        bytes=None,
        created_at=succeeded,
        job_id=job.id,
    )
