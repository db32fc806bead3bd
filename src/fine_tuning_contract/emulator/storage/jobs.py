"""Jobs in the database."""

import json
from collections.abc import Mapping
from typing import Any

import attrs
from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update

from fine_tuning_contract.emulator.jobs import Job, from_json, to_json
from fine_tuning_contract.emulator.storage.tables import JOB_METADATA, JOBS

_FIND = select(JOBS.c.content).where(
    JOBS.c.id == bindparam("id"), JOBS.c.organization == bindparam("organization")
)
_SEQ = select(JOBS.c.seq).where(
    JOBS.c.id == bindparam("id"), JOBS.c.organization == bindparam("organization")
)
_PAGE = (
    select(JOBS.c.content)
    .where(JOBS.c.organization == bindparam("organization"))
    .order_by(JOBS.c.seq.desc())
    .limit(bindparam("count"))
)


@attrs.frozen
class Filter:
    """Which jobs a list shows: all, those without metadata, or those with all these pairs."""

    without_metadata: bool = False
    pairs: Mapping[str, str] = attrs.field(factory=dict[str, str])


def add(connection: Connection, job: Job) -> None:
    """Keep a new job."""
    added = connection.execute(
        insert(JOBS).values(
            id=job.id,
            organization=job.organization,
            version=job.version,
            training_file=job.training_file,
            has_metadata=int(bool(job.metadata)),
            content=_written(job),
        )
    )
    seq = added.inserted_primary_key
    rows = [
        {"job_seq": seq[0] if seq else None, "key": json.dumps(key), "value": json.dumps(value)}
        for key, value in (job.metadata or {}).items()
    ]
    if rows:
        connection.execute(insert(JOB_METADATA), rows)


def find(connection: Connection, organization: str, job_id: str) -> Job | None:
    """Return an organization's job by its id."""
    row = connection.execute(_FIND, {"id": job_id, "organization": organization}).first()
    return None if row is None else _read(row)


def position(connection: Connection, organization: str, job_id: str) -> int | None:
    """Return where a job stands in the order of creation."""
    found = connection.execute(_SEQ, {"id": job_id, "organization": organization}).scalar()
    return None if found is None else int(found)


def page(
    connection: Connection, organization: str, after: int | None, count: int, only: Filter
) -> list[Job]:
    """Return jobs, newest first, from the one that follows a position."""
    query = _filtered(_PAGE, only)
    if after is not None:
        query = query.where(JOBS.c.seq < after)
    rows = connection.execute(query, {"organization": organization, "count": count})
    return [_read(row) for row in rows]


def training_on(connection: Connection, organization: str, file_id: str) -> list[Job]:
    """Return the jobs that use a training file."""
    query = select(JOBS.c.content).where(
        JOBS.c.training_file == file_id, JOBS.c.organization == organization
    )
    return [_read(row) for row in connection.execute(query)]


def change(connection: Connection, job: Job) -> bool:
    """Keep a job's next version; return False if another process was faster."""
    changed = connection.execute(
        update(JOBS)
        .where(JOBS.c.id == job.id, JOBS.c.version == job.version - 1)
        .values(version=job.version, content=_written(job))
    )
    return changed.rowcount == 1


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


def _read(row: Row[Any]) -> Job:
    return from_json(json.loads(row[0]))
