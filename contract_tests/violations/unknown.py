"""Servers that find what is not there."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, plain, refusal
from .routes import CHECKPOINTS, FILE, JOB, MODEL, PERMISSIONS

_EMPTY: Json = {"object": "list", "data": [], "has_more": False, "first_id": None, "last_id": None}


@breaks(
    "unknown-jobs-are-not-found",
    "unknown-jobs-do-not-pause",
    "unknown-files-are-not-found",
    "unknown-models-are-not-found",
    "unknown-checkpoints-have-no-permissions",
)
async def unknown_ids_are_bad_requests(asked: Asked, server: Server) -> Answered:
    """An id that names nothing is answered with 400 instead of 404."""
    answered = await server.forward(asked)
    return answered.changed(status=400) if answered.status == 404 else answered


@breaks("unknown-jobs-have-no-checkpoints", "unknown-checkpoints-have-no-permissions")
async def unknown_things_have_empty_lists(asked: Asked, server: Server) -> Answered:
    """The checkpoints of a job that does not exist, and its permissions, are empty lists."""
    answered = await server.forward(asked)
    lists = any(asked.is_for("GET", route) for route in (CHECKPOINTS, PERMISSIONS))
    return plain(_EMPTY) if lists and answered.status == 404 else answered


@breaks("unknown-ids-are-named")
async def refusals_name_nothing(asked: Asked, server: Server) -> Answered:
    """A refusal says that something was not found, but not what."""
    answered = await server.forward(asked)
    # A server that said the same of unknown paths would seem to lack the operation.
    names = any(asked.is_for("GET", route) for route in (JOB, FILE, MODEL))
    return refusal(404, "Not found.") if names and answered.status == 404 else answered
