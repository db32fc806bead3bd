"""Permissions to use a checkpoint, in the database."""

from collections.abc import Mapping
from typing import Any

import attrs
from sqlalchemy import Connection, Row, delete, insert, select

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


def add(connection: Connection, permission: Permission) -> None:
    """Keep a new permission."""
    connection.execute(insert(PERMISSIONS).values(attrs.asdict(permission)))


def granted(connection: Connection, organization: str, checkpoint: str) -> Mapping[str, Permission]:
    """Return the permissions of a checkpoint by project."""
    query = select(PERMISSIONS).where(
        PERMISSIONS.c.organization == organization, PERMISSIONS.c.checkpoint == checkpoint
    )
    found = [_permission(row) for row in connection.execute(query)]
    return {permission.project_id: permission for permission in found}


def position(connection: Connection, organization: str, checkpoint: str, id_: str) -> int | None:
    """Return where a permission stands in the order of creation."""
    query = select(PERMISSIONS.c.seq).where(
        PERMISSIONS.c.organization == organization,
        PERMISSIONS.c.checkpoint == checkpoint,
        PERMISSIONS.c.id == id_,
    )
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def page(connection: Connection, organization: str, checkpoint: str, cut: Cut) -> list[Permission]:
    """Return one part of a checkpoint's permissions."""
    query = select(PERMISSIONS).where(
        PERMISSIONS.c.organization == organization, PERMISSIONS.c.checkpoint == checkpoint
    )
    seq = PERMISSIONS.c.seq
    if cut.project_id is not None:
        query = query.where(PERMISSIONS.c.project_id == cut.project_id)
    if cut.after is not None:
        query = query.where(seq > cut.after if cut.ascending else seq < cut.after)
    query = query.order_by(seq.asc() if cut.ascending else seq.desc()).limit(cut.count)
    return [_permission(row) for row in connection.execute(query)]


def remove(connection: Connection, organization: str, checkpoint: str, id_: str) -> bool:
    """Forget a permission; return False if it was not there."""
    removed = connection.execute(
        delete(PERMISSIONS).where(
            PERMISSIONS.c.organization == organization,
            PERMISSIONS.c.checkpoint == checkpoint,
            PERMISSIONS.c.id == id_,
        )
    )
    return removed.rowcount == 1


def _permission(row: Row[Any]) -> Permission:
    return Permission(row.id, row.organization, row.checkpoint, row.project_id, row.created_at)
