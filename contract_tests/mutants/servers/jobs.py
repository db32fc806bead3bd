"""Faults in the members of a job that say what was asked for."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import time
from itertools import count
from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import jobs, outputs, preparation
from contract_tests.mutants.operations import CREATE, JOB, LIST, ONE_JOB, RETRIEVE


@faulty_server
def jobs_count_time_in_milliseconds(faulty: FaultyServer) -> None:
    """`created_at` of a job is in milliseconds."""
    faulty.objects(JOB, lambda job: job.update(created_at=job["created_at"] * 1000))


@faulty_server
def jobs_have_fractions_of_seconds(faulty: FaultyServer) -> None:
    """`created_at` of a job is a float with a fraction."""
    faulty.objects(JOB, lambda job: job.update(created_at=job["created_at"] + 0.25))


@faulty_server
def job_times_are_texts(faulty: FaultyServer) -> None:
    """`created_at` of a job is an ISO text."""

    def spell(job: Json) -> None:
        job["created_at"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(job["created_at"]))

    faulty.objects(JOB, spell)


@faulty_server
def created_at_is_the_time_of_the_answer(faulty: FaultyServer) -> None:
    """`created_at` of a job is the time at which it is looked at."""
    faulty.objects(JOB, lambda job: job.update(created_at=int(time.time() + 3600)), RETRIEVE)


@faulty_server
def the_seed_is_not_the_one_given(faulty: FaultyServer) -> None:
    """A job answers with a seed that is one higher than asked."""
    faulty.objects(JOB, lambda job: job.update(seed=job["seed"] + 1))


@faulty_server
def the_seed_is_null(faulty: FaultyServer) -> None:
    """A job has no seed."""
    faulty.objects(JOB, lambda job: job.update(seed=None))


@faulty_server
def a_seed_of_zero_is_taken_for_none(faulty: FaultyServer) -> None:
    """A job that asks for seed 0 gets a seed that was made up."""

    def forget(exchange: Exchange) -> None:
        body = exchange.sent()
        if body is not None and body.get("seed") == 0:
            exchange.send({**body, "seed": 4711})

    faulty.before(CREATE, forget)


@faulty_server
def the_seed_changes_with_every_look(faulty: FaultyServer) -> None:
    """A job's seed is another one each time it is retrieved."""
    numbers = count(1000)
    faulty.objects(JOB, lambda job: job.update(seed=next(numbers)), RETRIEVE)


@faulty_server
def the_organization_is_missing(faulty: FaultyServer) -> None:
    """Jobs lack `organization_id`."""
    faulty.objects(JOB, lambda job: job.pop("organization_id"))


@faulty_server
def hyperparameters_are_missing(faulty: FaultyServer) -> None:
    """Jobs lack `hyperparameters`."""
    faulty.objects(JOB, lambda job: job.pop("hyperparameters"))


@faulty_server
def epochs_are_texts(faulty: FaultyServer) -> None:
    """`n_epochs` of a job is a text, also where it is a number."""

    def spell(job: Json) -> None:
        if job["hyperparameters"]:
            job["hyperparameters"]["n_epochs"] = str(job["hyperparameters"]["n_epochs"])

    faulty.objects(JOB, spell)


@faulty_server
def asked_epochs_are_forgotten(faulty: FaultyServer) -> None:
    """A job is created with automatic epochs, whatever the request says."""

    def forget(exchange: Exchange) -> None:
        body = exchange.sent()
        if body is None:
            return
        method: Any = body.get("method")
        if isinstance(method, dict):
            body["method"] = (
                {"type": method["type"]} if method["type"] != "reinforcement" else method
            )
        body.pop("hyperparameters", None)
        exchange.send(body)

    def valid(exchange: Exchange) -> None:
        try:
            forget(exchange)
        except (KeyError, TypeError):
            return

    faulty.before(CREATE, valid)


