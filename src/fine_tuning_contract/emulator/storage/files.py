"""What is known about files, in the database; their content lies in a store."""

import json
from typing import Any

import attrs
from sqlalchemy import bindparam, delete, func, insert, or_, select, tuple_, update

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
_UNEXPIRED = or_(FILES.c.expires_at.is_(None), FILES.c.expires_at > bindparam("now"))
_THERE = (FILES.c.created_at <= bindparam("now"), _UNEXPIRED)
_ADD = insert(FILES).values({name: bindparam(name) for name in _NAMES})
_EVERY = columns(FILES, _NAMES).where(_OWN, *_THERE)
_FIND = _EVERY.where(_NAMED)
_HOLD = _FIND.with_for_update(read=True)
_CLAIM = _FIND.with_for_update()
_POSITION = select(FILES.c.created_at, FILES.c.seq).where(_OWN, _NAMED, *_THERE)
_MEASURE = update(FILES).where(FILES.c.id == bindparam("file_id")).values(bytes=bindparam("size"))
_REMOVE = delete(FILES).where(_OWN, _NAMED)
_UPLOADED = FILES.c.job_id.is_(None)
_KNOWN = select(FILES.c.id).where(_NAMED, _UPLOADED)
_STORED = select(func.coalesce(func.sum(FILES.c.bytes), 0)).where(_UPLOADED, _UNEXPIRED)
_EXPIRED = select(FILES.c.id).where(FILES.c.expires_at <= bindparam("now")).with_for_update()
_REMOVE_EXPIRED = delete(FILES).where(_NAMED)


def add(session: Session, file: StoredFile) -> None:
    """Keep what is known about a new file."""
    session.change(_ADD, **{**attrs.asdict(file), "filename": json.dumps(file.filename)})


def find(session: Session, organization: str, id_: str, now: float) -> StoredFile | None:
    """Return an organization's file by its id."""
    return _read(session.first(_FIND, organization=organization, id=id_, now=now))


def hold(session: Session, organization: str, id_: str, now: float) -> StoredFile | None:
    """Return an organization's file, which nobody deletes before this session has ended."""
    return _read(session.first(_HOLD, organization=organization, id=id_, now=now))


def claim(session: Session, organization: str, id_: str, now: float) -> StoredFile | None:
    """Return an organization's file, which nobody else holds before this session has ended."""
    return _read(session.first(_CLAIM, organization=organization, id=id_, now=now))


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
    rows = session.rows(query, organization=organization, now=now)
    return [file for row in rows if (file := _read(row))]


def measure(session: Session, id_: str, size: int) -> None:
    """Remember the size of a result file."""
    session.change(_MEASURE, file_id=id_, size=size)


def remove(session: Session, organization: str, id_: str) -> bool:
    """Forget a file; return False if it was not there."""
    return session.change(_REMOVE, organization=organization, id=id_) == 1


def is_uploaded(session: Session, id_: str) -> bool:
    """Tell whether a file is known that has a content of its own."""
    return session.first(_KNOWN, id=id_) is not None


def stored_bytes(session: Session, now: float) -> int:
    """Return how many bytes were uploaded and are still there, over all organizations."""
    return int(session.first(_STORED, now=now)[0])


def remove_expired(session: Session, now: float) -> set[str]:
    """Forget the files whose time is over, and return their ids."""
    gone = {str(row[0]) for row in session.rows(_EXPIRED, now=now)}
    for id_ in gone:
        session.change(_REMOVE_EXPIRED, id=id_)
    return gone


def _read(row: Any) -> StoredFile | None:
    if row is None:
        return None
    file = StoredFile(*row)
    return attrs.evolve(file, filename=json.loads(file.filename))
