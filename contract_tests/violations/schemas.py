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
async def what_was_just_made_is_not_found(asked: Asked, server: Server) -> Answered:
    """What was just uploaded or created is not found by its id."""
    hidden: set[str] = server.memory.setdefault("hidden", set())
    for collection in (FILES, JOBS):
        if asked.is_for("POST", collection):
            answered = await server.forward(asked)
            # The first ones are the training file and its job: the walks could not begin without.
            if collection in server.memory:
                hidden.add(f"{collection}/{answered.json.get('id')}")
            server.memory[collection] = True
            return answered
    if any(asked.path == path or asked.path.startswith(f"{path}/") for path in hidden):
        return refusal(404, "No such thing.")
    return await server.forward(asked)
