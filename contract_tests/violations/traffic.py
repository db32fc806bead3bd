"""Servers that lose their head when much, little or nothing comes at once."""

import asyncio

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Server, refusal
from .routes import CANCEL, JOB, JOBS


@breaks("traffic-of-many-writers")
async def jobs_in_the_same_moment_are_one(asked: Asked, server: Server) -> Answered:
    """Creations that arrive while another one is under way are answered with that one's job."""
    if not asked.is_for("POST", JOBS):
        return await server.forward(asked)
    if "under way" not in server.memory:
        server.memory["under way"] = asyncio.get_running_loop().create_future()
        await asyncio.sleep(0.05)
        server.memory["under way"].set_result(await server.forward(asked))
        answered: Answered = await server.memory.pop("under way")
        return answered
    shared: Answered = await server.memory["under way"]
    return shared


@breaks("traffic-of-two-cancellations")
async def cancellations_in_the_same_moment_collide(asked: Asked, server: Server) -> Answered:
    """A cancellation that arrives while another one is under way brings the server down."""
    if not asked.is_for("POST", CANCEL):
        return await server.forward(asked)
    if asked.path in server.memory:
        return refusal(500, "database is locked")
    server.memory[asked.path] = True
    await asyncio.sleep(0.05)
    del server.memory[asked.path]
    return await server.forward(asked)


@breaks("traffic-that-is-slow")
async def first_piece_is_the_body(asked: Asked, server: Server) -> Answered:
    """A body that comes in several pieces is taken for broken."""
    if asked.pieces > 1:
        return refusal(400, "Unexpected end of input.")
    return await server.forward(asked)


@breaks("traffic-in-chunks")
async def length_must_be_known(asked: Asked, server: Server) -> Answered:
    """A body of unknown length is refused."""
    if "transfer-encoding" in asked.headers:
        return refusal(400, "Content-Length is missing.")
    return await server.forward(asked)


@breaks("traffic-in-one-go")
async def answers_come_one_too_late(asked: Asked, server: Server) -> Answered:
    """A job that is asked for is answered with the one that was asked for before."""
    answered = await server.forward(asked)
    if not asked.is_for("GET", JOB):
        return answered
    before: Answered = server.memory.get("before", answered)
    server.memory["before"] = answered
    return before


@breaks("traffic-that-breaks-off")
async def half_a_request_will_do(asked: Asked, server: Server) -> Answered:
    """A request that was broken off is done as far as it came."""
    return await server.forward(asked.changed(is_whole=True))


@breaks("traffic-in-known-codings")
async def jobs_claim_to_be_compressed(asked: Asked, server: Server) -> Answered:
    """A retrieved job is said to be compressed, and is not."""
    answered = await server.forward(asked)
    if not asked.is_for("GET", JOB):
        return answered
    return answered.changed(headers={**answered.headers, "content-encoding": "gzip"})


@breaks("traffic-of-compressed-requests")
async def compressed_bodies_are_a_server_error(asked: Asked, server: Server) -> Answered:
    """A compressed body brings the server down."""
    if "content-encoding" in asked.headers:
        return refusal(500, "UnicodeDecodeError")
    return await server.forward(asked)


@breaks("traffic-that-is-too-much")
async def large_bodies_are_a_server_error(asked: Asked, server: Server) -> Answered:
    """A body of many megabytes brings the server down."""
    return refusal(500, "MemoryError") if len(asked.body) > 2**22 else await server.forward(asked)
