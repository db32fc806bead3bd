"""Servers that take what they should refuse."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Server, misreads, plain, refusal
from .routes import JOB, JOBS


@breaks("requests-wrong-are-refused")
@misreads("POST", JOBS)
def wrong_seeds_are_left_out(asked: Asked) -> Asked:
    """A seed that makes no sense is left out."""
    body = asked.json
    seed = body.get("seed")
    sound = isinstance(seed, int) and 0 <= seed < 2**31
    return asked if sound or "seed" not in body else asked.changed(json={**body, "seed": None})


@breaks("requests-wrong-are-told-where")
async def refusals_are_curt(asked: Asked, server: Server) -> Answered:
    """A refusal says that the request is wrong, but not where."""
    answered = await server.forward(asked)
    return refusal(400, "Bad request.") if answered.status == 400 else answered


@breaks("requests-refused-create-nothing")
async def refused_job_is_created_without_its_fault(asked: Asked, server: Server) -> Answered:
    """A refused job is created all the same, without what was wrong about it."""
    answered = await server.forward(asked)
    if asked.is_for("POST", JOBS) and answered.status == 400:
        kept = ("model", "training_file", "metadata")
        needed = {key: asked.json.get(key) for key in kept}
        await server.forward(asked.changed(json=needed))
    return answered


@breaks("requests-blank-do-no-harm")
async def blank_files_are_folders(asked: Asked, server: Server) -> Answered:
    """A validation file without a name is looked up in the file system."""
    if asked.is_for("POST", JOBS) and asked.json.get("validation_file") == "":
        return refusal(500, "Is a directory: '/uploads'")
    return await server.forward(asked)


@breaks("requests-without-an-object-are-refused")
async def broken_json_is_a_server_error(asked: Asked, server: Server) -> Answered:
    """A body that cannot be read brings the server down."""
    answered = await server.forward(asked)
    broken = asked.method == "POST" and not asked.json and answered.status == 400
    return refusal(500, "JSONDecodeError") if broken else answered


@breaks("requests-ambiguous-do-no-harm")
async def surrogates_are_a_server_error(asked: Asked, server: Server) -> Answered:
    """A lone surrogate brings the server down."""
    if b"\\ud" in asked.body.lower():
        return refusal(500, "UnicodeEncodeError")
    return await server.forward(asked)


@breaks("requests-of-other-media-types-are-refused")
async def forms_are_taken_for_json(asked: Asked, server: Server) -> Answered:
    """A form in the place of JSON is answered like a job."""
    answered = await server.forward(asked)
    if "urlencoded" in asked.headers.get("content-type", ""):
        return plain({"object": "fine_tuning.job"})
    return answered


@breaks("requests-strange-are-answered")
async def long_ids_are_a_server_error(asked: Asked, server: Server) -> Answered:
    """An id that is too long for the database brings the server down."""
    if asked.is_for("GET", JOB) and len(asked.path) > 1000:
        return refusal(500, "value too long")
    return await server.forward(asked)


@breaks("requests-of-other-methods-are-refused")
async def put_is_taken_for_get(asked: Asked, server: Server) -> Answered:
    """PUT is answered as if it were GET."""
    return await server.forward(
        asked.changed(method="GET", body=b"") if asked.method == "PUT" else asked
    )


@breaks("requests-with-extra-keys-are-answered")
async def unknown_members_are_a_server_error(asked: Asked, server: Server) -> Answered:
    """A member that the server does not know brings it down."""
    if asked.is_for("POST", JOBS) and "no_such_member" in asked.json:
        return refusal(500, "TypeError")
    return await server.forward(asked)
