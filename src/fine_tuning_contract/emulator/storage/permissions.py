"""Permissions to use a checkpoint, in the database."""

from collections.abc import Mapping

import attrs
from sqlalchemy import bindparam, delete, insert, select

from fine_tuning_contract.emulator.storage.database import Session, columns
from fine_tuning_contract.emulator.storage.tables import PERMISSIONS


@attrs.frozen
class Permission:
    """The right of one project to use a checkpoint."""

    id: str
    organization: str
    checkpoint: str
    project_id: str
    created_at: float


@attrs.frozen
class Cut:
    """Which part of a list of permissions is wanted."""

    after: int | None
    count: int
    ascending: bool
    project_id: str | None


_NAMES = [field.name for field in attrs.fields(Permission)]
_OF_CHECKPOINT = (
    PERMISSIONS.c.organization == bindparam("organization"),
    PERMISSIONS.c.checkpoint == bindparam("checkpoint"),
)
_NAMED = PERMISSIONS.c.id == bindparam("id")
_ADD = insert(PERMISSIONS).values({name: bindparam(name) for name in _NAMES})
_EVERY = columns(PERMISSIONS, _NAMES).where(*_OF_CHECKPOINT)
_SEQ = select(PERMISSIONS.c.seq).where(*_OF_CHECKPOINT, _NAMED)
_REMOVE = delete(PERMISSIONS).where(*_OF_CHECKPOINT, _NAMED)


def add(session: Session, permission: Permission) -> None:
    """Keep a new permission."""
    session.change(_ADD, **attrs.asdict(permission))


def granted(session: Session, organization: str, checkpoint: str) -> Mapping[str, Permission]:
    """Return the permissions of a checkpoint by project."""
    rows = session.rows(_EVERY, organization=organization, checkpoint=checkpoint)
    found = [Permission(*row) for row in rows]
    return {permission.project_id: permission for permission in found}


def position(session: Session, organization: str, checkpoint: str, id_: str) -> int | None:
    """Return where a permission stands in the order of creation."""
    row = session.first(_SEQ, organization=organization, checkpoint=checkpoint, id=id_)
    return None if row is None else int(row[0])


def page(session: Session, organization: str, checkpoint: str, cut: Cut) -> list[Permission]:
    """Return one part of a checkpoint's permissions."""
    query, seq = _EVERY, PERMISSIONS.c.seq
    if cut.project_id is not None:
        query = query.where(PERMISSIONS.c.project_id == cut.project_id)
    if cut.after is not None:
        query = query.where(seq > cut.after if cut.ascending else seq < cut.after)
    query = query.order_by(seq.asc() if cut.ascending else seq.desc()).limit(cut.count)
    rows = session.rows(query, organization=organization, checkpoint=checkpoint)
    return [Permission(*row) for row in rows]


def remove(session: Session, organization: str, checkpoint: str, id_: str) -> bool:
    """Forget a permission; return False if it was not there."""
    return session.change(_REMOVE, organization=organization, checkpoint=checkpoint, id=id_) == 1
