"""The operations on the permissions of checkpoints."""

from typing import Any

from fine_tuning_contract.emulator.errors import (
    unknown_checkpoint,
    unknown_cursor,
    unknown_permission,
)
from fine_tuning_contract.emulator.identifiers import new
from fine_tuning_contract.emulator.storage import models as stored_models
from fine_tuning_contract.emulator.storage import permissions as stored
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.permissions import Cut, Permission
from fine_tuning_contract.emulator.views import page_view
from fine_tuning_contract.emulator.world import Request, World

Json = dict[str, Any]


def create(world: World, request: Request) -> Json:
    """
    Permit projects to use a checkpoint, and return their permissions.

    A project that is permitted already keeps the permission it has: a repeated
    request then does no harm.
    """
    with world.database.writing() as session:
        # Two that permit the same project at once do it one after the other.
        checkpoint = _claimed(world, session, request)
        granted = dict(stored.granted(session, request.organization, checkpoint))
        wanted: list[str] = list(dict.fromkeys(request.body["project_ids"]))
        for project in wanted:
            if project not in granted:
                granted[project] = _grant(world, session, request, project)
    return page_view([_view(granted[project]) for project in wanted], has_more=False, ends=True)


def listing(world: World, request: Request) -> Json:
    """Return a page of a checkpoint's permissions."""
    limit: int = request.query.get("limit", 10)
    with world.database.reading() as session:
        checkpoint = _checkpoint(session, request)
        cut = Cut(
            after=_after(session, request, checkpoint),
            count=limit + 1,
            ascending=request.query.get("order") == "ascending",
            project_id=request.query.get("project_id"),
        )
        found = stored.page(session, request.organization, checkpoint, cut)
    return page_view([_view(one) for one in found[:limit]], has_more=len(found) > limit, ends=True)


def delete(world: World, request: Request) -> Json:
    """Take a permission back."""
    permission_id = request.ids["permission_id"]
    with world.database.writing() as session:
        checkpoint = _claimed(world, session, request)
        if not stored.remove(session, request.organization, checkpoint, permission_id):
            raise unknown_permission(permission_id)
    return {"id": permission_id, "object": "checkpoint.permission", "deleted": True}


def _checkpoint(session: Session, request: Request) -> str:
    name = request.ids["fine_tuned_model_checkpoint"]
    if stored_models.find(session, request.organization, name, request.now) is None:
        raise unknown_checkpoint(name)
    return name


def _claimed(world: World, session: Session, request: Request) -> str:
    name = request.ids["fine_tuned_model_checkpoint"]
    if stored_models.claim(session, request.organization, name, world.now(session)) is None:
        raise unknown_checkpoint(name)
    return name


def _grant(world: World, session: Session, request: Request, project: str) -> Permission:
    permission = Permission(
        id=new("cp_"),
        organization=request.organization,
        checkpoint=request.ids["fine_tuned_model_checkpoint"],
        project_id=project,
        created_at=world.now(session),
    )
    stored.add(session, permission)
    return permission


def _after(session: Session, request: Request, checkpoint: str) -> int | None:
    after: str | None = request.query.get("after")
    if not after:
        return None
    position = stored.position(session, request.organization, checkpoint, after)
    if position is None:
        raise unknown_cursor("after", after)
    return position


def _view(permission: Permission) -> Json:
    return {
        "object": "checkpoint.permission",
        "id": permission.id,
        "created_at": int(permission.created_at),
        "project_id": permission.project_id,
    }
