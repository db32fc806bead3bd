"""Servers whose jobs live otherwise than described."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads, plain
from .routes import CANCEL, FILE, FILES, JOB, JOBS, PAUSE, RESUME

_WORKING = ("validating_files", "queued", "running")


@breaks("jobs-echo-what-they-were-given")
@edits("POST", JOBS)
def seed_is_forgotten(job: Json, _asked: Asked) -> None:
    """A new job shows another seed than it was given."""
    job["seed"] = 7


@breaks("jobs-echo-what-they-were-given")
@edits("POST", JOBS)
def metadata_is_trimmed(job: Json, _asked: Asked) -> None:
    """Blanks at both ends of a piece of metadata are lost."""
    if job["metadata"]:
        job["metadata"] = {key: value.strip() for key, value in job["metadata"].items()}


@breaks("jobs-echo-their-method")
@edits("POST", JOBS)
def settings_become_auto(job: Json, _asked: Asked) -> None:
    """A new job shows `auto` for every setting."""
    name = job["method"]["type"]
    settings = job["method"][name]["hyperparameters"]
    job["method"][name]["hyperparameters"] = dict.fromkeys(settings, "auto")


@breaks("jobs-keep-their-settings")
@edits("GET", JOB)
def settings_are_forgotten_later(job: Json, _asked: Asked) -> None:
    """A retrieved job has trained for one epoch, whatever it was given."""
    job["method"]["supervised"]["hyperparameters"]["n_epochs"] = 1


@breaks("jobs-read-the-old-place-of-settings")
@misreads("POST", JOBS)
def old_place_of_settings_is_ignored(asked: Asked) -> Asked:
    """Settings in their old place are ignored."""
    return asked.changed(json={**asked.json, "hyperparameters": {}})


@breaks("jobs-start-at-the-beginning")
@edits("POST", JOBS)
def new_job_runs_already(job: Json, _asked: Asked) -> None:
    """A new job is running before its files were looked at."""
    job["status"] = "running"


@breaks("jobs-draw-a-seed")
async def no_seed_is_drawn(asked: Asked, server: Server) -> Answered:
    """A job that was given no seed has a text in its place."""
    answered = await server.forward(asked)
    if asked.is_for("POST", JOBS) and "seed" not in asked.json and answered.status == 200:
        return answered.changed(json={**answered.json, "seed": "none"})
    return answered


@breaks("jobs-have-ids-of-their-own")
async def equal_requests_share_a_job(asked: Asked, server: Server) -> Answered:
    """A request that equals an earlier one is answered with the earlier job."""
    if not asked.is_for("POST", JOBS):
        return await server.forward(asked)
    kept = server.memory.setdefault("jobs", {})
    if asked.body not in kept:
        kept[asked.body] = await server.forward(asked)
    found: Answered = kept[asked.body]
    return found


@breaks("jobs-are-dated-in-seconds")
async def later_jobs_are_dated_earlier(asked: Asked, server: Server) -> Answered:
    """Every new job is dated a second before the one before."""
    answered = await server.forward(asked)
    if not asked.is_for("POST", JOBS) or answered.status != 200:
        return answered
    count = server.memory["count"] = server.memory.get("count", 0) + 1
    job = answered.json
    return answered.changed(json={**job, "created_at": job["created_at"] - count})


@breaks("jobs-look-the-same-everywhere", "life-keeps-what-lasts")
@edits("GET", JOB)
def retrieval_shows_other_metadata(job: Json, _asked: Asked) -> None:
    """A retrieved job has lost its metadata."""
    job["metadata"] = {}


@breaks("jobs-are-kept-apart")
async def every_job_shows_the_newest_metadata(asked: Asked, server: Server) -> Answered:
    """A retrieved job has the metadata of the job that was created last."""
    answered = await server.forward(asked)
    if answered.status != 200:
        return answered
    if asked.is_for("POST", JOBS):
        server.memory["metadata"] = answered.json["metadata"]
    if asked.is_for("GET", JOB) and "metadata" in server.memory:
        return answered.changed(json={**answered.json, "metadata": server.memory["metadata"]})
    return answered


@breaks("life-at-work-has-no-error")
@edits("GET", JOB)
def error_is_there_before_anything_failed(job: Json, _asked: Asked) -> None:
    """A job that runs shows an error that did not happen."""
    if job["status"] == "running":
        job["error"] = {"code": "unknown", "message": "Nothing yet.", "param": None}


@breaks("jobs-list-what-retrieve-shows")
@edits("GET", JOBS)
def list_shows_jobs_without_their_error(page: Json, _asked: Asked) -> None:
    """The list shows other training files than retrieval."""
    for job in page["data"]:
        job["training_file"] = "file-000000000000000000000000"


@breaks("life-moves-along-allowed-ways")
async def job_runs_before_it_is_validated(asked: Asked, server: Server) -> Answered:
    """A retrieved job is first queued and only then has its files validated."""
    answered = await server.forward(asked)
    swap = {"validating_files": "queued", "queued": "validating_files"}
    job = answered.json
    if asked.is_for("GET", JOB) and job.get("status") in swap:
        return answered.changed(json={**job, "status": swap[job["status"]]})
    return answered


@breaks("life-at-work-has-no-results")
@edits("GET", JOB)
def model_is_named_too_early(job: Json, _asked: Asked) -> None:
    """A running job names its model before there is one."""
    if job["status"] == "running":
        job["fine_tuned_model"] = "ft:gpt-4o-mini:org::00000000"


@breaks("life-succeeds-with-results")
@edits("GET", JOB)
def tokens_are_not_counted(job: Json, _asked: Asked) -> None:
    """A job that has succeeded does not tell its tokens."""
    job["trained_tokens"] = None


@breaks("jobs-name-models-after-their-suffix")
@edits("GET", JOB)
def suffix_is_left_out_of_the_name(job: Json, _asked: Asked) -> None:
    """The new model's name has no suffix."""
    if job["fine_tuned_model"]:
        job["fine_tuned_model"] = job["fine_tuned_model"].replace("contract", "")


