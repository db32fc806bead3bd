"""Rules for the life of a job, from its creation to its final state."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from fine_tuning_contract.conformance import Description, Session, must, should

from .steps import (
    FINAL,
    REFUSED_STATE,
    Json,
    chat_examples,
    failure_of,
    listed_job,
    retrieve_job,
    upload,
    wait_until,
    watch,
    without_time,
)

_LIFECYCLE = "x-contract-lifecycle"
# What a job keeps from its first moment to its last.
_LASTING = ("id", "object", "created_at", "model", "organization_id", "training_file", "seed")
_GIVEN: dict[str, Any] = {
    "seed": {"seed": 42},
    "largest seed": {"seed": 2147483647},
    "metadata": {"metadata": {"team": "blue", "empty": ""}},
    "sixteen pairs": {"metadata": {f"key{number}": "v" * 512 for number in range(16)}},
    "non-ascii metadata": {"metadata": {"größe": "日本語 ✓"}},
}


@must(
    "jobs-echo-what-they-were-given",
    spec="createFineTuningJob",
    says="repeats the files, the seed, the method and the metadata of the request",
)
@pytest.mark.parametrize("given", _GIVEN.values(), ids=_GIVEN.keys())
def test_new_job_repeats_what_it_was_given(
    new_job: Callable[..., Json], given: Json, training_file: str
) -> None:
    """
    A new job repeats what the request gave it.

    A client that reads its own settings back would train with others and not know it.
    """
    job = new_job(**given)
    repeated = {key: job.get(key) for key in given}

    assert repeated == given
    assert job["training_file"] == training_file


@must(
    "jobs-echo-their-method",
    spec="createFineTuningJob",
    says="repeats the files, the seed, the method and the metadata of the request",
)
@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("supervised", {"n_epochs": 3, "batch_size": 2, "learning_rate_multiplier": 0.5}),
        ("dpo", {"n_epochs": 2, "beta": 0.3}),
    ],
    ids=["supervised", "dpo"],
)
def test_new_job_repeats_its_method(
    new_job: Callable[..., Json], name: str, settings: Json
) -> None:
    """
    A new job repeats the method it was given, with its settings.

    A job that trains for other epochs than asked costs other money than planned.
    """
    method = new_job(method={"type": name, name: {"hyperparameters": settings}}).get("method") or {}
    told = method.get(name, {}).get("hyperparameters", {})

    assert method.get("type") == name
    assert {key: told.get(key) for key in settings} == settings


@should(
    "jobs-read-the-old-place-of-settings",
    spec="CreateFineTuningJobRequest/properties/hyperparameters",
)
def test_settings_in_their_old_place_are_settings_of_a_supervised_job(
    new_job: Callable[..., Json],
) -> None:
    """
    Settings in their old, deprecated place make a supervised job with these settings.

    Scripts written before `method` existed still send them there.
    """
    job = new_job(hyperparameters={"n_epochs": 2})

    assert (job.get("hyperparameters") or {}).get("n_epochs") == 2
    assert (job.get("method") or {"type": "supervised"})["type"] == "supervised"


@must("jobs-start-at-the-beginning", spec="FineTuningJob/x-contract-lifecycle/initial")
def test_new_job_starts_at_the_beginning(
    new_job: Callable[..., Json], description: Description
) -> None:
    """
    A new job is in a first state, and has nothing yet of what only an end brings.

    A client that waits for the model's name would use one that does not exist.
    """
    job = new_job()
    ends = (job["fine_tuned_model"], job["finished_at"], job["trained_tokens"], job["result_files"])

    assert job["status"] in description.look_up("FineTuningJob")[_LIFECYCLE]["initial"]
    assert ends == (None, None, None, [])
    assert not any((job["error"] or {}).values())


@must(
    "jobs-draw-a-seed",
    spec="FineTuningJob/properties/seed",
    says="the one that the request gave, or one that the server made up",
)
def test_job_without_seed_gets_one(new_job: Callable[..., Json]) -> None:
    """
    A job that was given no seed shows the one that it drew.

    Without it, nobody can repeat the training.
    """
    job = new_job()

    assert isinstance(job["seed"], int)


@must("jobs-have-ids-of-their-own", spec="FineTuningJob/properties/id", says="Id of the job.")
def test_every_job_has_an_id_of_its_own(five_jobs: list[Json]) -> None:
    """
    Five equal requests make five jobs with five ids.

    A shared id would let one cancellation stop two trainings.
    """
    ids = {job["id"] for job in five_jobs}

    assert len(ids) == 5


@must(
    "jobs-are-dated-in-seconds", spec="FineTuningJob/properties/created_at", says="in Unix seconds"
)
def test_jobs_are_dated_in_the_order_of_their_creation(five_jobs: list[Json]) -> None:
    """
    A job that was created later is not dated earlier.

    Dashboards sort by that date.
    """
    dates = [job["created_at"] for job in five_jobs]

    assert dates == sorted(dates, reverse=True)


@must(
    "jobs-look-the-same-everywhere",
    spec="retrieveFineTuningJob",
    says="Return one job as it stands now.",
)
def test_create_retrieve_and_list_show_the_same_job(
    api: Session, new_job: Callable[..., Json]
) -> None:
    """
    Creation, retrieval and the list agree on a job.

    A client that mixes them would see a job change that did not.
    """
    created = new_job(seed=7, metadata={"team": "blue"}, suffix="same")
    views = [created, retrieve_job(api, created["id"]), listed_job(api, created["id"]) or {}]
    lasting = [
        {key: view.get(key) for key in (*_LASTING, "metadata", "validation_file")} for view in views
    ]

    assert lasting[1:] == lasting[:1] * 2


@must(
    "jobs-list-what-retrieve-shows",
    spec="listPaginatedFineTuningJobs",
    says="Return the jobs of the organization",
)
def test_list_shows_a_finished_job_as_retrieve_does(api: Session, cancelled_job: Json) -> None:
    """
    The list shows a job with every field as retrieval does.

    A client that reads the list to save requests would act on other facts.
    """
    retrieved = retrieve_job(api, cancelled_job["id"])

    assert listed_job(api, cancelled_job["id"]) == retrieved


@must("jobs-move-along-allowed-ways", spec="FineTuningJob/x-contract-lifecycle/transitions")
def test_job_moves_only_along_allowed_ways(
    api: Session, new_job: Callable[..., Json], description: Description
) -> None:
    """
    A job goes from state to state only along the ways that are described.

    A client's own state machine would stop at a step that it does not know.
    """
    seen = watch(api, new_job()["id"], lambda job: job["status"] in FINAL)
    statuses = [job["status"] for job in seen]
    ways = description.look_up("FineTuningJob")[_LIFECYCLE]["transitions"]
    steps = [(one, other) for one, other in itertools.pairwise(statuses) if one != other]

    assert [step for step in steps if step[1] not in _reachable(ways, step[0])] == []


@must(
    "jobs-keep-what-lasts", spec="retrieveFineTuningJob", says="Reading a job does not change it."
)
def test_job_keeps_its_identity_on_its_way(api: Session, new_job: Callable[..., Json]) -> None:
    """
    What a job is does not change while it moves on.

    Ids, model, files and seed are what people file their results under.
    """
    created = new_job(metadata={"team": "blue"})
    seen = watch(api, created["id"], lambda job: job["status"] in FINAL)
    lasting = [{key: job.get(key) for key in (*_LASTING, "metadata")} for job in [created, *seen]]

    assert [each for each in lasting if each != lasting[0]] == []


@must(
    "jobs-at-work-have-no-results",
    spec="FineTuningJob/properties/fine_tuned_model",
    says="null as long as the job is still at work",
)
def test_job_at_work_has_no_results_yet(api: Session, new_job: Callable[..., Json]) -> None:
    """
    As long as a job is at work, it shows no model, no end, no tokens and no result files.

    A client that takes the name for the end would call a model that is not there.
    """
    seen = watch(api, new_job()["id"], lambda job: job["status"] in FINAL)
    working = [job for job in seen if job["status"] not in FINAL]
    keys = ("fine_tuned_model", "finished_at", "trained_tokens", "result_files")

    assert [job for job in working if any(job[key] for key in keys)] == []


@must(
    "jobs-succeed-with-results",
    spec="FineTuningJob/properties/fine_tuned_model",
    says="A job that has succeeded always names it.",
)
def test_succeeded_job_has_all_its_results(finished_job: Json) -> None:
    """
    A job that has succeeded names its model, its end, its tokens and its result files.

    They are all that the training was paid for.
    """
    keys = ("fine_tuned_model", "finished_at", "trained_tokens", "result_files")

    assert [key for key in keys if not finished_job[key]] == []
    assert finished_job["finished_at"] >= finished_job["created_at"]
    assert not any((finished_job["error"] or {}).values())


@should("jobs-name-models-after-their-suffix", spec="CreateFineTuningJobRequest/properties/suffix")
def test_model_name_carries_base_and_suffix(finished_job: Json) -> None:
    """
    The new model's name tells the model it came from and the suffix of the job.

    People find their models by it, and tools split it at its colons.
    """
    kind, base, _, suffix, *_ = finished_job["fine_tuned_model"].split(":") + [""] * 4

    assert (kind, base, suffix) == ("ft", finished_job["model"], "contract")


@must("jobs-keep-their-settings", spec="FineTuningJobHyperparameters/properties/n_epochs")
def test_finished_job_shows_the_settings_that_it_was_given(finished_job: Json) -> None:
    """
    A finished job still shows the settings that it was given.

    Whoever repeats a good training copies them from there.
    """
    method = finished_job.get("method") or {}
    told = method.get("supervised", {}).get("hyperparameters", {})

    assert told.get("n_epochs") == 4


@must(
    "jobs-cancel-at-once",
    spec="cancelFineTuningJob",
    says="the answer already shows the status `cancelled`",
)
@pytest.mark.parametrize("state", ["fresh", "running"])
def test_cancelling_takes_effect_at_once(
    api: Session, new_job: Callable[..., Json], state: str
) -> None:
    """
    A cancelled job is cancelled in the answer, in its retrieval and in the list.

    Whoever cancels to stop the costs must see at once that they stopped.
    """
    job_id = (
        new_job()["id"] if state == "fresh" else wait_until(api, new_job()["id"], {state})["id"]
    )
    answered = api.call("cancelFineTuningJob", fine_tuning_job_id=job_id).json
    views = [answered, retrieve_job(api, job_id), listed_job(api, job_id) or {}]

    assert [(view.get("id"), view.get("status")) for view in views] == [(job_id, "cancelled")] * 3


@must(
    "jobs-refuse-actions-after-their-end",
    spec="cancelFineTuningJob",
    says="A job that has ended is refused and stays as it is.",
)
def test_ended_job_refuses_to_be_cancelled(
    api: Session, cancelled_job: Json, finished_job: Json
) -> None:
    """
    A job that has ended refuses to be cancelled, and stays as it is.

    A late cancellation must not make a finished model look like none.
    """
    before = [retrieve_job(api, job["id"]) for job in (cancelled_job, finished_job)]
    for job in before:
        api.call("cancelFineTuningJob", fine_tuning_job_id=job["id"], expect=REFUSED_STATE)
    after = [retrieve_job(api, job["id"]) for job in before]

    assert after == before


@must(
    "jobs-refuse-pausing-unless-running",
    spec="pauseFineTuningJob",
    says="A job that is not running is refused and stays as it is.",
    needs="pausing",
)
def test_ended_job_refuses_to_be_paused(
    api: Session, cancelled_job: Json, finished_job: Json
) -> None:
    """
    A job that does not run refuses to be paused, and stays as it is.

    A client that pauses by mistake must not revive what has ended.
    """
    before = [retrieve_job(api, job["id"]) for job in (cancelled_job, finished_job)]
    for job in before:
        api.call("pauseFineTuningJob", fine_tuning_job_id=job["id"], expect=REFUSED_STATE)
    after = [retrieve_job(api, job["id"]) for job in before]

    assert after == before


@must(
    "jobs-refuse-resuming-unless-paused",
    spec="resumeFineTuningJob",
    says="A job that is not paused is refused and stays as it is.",
    needs="pausing",
)
def test_job_that_is_not_paused_refuses_to_be_resumed(
    api: Session, cancelled_job: Json, finished_job: Json, running_job: Json
) -> None:
    """
    A job that is not paused refuses to be resumed; an ended one stays as it is.

    Training that starts again by itself is training that nobody ordered.
    """
    before = [retrieve_job(api, job["id"]) for job in (cancelled_job, finished_job)]
    for job in [*before, running_job]:
        api.call("resumeFineTuningJob", fine_tuning_job_id=job["id"], expect=REFUSED_STATE)
    after = [retrieve_job(api, job["id"]) for job in before]

    assert after == before


@must(
    "jobs-pause-at-once",
    spec="pauseFineTuningJob",
    says="the answer shows the status `paused`",
    needs="pausing",
)
def test_pausing_takes_effect_at_once(api: Session, running_job: Json) -> None:
    """
    A paused job is paused in the answer, in its retrieval and in the list.

    Whoever pauses to look at a checkpoint must not pay for further steps.
    """
    job_id = running_job["id"]
    answered = api.call("pauseFineTuningJob", fine_tuning_job_id=job_id).json
    views = [answered, retrieve_job(api, job_id), listed_job(api, job_id) or {}]

    assert [(view.get("id"), view.get("status")) for view in views] == [(job_id, "paused")] * 3


@must(
    "jobs-resume-at-once",
    spec="resumeFineTuningJob",
    says="the answer shows the status `queued` or `running`",
    needs="pausing",
)
def test_resumed_job_goes_on_to_its_end(api: Session, running_job: Json) -> None:
    """
    A resumed job is on its way again, and reaches its end.

    A job that stays paused for ever is money spent on no model.
    """
    job_id = running_job["id"]
    api.call("pauseFineTuningJob", fine_tuning_job_id=job_id)
    answered = api.call("resumeFineTuningJob", fine_tuning_job_id=job_id).json
    ended = watch(api, job_id, lambda job: job["status"] in {*FINAL, "paused"})[-1]

    assert answered["status"] in {"queued", "running"}
    assert ended["status"] == "succeeded"


@must(
    "jobs-cancel-while-paused",
    spec="FineTuningJob/x-contract-lifecycle/actions/cancelFineTuningJob/from",
    needs="pausing",
)
def test_paused_job_can_be_cancelled(api: Session, running_job: Json) -> None:
    """
    A paused job can be cancelled.

    Otherwise the only way to be rid of it is to pay for its end.
    """
    job_id = running_job["id"]
    api.call("pauseFineTuningJob", fine_tuning_job_id=job_id)
    answered = api.call("cancelFineTuningJob", fine_tuning_job_id=job_id).json

    assert (answered["status"], retrieve_job(api, job_id)["status"]) == ("cancelled",) * 2


@must(
    "jobs-stay-in-their-final-state",
    spec="FineTuningJob/properties/status",
    says="A job in a final status never leaves it.",
)
def test_ended_job_stays_as_it_is(api: Session, cancelled_job: Json, running_job: Json) -> None:
    """
    A cancelled job stays as it is while others go on to their end.

    A job that comes back to life would train, and bill, behind its owner's back.
    """
    before = retrieve_job(api, cancelled_job["id"])
    watch(api, running_job["id"], lambda job: job["status"] in FINAL)

    assert retrieve_job(api, cancelled_job["id"]) == before


@must(
    "jobs-do-not-change-by-reading",
    spec="retrieveFineTuningJob",
    says="Reading a job does not change it.",
)
def test_reading_changes_nothing(api: Session, finished_job: Json) -> None:
    """
    Reading a job, its events and the list changes nothing.

    Monitoring must not be a way to act.
    """
    before = retrieve_job(api, finished_job["id"])
    for _ in range(3):
        listed_job(api, finished_job["id"])
        api.call("listFineTuningEvents", fine_tuning_job_id=finished_job["id"], limit=1)
    after = retrieve_job(api, finished_job["id"])

    assert without_time(after) == without_time(before)


@must("jobs-touch-no-other-job", spec="cancelFineTuningJob", says="Stop a job for good, at once")
def test_cancelling_one_job_leaves_the_others_alone(
    api: Session, new_job: Callable[..., Json]
) -> None:
    """
    Cancelling one job leaves every other as it was.

    One wrong key in a table would stop all trainings of an account.
    """
    one, other = new_job()["id"], new_job()["id"]
    api.call("cancelFineTuningJob", fine_tuning_job_id=one)

    assert retrieve_job(api, other)["status"] != "cancelled"


@must(
    "jobs-refuse-unknown-names",
    spec="createFineTuningJob",
    says="A request that names an unknown file or model is refused and creates no job.",
)
@pytest.mark.parametrize(
    "wrong",
    [
        {"training_file": "file-unknown00000000000000"},
        {"validation_file": "file-unknown00000000000000"},
        {"model": "no-such-model"},
    ],
    ids=["training file", "validation file", "model"],
)
def test_job_that_names_something_unknown_is_refused(
    api: Session, training_file: str, wrong: Json
) -> None:
    """
    A job that names a file or model which does not exist is refused, and no job is created.

    A typing error must show at once, not after hours in a queue.
    """
    newest = api.call("listPaginatedFineTuningJobs", limit=1).json["data"]
    body = {"model": api.target.setup.model, "training_file": training_file, **wrong}
    api.call("createFineTuningJob", json=body, expect=400)
    still_newest = api.call("listPaginatedFineTuningJobs", limit=1).json["data"]

    assert [job["id"] for job in still_newest] == [job["id"] for job in newest]


@must(
    "jobs-fail-with-a-reason",
    spec="FineTuningJob/properties/error",
    says="A job that has failed always tells why.",
)
@pytest.mark.parametrize(
    "content",
    [b'{"messages": []}\n' * 12, b"not json\n" * 12, chat_examples(2)],
    ids=["no messages", "not JSON", "too few examples"],
)
def test_job_on_bad_data_fails_and_says_why(api: Session, content: bytes) -> None:
    """
    A job whose training data is bad is refused, or fails and tells why.

    Whoever prepared the data needs to know what to mend, and must not pay for a useless model.
    """
    file_id = upload(api, content)["id"]
    failure = failure_of(api, {"model": api.target.setup.model, "training_file": file_id})

    assert failure["message"]


def _reachable(ways: dict[str, list[str]], start: str) -> set[str]:
    """Return the states that a job may be seen in at the next look, many steps later perhaps."""
    found: set[str] = set()
    waiting = list(ways.get(start, []))
    while waiting:
        state = waiting.pop()
        if state not in found:
            found.add(state)
            waiting += ways.get(state, [])
    return found