@faulty_server
def the_method_is_not_told(faulty: FaultyServer) -> None:
    """Jobs lack `method`."""
    faulty.objects(JOB, lambda job: job.pop("method", None))


@faulty_server
def every_job_says_supervised(faulty: FaultyServer) -> None:
    """A job of any method says that it is supervised."""
    faulty.objects(
        JOB,
        lambda job: job.update(
            method={"type": "supervised", "supervised": {"hyperparameters": {}}}
        ),
    )


@faulty_server
def the_method_loses_its_details(faulty: FaultyServer) -> None:
    """A job's method has its type and nothing else."""
    faulty.objects(JOB, lambda job: job.update(method={"type": job["method"]["type"]}))


@faulty_server
def metadata_are_lost(faulty: FaultyServer) -> None:
    """Jobs have null metadata, as behind a proxy that takes them for its own."""

    def drop(exchange: Exchange) -> None:
        body = exchange.sent()
        if body is not None and body.pop("metadata", None) is not None:
            exchange.send(body)

    faulty.before(CREATE, drop)


@faulty_server
def metadata_lose_empty_values(faulty: FaultyServer) -> None:
    """A pair of metadata whose value is empty is dropped."""

    def drop(job: Json) -> None:
        if job["metadata"]:
            job["metadata"] = {key: value for key, value in job["metadata"].items() if value}

    faulty.objects(JOB, drop)


@faulty_server
def metadata_become_numbers(faulty: FaultyServer) -> None:
    """A value of metadata that looks like a number becomes one."""

    def guess(job: Json) -> None:
        for key, value in (job["metadata"] or {}).items():
            job["metadata"][key] = int(value) if value.isdecimal() else value

    faulty.objects(JOB, guess)


@faulty_server
def metadata_keys_are_lowered(faulty: FaultyServer) -> None:
    """Keys of metadata come back in lower case."""

    def lower(job: Json) -> None:
        if job["metadata"]:
            job["metadata"] = {key.lower(): value for key, value in job["metadata"].items()}

    faulty.objects(JOB, lower)


@faulty_server
def metadata_are_trimmed(faulty: FaultyServer) -> None:
    """Spaces around a value of metadata are cut off."""

    def trim(job: Json) -> None:
        if job["metadata"]:
            job["metadata"] = {key: value.strip() for key, value in job["metadata"].items()}

    faulty.objects(JOB, trim)


@faulty_server
def metadata_leak_between_jobs(faulty: FaultyServer) -> None:
    """A retrieved job shows the metadata of the job that was created last."""
    last: list[Any] = [None]
    faulty.answers(CREATE, lambda job: last.__setitem__(0, job["metadata"]))
    faulty.answers(RETRIEVE, lambda job: job.update(metadata=last[0]))


@faulty_server
def the_validation_file_is_forgotten(faulty: FaultyServer) -> None:
    """Jobs say that they have no validation file."""
    faulty.objects(JOB, lambda job: job.update(validation_file=None))


@faulty_server
def the_files_change_places(faulty: FaultyServer) -> None:
    """A job with two files calls the one for training the one for validation."""

    def swap(job: Json) -> None:
        if job["validation_file"]:
            job.update(training_file=job["validation_file"], validation_file=job["training_file"])

    faulty.objects(JOB, swap)


@faulty_server
def the_model_is_always_the_same(faulty: FaultyServer) -> None:
    """A job says that it started from gpt-3.5-turbo-0125, whatever it was asked for."""
    faulty.objects(JOB, lambda job: job.update(model="gpt-3.5-turbo-0125"))


@faulty_server
def integrations_are_forgotten(faulty: FaultyServer) -> None:
    """Jobs say that they have no integrations."""
    faulty.objects(JOB, lambda job: job.update(integrations=[]))


@faulty_server
def tags_of_integrations_are_lost(faulty: FaultyServer) -> None:
    """An integration comes back without its tags."""

    def untag(job: Json) -> None:
        for integration in job["integrations"] or ():
            integration["wandb"].pop("tags", None)

    faulty.objects(JOB, untag)


