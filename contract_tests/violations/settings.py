"""Servers that train with other settings than they were given, or do not tell."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads
from .routes import EVENTS, JOB, JOBS


@breaks("settings-name-the-validation-file")
@edits("POST", JOBS)
def training_file_is_both(job: Json, _asked: Asked) -> None:
    """A new job names its training file in the place of its validation file."""
    if job["validation_file"]:
        job["validation_file"] = job["training_file"]


@breaks("settings-of-reinforcement-come-back")
@edits("POST", JOBS)
def grader_loses_its_operation(job: Json, _asked: Asked) -> None:
    """The grader of a new job compares with `eq`, whatever it was to compare with."""
    if job["method"]["type"] == "reinforcement":
        job["method"]["reinforcement"]["grader"]["operation"] = "eq"


@breaks("settings-of-integrations-come-back")
@misreads("POST", JOBS)
def integrations_are_dropped(asked: Asked) -> Asked:
    """Integrations are taken and forgotten."""
    return asked.changed(json={**asked.json, "integrations": []}) if asked.json else asked


@breaks("settings-tell-the-suffix")
@edits("POST", JOBS)
def suffix_is_always_the_same(job: Json, _asked: Asked) -> None:
    """Every job tells the same suffix."""
    job["user_provided_suffix"] = "model"


@breaks("settings-stand-in-the-old-place-for-supervised-jobs-only")
@edits("POST", JOBS)
def every_job_has_settings_in_the_old_place(job: Json, _asked: Asked) -> None:
    """A job that is not supervised has settings in their old place too."""
    job["hyperparameters"] = job["hyperparameters"] or {"n_epochs": 3}


@breaks("settings-replace-auto")
@edits("GET", JOB)
def auto_stays_auto(job: Json, _asked: Asked) -> None:
    """A finished job still shows `auto` for its batch size."""
    if job["status"] == "succeeded":
        job["hyperparameters"]["batch_size"] = "auto"


@breaks("settings-agree-in-both-places", "settings-decide-the-steps")
@edits("GET", JOB)
def old_place_tells_one_epoch(job: Json, _asked: Asked) -> None:
    """The old place of the settings tells one epoch, whatever `method` says."""
    if job["hyperparameters"]:
        job["hyperparameters"]["n_epochs"] = 1


@breaks("settings-are-supervised-unless-told")
@edits("POST", JOBS)
def preferences_are_the_default(job: Json, _asked: Asked) -> None:
    """A job without a method is shown as one by preferences."""
    job["method"] = {"type": "dpo", "dpo": {"hyperparameters": {}}}


@breaks("settings-not-given-are-empty")
@edits("POST", JOBS)
def jobs_are_tagged_by_the_server(job: Json, _asked: Asked) -> None:
    """The server adds metadata of its own."""
    job["metadata"] = {"server": "1"}


@breaks("settings-null-is-nothing")
async def null_is_taken_for_zero(asked: Asked, server: Server) -> Answered:
    """A seed of null makes the server fill a validation file in."""
    answered = await server.forward(asked)
    if asked.is_for("POST", JOBS) and "seed" in asked.json and asked.json["seed"] is None:
        job = answered.json
        return answered.changed(json={**job, "validation_file": job["training_file"]})
    return answered


@breaks("settings-reach-the-events")
@edits("GET", EVENTS)
def events_name_no_file(page: Json, _asked: Asked) -> None:
    """Events name no files."""
    for event in page["data"]:
        event["message"] = event["message"].partition(": file-")[0]
