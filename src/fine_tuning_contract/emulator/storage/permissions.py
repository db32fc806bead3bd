"""Permissions to use a checkpoint, in the database."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

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
_ADD = insert(PERMISSIONS).values({name: bindparam(name) for name in (*_NAMES, "project_digest")})
_EVERY = columns(PERMISSIONS, _NAMES).where(*_OF_CHECKPOINT)
_SEQ = select(PERMISSIONS.c.seq).where(*_OF_CHECKPOINT, _NAMED)
_REMOVE = delete(PERMISSIONS).where(*_OF_CHECKPOINT, _NAMED)


def add(session: Session, permission: Permission) -> None:
    """Keep a new permission."""
    project = _project(permission.project_id)
    session.change(_ADD, **{**attrs.asdict(permission), **project})


def granted(session: Session, organization: str, checkpoint: str) -> Mapping[str, Permission]:
    """Return the permissions of a checkpoint by project."""
    rows = session.rows(_EVERY, organization=organization, checkpoint=checkpoint)
    found = [_read(row) for row in rows]
    return {permission.project_id: permission for permission in found}


def position(session: Session, organization: str, checkpoint: str, id_: str) -> int | None:
    """Return where a permission stands in the order of creation."""
    row = session.first(_SEQ, organization=organization, checkpoint=checkpoint, id=id_)
    return None if row is None else int(row[0])


def page(session: Session, organization: str, checkpoint: str, cut: Cut) -> list[Permission]:
    """Return one part of a checkpoint's permissions."""
    query, seq = _EVERY, PERMISSIONS.c.seq
    if cut.project_id is not None:
        digest = _project(cut.project_id)["project_digest"]
        query = query.where(PERMISSIONS.c.project_digest == digest)
    if cut.after is not None:
        query = query.where(seq > cut.after if cut.ascending else seq < cut.after)
    query = query.order_by(seq.asc() if cut.ascending else seq.desc()).limit(cut.count)
    rows = session.rows(query, organization=organization, checkpoint=checkpoint)
    return [_read(row) for row in rows]


def remove(session: Session, organization: str, checkpoint: str, id_: str) -> bool:
    """Forget a permission; return False if it was not there."""
    return session.change(_REMOVE, organization=organization, checkpoint=checkpoint, id=id_) == 1


def _project(project_id: str) -> dict[str, str]:
    # In JSON, it may hold what a database's text cannot; its digest is short enough for an index.
    written = json.dumps(project_id)
    digest = hashlib.sha256(written.encode()).hexdigest()
    return {"project_id": written, "project_digest": digest}


def _read(row: Any) -> Permission:
    permission = Permission(*row)
    return attrs.evolve(permission, project_id=json.loads(permission.project_id))