@faulty_server
def the_suffix_is_ignored(faulty: FaultyServer) -> None:
    """The name of a trained model does not hold the suffix that was asked for."""
    faulty.around(
        outputs,
        "model_name",
        lambda name: (
            lambda base, organization, _suffix, *origin: name(base, organization, None, *origin)
        ),
    )


@faulty_server
def a_method_of_preferences_trains_supervised(faulty: FaultyServer) -> None:
    """A job by dpo is quietly created as a supervised one."""

    def turn(body: Json) -> Json:
        method: Any = body.get("method")
        if isinstance(method, dict) and method.get("type") == "dpo":
            return {**body, "method": {"type": "supervised"}}
        return body

    faulty.around(jobs, "requested", lambda read: lambda body: read(turn(body)))


@faulty_server
def job_ids_are_used_again(faulty: FaultyServer) -> None:
    """The answer to a creation has the id of the job that was created before it."""
    known: list[str] = []

    def repeat(job: Json) -> None:
        known.append(job["id"])
        job["id"] = known[-2] if len(known) % 2 == 0 else known[-1]

    faulty.answers(CREATE, repeat)


@faulty_server
def the_same_request_gives_the_same_job(faulty: FaultyServer) -> None:
    """A creation that repeats an earlier request is answered with the job of that one."""
    answered: dict[bytes, tuple[int, bytes]] = {}

    def recall(exchange: Exchange) -> None:
        kept = answered.get(exchange.body)
        if kept is not None and kept[0] == 200 and exchange.header("authorization"):
            exchange.answer(200, {})
            exchange.content = kept[1]

    faulty.before(CREATE, recall)
    faulty.after(
        CREATE,
        lambda exchange: answered.setdefault(exchange.body, (exchange.status, exchange.content)),
    )


@faulty_server
def a_creation_makes_two_jobs(faulty: FaultyServer) -> None:
    """A creation is done twice, and the second job is answered."""
    faulty.operation(
        CREATE,
        lambda create: lambda world, request: (create(world, request), create(world, request))[1],
    )


@faulty_server
def a_created_job_is_not_kept(faulty: FaultyServer) -> None:
    """A job is answered and then forgotten."""
    faulty.replace(jobs.stored_jobs, "add", lambda _session, _job: None)


@faulty_server
def the_list_shows_other_values(faulty: FaultyServer) -> None:
    """A job in the list says another model than the job itself."""
    faulty.objects(JOB, lambda job: job.update(model="gpt-4o-mini"), LIST)


@faulty_server
def ids_are_not_case_sensitive(faulty: FaultyServer) -> None:
    """A job's id comes back in lower case from a creation."""
    faulty.objects(JOB, lambda job: job.update(id=job["id"].lower()), CREATE)


@faulty_server
def estimates_are_in_milliseconds(faulty: FaultyServer) -> None:
    """`estimated_finish` of a running job is in milliseconds."""

    def scale(job: Json) -> None:
        if job.get("estimated_finish"):
            job["estimated_finish"] *= 1000

    faulty.objects(JOB, scale, (*ONE_JOB, LIST))


@faulty_server
def a_multiplier_becomes_whole(faulty: FaultyServer) -> None:
    """A learning rate multiplier of 0.5 is kept as 0 or 1."""
    faulty.around(
        preparation,
        "plan",
        lambda make: (
            lambda settings, model, method, training: make(
                settings, model, _whole(method), training
            )
        ),
    )
    faulty.around(jobs, "requested", lambda read: lambda body: _whole(read(body)))


def _whole(method: Json) -> Json:
    found: Json = method[method["type"]]["hyperparameters"]
    value = found.get("learning_rate_multiplier")
    if isinstance(value, float):
        found["learning_rate_multiplier"] = float(max(round(value), 1))
    return method