@breaks("life-is-cancelled-at-once", "life-is-cancelled-while-paused")
async def cancelling_is_only_promised(asked: Asked, server: Server) -> Answered:
    """Cancelling answers with a cancelled job and does nothing."""
    if not asked.is_for("POST", CANCEL):
        return await server.forward(asked)
    path = asked.path.removesuffix("/cancel")
    job = await server.forward(asked.changed(method="GET", path=path, body=b""))
    return job.changed(json={**job.json, "status": "cancelled"}) if job.status == 200 else job


@breaks(
    "life-refuses-cancelling-after-its-end",
    "life-refuses-pausing-unless-running",
    "life-refuses-resuming-unless-paused",
)
async def actions_are_never_refused(asked: Asked, server: Server) -> Answered:
    """An action that a job's state forbids is answered with the job, as if it had been done."""
    answered = await server.forward(asked)
    for route in (CANCEL, PAUSE, RESUME):
        if asked.is_for("POST", route) and answered.status in {400, 409}:
            path = asked.path.rpartition("/")[0]
            return await server.forward(asked.changed(method="GET", path=path, body=b""))
    return answered


@breaks("life-pauses-at-once")
@edits("POST", PAUSE)
def paused_job_seems_to_run(job: Json, _asked: Asked) -> None:
    """Pausing answers with a running job."""
    job["status"] = "running"


@breaks("life-resumes-at-once")
async def resumed_job_stays_paused(asked: Asked, server: Server) -> Answered:
    """Resuming answers with a queued job and does nothing."""
    if not asked.is_for("POST", RESUME):
        return await server.forward(asked)
    path = asked.path.removesuffix("/resume")
    job = await server.forward(asked.changed(method="GET", path=path, body=b""))
    return job.changed(json={**job.json, "status": "queued"}) if job.status == 200 else job


@breaks("life-leaves-results-of-its-own")
@edits("GET", JOB)
def models_share_a_name(job: Json, _asked: Asked) -> None:
    """Every job that has succeeded names the same model."""
    if job["fine_tuned_model"]:
        job["fine_tuned_model"] = "ft:gpt-4o-mini-2024-07-18:org::00000000"


