"""What is known about files, in the database; their content lies on disk."""

from typing import Any

import attrs
from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, tuple_, update

from fine_tuning_contract.emulator.storage.tables import FILES


@attrs.frozen
class StoredFile:
    """An uploaded file, or a job's result file, whose size is known once it was read."""

    id: str
    organization: str
    purpose: str
    filename: str
    bytes: int | None
    created_at: float
    expires_at: float | None = None
    sha256: str | None = None
    job_id: str | None = None


# A result file is foreseen long before it appears: the time comes first, then the sequence.
Position = tuple[float, int]


@attrs.frozen
class Cut:
    """Which part of a list of files is wanted."""

    after: "Position | None"
    count: int
    ascending: bool
    purpose: str | None


def add(connection: Connection, file: StoredFile) -> None:
    """Keep what is known about a new file."""
    connection.execute(insert(FILES).values(attrs.asdict(file)))


def find(connection: Connection, organization: str, id_: str, now: float) -> StoredFile | None:
    """Return an organization's file by its id."""
    row = connection.execute(_visible(organization, now).where(FILES.c.id == id_)).first()
    return None if row is None else _file(row)


def position(connection: Connection, organization: str, id_: str, now: float) -> Position | None:
    """Return where a file stands in the order of creation."""
    row = connection.execute(_visible(organization, now).where(FILES.c.id == id_)).first()
    return None if row is None else (row.created_at, row.seq)


def page(connection: Connection, organization: str, now: float, cut: Cut) -> list[StoredFile]:
    """Return one part of an organization's files."""
    query = _visible(organization, now)
    if cut.purpose is not None:
        query = query.where(FILES.c.purpose == cut.purpose)
    if cut.after is not None:
        here, after = tuple_(FILES.c.created_at, FILES.c.seq), tuple_(*cut.after)
        query = query.where(here > after if cut.ascending else here < after)
    order = [
        column.asc() if cut.ascending else column.desc()
        for column in (FILES.c.created_at, FILES.c.seq)
    ]
    return [_file(row) for row in connection.execute(query.order_by(*order).limit(cut.count))]


def measure(connection: Connection, id_: str, size: int) -> None:
    """Remember the size of a result file."""
    connection.execute(update(FILES).where(FILES.c.id == id_).values(bytes=size))


def remove(connection: Connection, organization: str, id_: str) -> None:
    """Forget a file."""
    connection.execute(delete(FILES).where(FILES.c.organization == organization, FILES.c.id == id_))


def _visible(organization: str, now: float) -> Select[Any]:
    return select(FILES).where(
        FILES.c.organization == organization,
        FILES.c.created_at <= now,
        or_(FILES.c.expires_at.is_(None), FILES.c.expires_at > now),
    )


def _file(row: Row[Any]) -> StoredFile:
    return StoredFile(
        row.id,
        row.organization,
        row.purpose,
        row.filename,
        row.bytes,
        row.created_at,
        row.expires_at,
        row.sha256,
        row.job_id,
    )
