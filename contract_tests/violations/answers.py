"""Servers whose answers are not those of the description."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, refusal
from .routes import CANCEL, JOB, JOBS, MODELS


@breaks("answers-conform-at-first-sight")
@edits("POST", JOBS)
def jobs_are_dated_in_milliseconds(job: Json, _asked: Asked) -> None:
    """A new job is dated in milliseconds."""
    job["created_at"] *= 1000


@breaks("answers-conform-in-preparations")
@edits("GET", JOB)
def failed_jobs_are_dated_in_text(job: Json, _asked: Asked) -> None:
    """A failed job tells in words when it ended."""
    if job["status"] == "failed":
        job["finished_at"] = "yesterday"


@breaks("answers-conform")
@edits("GET", MODELS)
def models_are_dated_in_text(page: Json, _asked: Asked) -> None:
    """The list tells when a model was made in words."""
    for model in page["data"]:
        model["created"] = "yesterday"


@breaks("answers-refuse-in-one-envelope")
async def refusals_have_no_envelope(asked: Asked, server: Server) -> Answered:
    """A refusal of 404 is the error itself, without its envelope."""
    answered = await server.forward(asked)
    return answered.changed(json=answered.json["error"]) if answered.status == 404 else answered


@breaks("answers-have-ids")
async def every_answer_has_the_same_id(asked: Asked, server: Server) -> Answered:
    """Every answer carries the same request id."""
    answered = await server.forward(asked)
    return answered.changed(headers={**answered.headers, "x-request-id": "req_1"})


@breaks("answers-keep-connections")
async def refusals_spoil_the_next_answer(asked: Asked, server: Server) -> Answered:
    """After a refusal, the next answer is a server error."""
    answered = await server.forward(asked)
    spoilt = server.memory.pop("spoilt", False)
    if answered.status == 400:
        server.memory["spoilt"] = True
    return answered.changed(status=500) if spoilt else answered


@breaks("answers-to-empty-posts")
async def empty_bodies_are_refused(asked: Asked, server: Server) -> Answered:
    """Cancelling with an empty body that is announced as JSON is refused."""
    if asked.is_for("POST", CANCEL) and asked.headers.get("content-type") and not asked.body:
        return refusal(400, "The body is empty.")
    return await server.forward(asked)
