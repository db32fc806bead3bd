"""Servers whose jobs go on when they were stopped."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, refusal
from .routes import CANCEL, EVENTS, JOB, JOBS, PAUSE, RESUME


@breaks("standstill-of-cancelled-jobs", "standstill-of-paused-jobs")
async def stopped_jobs_go_on_training(asked: Asked, server: Server) -> Answered:
    """With every look at the events of a job that was stopped, it has taken a further step."""
    if any(asked.is_for("POST", route) for route in (CANCEL, PAUSE)):
        server.memory.setdefault(asked.path.split("/")[3], 0)
    answered = await server.forward(asked)
    job_id = asked.path.split("/")[3] if asked.is_for("GET", EVENTS) else ""
    if job_id not in server.memory or answered.status != 200:
        return answered
    server.memory[job_id] += 1
    step = {**answered.json["data"][0], "type": "metrics", "data": {"step": 1}}
    more = [{**step, "id": f"ftevent-more{each}"} for each in range(server.memory[job_id])]
    page = answered.json
    return answered.changed(json={**page, "data": [*more, *page["data"]]})


@breaks("standstill-brings-no-results")
@edits("GET", JOB)
def paused_jobs_name_a_model(job: Json, _asked: Asked) -> None:
    """A paused job names the model that it has so far."""
    if job["status"] == "paused":
        job["fine_tuned_model"] = "ft:gpt-4o-mini:org::00000000"


@breaks("standstill-is-no-failure")
@edits("GET", JOB)
def cancelling_counts_as_a_failure(job: Json, _asked: Asked) -> None:
    """A cancelled job shows an error that says that it was cancelled."""
    if job["status"] == "cancelled":
        job["error"] = {"code": "cancelled", "message": "The job was cancelled.", "param": None}


@breaks("standstill-expects-no-end")
@edits("GET", JOB)
def paused_jobs_expect_an_end(job: Json, _asked: Asked) -> None:
    """A paused job still tells when it will be done."""
    if job["status"] == "paused":
        job["estimated_finish"] = job["created_at"] + 60


@breaks("standstill-keeps-what-lasts")
@edits("POST", CANCEL)
def cancelling_loses_the_metadata(job: Json, _asked: Asked) -> None:
    """The answer to a cancellation has no metadata."""
    job["metadata"] = None


@breaks("standstill-is-not-paused-twice")
async def pausing_a_paused_job_succeeds(asked: Asked, server: Server) -> Answered:
    """A paused job is paused again, as if it had been running."""
    answered = await server.forward(asked)
    if asked.is_for("POST", PAUSE) and answered.status == 400:
        path = asked.path.removesuffix("/pause")
        return await server.forward(asked.changed(method="GET", path=path, body=b""))
    return answered


@breaks("standstill-ends-at-once")
@edits("GET", JOBS)
def list_shows_resumed_jobs_as_paused(page: Json, _asked: Asked) -> None:
    """The list shows every job at work as paused."""
    for job in page["data"]:
        if job["status"] in {"queued", "running"}:
            job["status"] = "paused"


@breaks("standstill-can-be-cancelled-after")
async def queued_jobs_cannot_be_cancelled(asked: Asked, server: Server) -> Answered:
    """A job that waits in the queue after a pause cannot be cancelled."""
    if asked.is_for("POST", RESUME):
        server.memory[asked.path.removesuffix("/resume")] = True
    if asked.is_for("POST", CANCEL) and asked.path.removesuffix("/cancel") in server.memory:
        return refusal(400, "The job is in the queue.")
    return await server.forward(asked)


@breaks("standstill-forgets-no-event")
async def resuming_clears_the_log(asked: Asked, server: Server) -> Answered:
    """What a job has told before it was resumed is not listed any more."""
    if asked.is_for("POST", RESUME):
        path = asked.path.removesuffix("/resume") + "/events"
        told = asked.changed(method="GET", path=path, query={"limit": "100"}, body=b"")
        page = (await server.forward(told)).json
        server.memory[path] = {event["id"] for event in page["data"]}
    answered = await server.forward(asked)
    if not asked.is_for("GET", EVENTS) or asked.path not in server.memory:
        return answered
    gone, page = server.memory[asked.path], answered.json
    left = [event for event in page["data"] if event["id"] not in gone]
    return answered.changed(json={**page, "data": left})


@breaks("standstill-loses-no-step")
async def steps_are_counted_anew_after_a_pause(asked: Asked, server: Server) -> Answered:
    """After a pause, the steps of a job are counted from one again."""
    if asked.is_for("POST", RESUME):
        server.memory[asked.path.removesuffix("/resume")] = True
    answered = await server.forward(asked)
    if asked.path.removesuffix("/events") not in server.memory or not asked.is_for("GET", EVENTS):
        return answered
    page = answered.json
    for event in page["data"]:
        if event["type"] == "metrics":
            event["data"]["step"] = max(event["data"]["step"] - 10, 1)
    return answered.changed(json=page)