@breaks("life-expects-an-end-only-while-running")
@edits("GET", JOB)
def end_is_expected_from_the_start(job: Json, _asked: Asked) -> None:
    """A job tells when it will be done in every state."""
    job["estimated_finish"] = job["created_at"] + 60


@breaks("jobs-list-what-retrieve-shows")
@edits("GET", JOBS)
def list_leaves_results_out(page: Json, _asked: Asked) -> None:
    """The list shows jobs that have succeeded without their result files."""
    for job in page["data"]:
        job["result_files"] = []


@breaks("jobs-refuse-deleted-files")
async def deleted_files_are_still_taken(asked: Asked, server: Server) -> Answered:
    """A file that was deleted is still found by jobs."""
    if asked.is_for("DELETE", FILE):
        answered = await server.forward(asked.changed(method="GET"))
        return plain({"id": answered.json["id"], "object": "file", "deleted": True})
    return await server.forward(asked)


@breaks("jobs-refuse-files-of-other-purposes")
@misreads("POST", FILES)
def every_upload_is_training_data(asked: Asked) -> Asked:
    """A file is kept as training data, whatever it was uploaded for."""
    return asked.changed(body=asked.body.replace(b"user_data", b"fine-tune"))


@breaks("life-stays-in-its-final-state")
async def cancelled_job_comes_back(asked: Asked, server: Server) -> Answered:
    """A cancelled job is running again at the third look."""
    answered = await server.forward(asked)
    job = answered.json
    if not asked.is_for("GET", JOB) or job.get("status") != "cancelled":
        return answered
    looks = server.memory.setdefault("looks", {})
    looks[job["id"]] = looks.get(job["id"], 0) + 1
    return answered if looks[job["id"]] < 2 else answered.changed(json={**job, "status": "running"})


@breaks("life-is-not-changed-by-reading")
async def looks_are_counted(asked: Asked, server: Server) -> Answered:
    """Every look at a job adds a token to its bill."""
    answered = await server.forward(asked)
    job = answered.json
    if not asked.is_for("GET", JOB) or not job.get("trained_tokens"):
        return answered
    count = server.memory["count"] = server.memory.get("count", 0) + 1
    return answered.changed(json={**job, "trained_tokens": job["trained_tokens"] + count})


@breaks("life-touches-no-other-job")
async def cancelling_one_cancels_all(asked: Asked, server: Server) -> Answered:
    """Cancelling one job cancels every job there is."""
    if asked.is_for("POST", CANCEL):
        jobs = (await server.forward(asked.changed(method="GET", path=JOBS, body=b""))).json["data"]
        for job in jobs:
            await server.forward(asked.changed(path=f"{JOBS}/{job['id']}/cancel"))
        path = asked.path.removesuffix("/cancel")
        return await server.forward(asked.changed(method="GET", path=path, body=b""))
    return await server.forward(asked)


@breaks("jobs-refuse-unknown-names")
async def refused_job_is_created_all_the_same(asked: Asked, server: Server) -> Answered:
    """A job that names an unknown file is refused, and created on another file."""
    answered = await server.forward(asked)
    if asked.is_for("POST", JOBS) and answered.status == 400:
        files = await server.forward(asked.changed(method="GET", path=FILES, body=b""))
        known = {"training_file": files.json["data"][0]["id"], "validation_file": None}
        await server.forward(asked.changed(json={**asked.json, **known}))
    return answered


@breaks("life-fails-without-results")
@edits("GET", JOB)
def failed_jobs_name_a_model(job: Json, _asked: Asked) -> None:
    """A failed job names a model that does not exist."""
    if job["status"] == "failed":
        job["fine_tuned_model"] = "ft:failed:org::00000000"


@breaks("life-fails-with-a-reason")
@edits("GET", JOB)
def failure_has_no_reason(job: Json, _asked: Asked) -> None:
    """A job that has failed does not tell why."""
    job["error"] = None
