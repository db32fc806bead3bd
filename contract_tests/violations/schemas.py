"""Servers that answer most requests as described, but not all."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Server, refusal
from .routes import FILES, JOBS, MODELS


@breaks("schemas-hold-for-examples")
async def list_of_models_is_a_list(asked: Asked, server: Server) -> Answered:
    """The models come as a bare list, without the object around it."""
    answered = await server.forward(asked)
    if asked.is_for("GET", MODELS) and answered.status == 200:
        return answered.changed(body=b"[]")
    return answered


@breaks("schemas-hold-at-their-edges")
async def largest_seed_is_too_large(asked: Asked, server: Server) -> Answered:
    """The largest seed that is allowed brings the server down."""
    if asked.is_for("POST", JOBS) and asked.json.get("seed") == 2**31 - 1:
        return refusal(500, "OverflowError")
    return await server.forward(asked)


@breaks("schemas-hold-for-random-requests")
async def limits_of_two_digits_are_teapots(asked: Asked, server: Server) -> Answered:
    """A limit of two digits is answered with a status that nobody described."""
    if len(asked.query.get("limit", "")) == 2:
        return refusal(418, "I am a teapot.")
    return await server.forward(asked)


@breaks("schemas-hold-along-links")
async def uploads_are_not_found(asked: Asked, server: Server) -> Answered:
    """What was just uploaded is not found by its id."""
    if asked.is_for("POST", FILES):
        answered = await server.forward(asked)
        server.memory[f"{FILES}/{answered.json.get('id')}"] = True
        # The first upload is the training file, without which the walks could not begin.
        server.memory.setdefault("first", f"{FILES}/{answered.json.get('id')}")
        return answered
    path = asked.path.removesuffix("/content")
    if asked.method == "GET" and path in server.memory and path != server.memory["first"]:
        return refusal(404, "No such File object.")
    return await server.forward(asked)
