"""Jobs in the database."""

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any

import attrs
from sqlalchemy import Select, bindparam, insert, select, update

from fine_tuning_contract.emulator import life
from fine_tuning_contract.emulator.jobs import Job, from_json, to_json
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.tables import JOB_PAIRS, JOBS

_OWN = JOBS.c.organization == bindparam("organization")
_NAMED = JOBS.c.id == bindparam("id")
_FIND = select(JOBS.c.content).where(_NAMED, _OWN)
_CLAIM = _FIND.with_for_update()
_SEQ = select(JOBS.c.seq).where(_NAMED, _OWN)
_WAITING_FOR = (
    select(JOBS.c.content)
    .where(
        JOBS.c.training_file == bindparam("file_id"), JOBS.c.waits_until > bindparam("now"), _OWN
    )
    .order_by(JOBS.c.seq)
    .with_for_update()
)
_PAGE = (
    select(JOBS.c.content)
    # Every job has a smaller number than the one that would come next.
    .where(_OWN, JOBS.c.seq < bindparam("before"))
    .order_by(JOBS.c.seq.desc())
    .limit(bindparam("count"))
)
_ADD = (
    insert(JOBS)
    .values({name: bindparam(name) for name in JOBS.c.keys() if name != "seq"})  # noqa: SIM118 - no dict
    .returning(JOBS.c.seq)
)
_ADD_PAIR = insert(JOB_PAIRS).values(
    organization=bindparam("organization"), pair=bindparam("pair"), job_seq=bindparam("job_seq")
)
_CHANGE = (
    update(JOBS)
    .where(JOBS.c.id == bindparam("job_id"), JOBS.c.version == bindparam("seen"))
    .values(version=bindparam("next"), content=bindparam("written"), waits_until=bindparam("until"))
)
_BEYOND_ALL = 2**62


@attrs.frozen
class Filter:
    """Which jobs a list shows: all, those without metadata, or those with all these pairs."""

    without_metadata: bool = False
    pairs: Mapping[str, str] = attrs.field(factory=dict[str, str])


def add(session: Session, job: Job) -> None:
    """Keep a new job."""
    row = session.first(
        _ADD,
        id=job.id,
        organization=job.organization,
        version=job.version,
        training_file=job.training_file,
        waits_until=_waits_until(job),
        has_metadata=int(bool(job.metadata)),
        content=_written(job),
    )
    for key, value in (job.metadata or {}).items():
        pair = _pair(key, value)
        session.change(_ADD_PAIR, organization=job.organization, pair=pair, job_seq=row[0])


def find(session: Session, organization: str, job_id: str) -> Job | None:
    """Return an organization's job by its id."""
    row = session.first(_FIND, id=job_id, organization=organization)
    return None if row is None else _read(row)


def claim(session: Session, organization: str, job_id: str) -> Job | None:
    """Return an organization's job, which nobody else changes before this session has ended."""
    row = session.first(_CLAIM, id=job_id, organization=organization)
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


def waiting_for(session: Session, organization: str, file_id: str, now: float) -> list[Job]:
    """Return the jobs that have yet to read a training file; nobody else changes them."""
    rows = session.rows(_WAITING_FOR, file_id=file_id, organization=organization, now=now)
    return [_read(row) for row in rows]


def change(session: Session, job: Job) -> bool:
    """Keep a job's next version; return False if another process was faster."""
    changed = session.change(
        _CHANGE,
        job_id=job.id,
        seen=job.version - 1,
        next=job.version,
        written=_written(job),
        until=_waits_until(job),
    )
    return changed == 1


def _filtered(query: Select[Any], only: Filter) -> Select[Any]:
    if only.without_metadata:
        return query.where(JOBS.c.has_metadata == 0)
    for key, value in only.pairs.items():
        # Its key ends in the job's number: the newest jobs with a pair lie side by side.
        pair = JOB_PAIRS.alias()
        query = query.join(pair, pair.c.job_seq == JOBS.c.seq).where(
            pair.c.organization == bindparam("organization"),
            pair.c.pair == _pair(key, value),
            pair.c.job_seq < bindparam("before"),
        )
    return query


def _pair(key: str, value: str) -> str:
    return hashlib.sha256(json.dumps([key, value]).encode()).hexdigest()


def _waits_until(job: Job) -> float:
    """Return until when a job may still come to read its training file."""
    waiting = (
        span.end
        for span in life.timeline(job)
        if span.status in (life.VALIDATING, life.QUEUED) and span.end < math.inf
    )
    return max(waiting, default=0.0)


def _written(job: Job) -> str:
    return json.dumps(to_json(job), separators=(",", ":"))


def _read(row: Any) -> Job:
    return from_json(json.loads(row[0]))
