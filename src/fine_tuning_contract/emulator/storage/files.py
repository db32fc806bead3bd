"""What is known about files, in the database; their content lies on disk."""

import attrs
from sqlalchemy import bindparam, delete, insert, or_, select, tuple_, update

from fine_tuning_contract.emulator.storage.database import Session, columns
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

    after: Position | None
    count: int
    ascending: bool
    purpose: str | None


_NAMES = [field.name for field in attrs.fields(StoredFile)]
_NAMED = FILES.c.id == bindparam("id")
_OWN = FILES.c.organization == bindparam("organization")
_THERE = (
    FILES.c.created_at <= bindparam("now"),
    or_(FILES.c.expires_at.is_(None), FILES.c.expires_at > bindparam("now")),
)
_ADD = insert(FILES).values({name: bindparam(name) for name in _NAMES})
_EVERY = columns(FILES, _NAMES).where(_OWN, *_THERE)
_FIND = _EVERY.where(_NAMED)
_POSITION = select(FILES.c.created_at, FILES.c.seq).where(_OWN, _NAMED, *_THERE)
_MEASURE = update(FILES).where(FILES.c.id == bindparam("file_id")).values(bytes=bindparam("size"))
_REMOVE = delete(FILES).where(_OWN, _NAMED)


def add(session: Session, file: StoredFile) -> None:
    """Keep what is known about a new file."""
    session.change(_ADD, **attrs.asdict(file))


def find(session: Session, organization: str, id_: str, now: float) -> StoredFile | None:
    """Return an organization's file by its id."""
    row = session.first(_FIND, organization=organization, id=id_, now=now)
    return None if row is None else StoredFile(*row)


def position(session: Session, organization: str, id_: str, now: float) -> Position | None:
    """Return where a file stands in the order of creation."""
    row = session.first(_POSITION, organization=organization, id=id_, now=now)
    return None if row is None else (row[0], row[1])


def page(session: Session, organization: str, now: float, cut: Cut) -> list[StoredFile]:
    """Return one part of an organization's files."""
    query = _EVERY
    if cut.purpose is not None:
        query = query.where(FILES.c.purpose == cut.purpose)
    if cut.after is not None:
        here, after = tuple_(FILES.c.created_at, FILES.c.seq), tuple_(*cut.after)
        query = query.where(here > after if cut.ascending else here < after)
    order = [
        column.asc() if cut.ascending else column.desc()
        for column in (FILES.c.created_at, FILES.c.seq)
    ]
    query = query.order_by(*order).limit(cut.count)
    return [StoredFile(*row) for row in session.rows(query, organization=organization, now=now)]


def measure(session: Session, id_: str, size: int) -> None:
    """Remember the size of a result file."""
    session.change(_MEASURE, file_id=id_, size=size)


def remove(session: Session, organization: str, id_: str) -> bool:
    """Forget a file; return False if it was not there."""
    return session.change(_REMOVE, organization=organization, id=id_) == 1
