"""Servers that give models to the wrong people."""

import json

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads, plain
from .routes import PERMISSION, PERMISSIONS

_ADMIN = "Bearer sk-admin"


@breaks("permissions-answer-each-project")
@edits("POST", PERMISSIONS)
def only_the_first_project_is_answered(page: Json, _asked: Asked) -> None:
    """Only the first project of the request gets an answer."""
    del page["data"][1:]


@breaks("permissions-are-listed")
@edits("POST", PERMISSIONS)
def new_permission_has_another_id(page: Json, _asked: Asked) -> None:
    """Creation answers ids that the list does not know."""
    for item in page["data"]:
        item["id"] = f"{item['id']}x"


@breaks("permissions-filter-by-project")
@misreads("GET", PERMISSIONS)
def project_filter_is_ignored(asked: Asked) -> Asked:
    """Whichever project is asked for, every permission is listed."""
    return asked.changed(query={key: v for key, v in asked.query.items() if key != "project_id"})


@breaks("permissions-withdrawn-are-gone")
async def withdrawal_is_only_promised(asked: Asked, server: Server) -> Answered:
    """Withdrawing answers that it was done, and does nothing."""
    if not asked.is_for("DELETE", PERMISSION):
        return await server.forward(asked)
    name = asked.path.rpartition("/")[2]
    return plain({"id": name, "object": "checkpoint.permission", "deleted": True})


@breaks("permissions-withdrawn-leave-the-others")
async def first_withdrawal_empties_the_lists(asked: Asked, server: Server) -> Answered:
    """Once a permission was withdrawn, none is listed."""
    answered = await server.forward(asked)
    if asked.is_for("DELETE", PERMISSION):
        server.memory["withdrawn"] = True
    if asked.is_for("GET", PERMISSIONS) and server.memory.get("withdrawn"):
        return answered.changed(json={**answered.json, "data": []})
    return answered


@breaks("permissions-belong-to-one-checkpoint")
async def permissions_are_for_every_checkpoint(asked: Asked, server: Server) -> Answered:
    """A permission for the first checkpoint that was shared is one for all."""
    if asked.is_for("POST", PERMISSIONS):
        server.memory.setdefault("first", asked.path)
    first = server.memory.get("first")
    if first and asked.is_for("GET", PERMISSIONS):
        return await server.forward(asked.changed(path=first))
    return await server.forward(asked)


@breaks("permissions-need-the-admin-key")
async def every_key_is_an_admin_key(asked: Asked, server: Server) -> Answered:
    """An ordinary key may do what only an admin key may."""
    if "/checkpoints/" in asked.path and "permissions" in asked.path:
        return await server.forward(
            asked.changed(headers={**asked.headers, "authorization": _ADMIN})
        )
    return await server.forward(asked)


@breaks("permissions-repeat-without-harm")
async def permitting_twice_gives_two_permissions(asked: Asked, server: Server) -> Answered:
    """A project that is permitted twice is listed twice."""
    given = server.memory.setdefault("given", [])
    if asked.is_for("POST", PERMISSIONS):
        again = [project for project in asked.json["project_ids"] if project in given]
        given += asked.json["project_ids"]
        server.memory.setdefault("again", []).extend(again)
    answered = await server.forward(asked)
    if not asked.is_for("GET", PERMISSIONS) or answered.status != 200:
        return answered
    page = answered.json
    twice = [
        {**json.loads(json.dumps(item)), "id": f"{item['id']}2"}
        for item in page["data"]
        if item["project_id"] in server.memory.get("again", [])
    ]
    return answered.changed(json={**page, "data": [*page["data"], *twice]})
