"""Jobs in the database."""

import json
from collections.abc import Mapping
from typing import Any

import attrs
from sqlalchemy import Select, bindparam, insert, select, update

from fine_tuning_contract.emulator.jobs import Job, from_json, to_json
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.tables import JOB_METADATA, JOBS

_OWN = JOBS.c.organization == bindparam("organization")
_NAMED = JOBS.c.id == bindparam("id")
_FIND = select(JOBS.c.content).where(_NAMED, _OWN)
_SEQ = select(JOBS.c.seq).where(_NAMED, _OWN)
_TRAINING_ON = select(JOBS.c.content).where(JOBS.c.training_file == bindparam("file_id"), _OWN)
_PAGE = (
    select(JOBS.c.content)
    # Every job has a smaller number than the one that would come next.
    .where(_OWN, JOBS.c.seq < bindparam("before"))
    .order_by(JOBS.c.seq.desc())
    .limit(bindparam("count"))
)
_ADD = insert(JOBS).values(
    {name: bindparam(name) for name in JOBS.c.keys() if name != "seq"}  # noqa: SIM118 - no dict
)
_ADD_METADATA = insert(JOB_METADATA).values(
    job_seq=bindparam("job_seq"), key=bindparam("key"), value=bindparam("value")
)
_CHANGE = (
    update(JOBS)
    .where(JOBS.c.id == bindparam("job_id"), JOBS.c.version == bindparam("seen"))
    .values(version=bindparam("next"), content=bindparam("written"))
)
_BEYOND_ALL = 2**62


@attrs.frozen
class Filter:
    """Which jobs a list shows: all, those without metadata, or those with all these pairs."""

    without_metadata: bool = False
    pairs: Mapping[str, str] = attrs.field(factory=dict[str, str])


def add(session: Session, job: Job) -> None:
    """Keep a new job."""
    session.change(
        _ADD,
        id=job.id,
        organization=job.organization,
        version=job.version,
        training_file=job.training_file,
        has_metadata=int(bool(job.metadata)),
        content=_written(job),
    )
    if job.metadata:
        seq = position(session, job.organization, job.id)
        for key, value in job.metadata.items():
            # In JSON, a value may hold what a database's text cannot.
            session.change(_ADD_METADATA, job_seq=seq, key=json.dumps(key), value=json.dumps(value))


def find(session: Session, organization: str, job_id: str) -> Job | None:
    """Return an organization's job by its id."""
    row = session.first(_FIND, id=job_id, organization=organization)
    return None if row is None else _read(row)


def position(session: Session, organization: str, job_id: str) -> int | None:
    """Return where a job stands in the order of creation."""
    row = session.first(_SEQ, id=job_id, organization=organization)
    return None if row is None else int(row[0])


def page(
    session: Session, organization: str, after: int | None, count: int, only: Filter
) -> list[Job]:
    """Return jobs, newest first, from the one that follows a position."""
    before = _BEYOND_ALL if after is None else after
    query = _filtered(_PAGE, only)
    rows = session.rows(query, organization=organization, count=count, before=before)
    return [_read(row) for row in rows]


def training_on(session: Session, organization: str, file_id: str) -> list[Job]:
    """Return the jobs that use a training file."""
    rows = session.rows(_TRAINING_ON, file_id=file_id, organization=organization)
    return [_read(row) for row in rows]


def change(session: Session, job: Job) -> bool:
    """Keep a job's next version; return False if another process was faster."""
    seen = job.version - 1
    written = _written(job)
    return session.change(_CHANGE, job_id=job.id, seen=seen, next=job.version, written=written) == 1


def _filtered(query: Select[Any], only: Filter) -> Select[Any]:
    if only.without_metadata:
        return query.where(JOBS.c.has_metadata == 0)
    for key, value in only.pairs.items():
        having = select(JOB_METADATA.c.job_seq).where(
            JOB_METADATA.c.key == json.dumps(key), JOB_METADATA.c.value == json.dumps(value)
        )
        query = query.where(JOBS.c.seq.in_(having))
    return query


def _written(job: Job) -> str:
    return json.dumps(to_json(job), separators=(",", ":"))


def _read(row: Any) -> Job:
    return from_json(json.loads(row[0]))
