"""Rules for jobs: what they are given, and what they show."""

from collections.abc import Callable
from typing import Any

import pytest

from fine_tuning_contract.conformance import Description, Session, must, should

from .steps import (
    LASTING,
    Json,
    chat_examples,
    listed_job,
    part_of,
    retrieve_job,
    upload,
)
from .waits import failure_of

_LIFECYCLE = "x-contract-lifecycle"
# What is easily changed on its way through a database, a template or a decoder.
_LETTERS = {
    "emoji": "👍🏽 \U0001d4b3",
    "combined": "e\u0301 \u00e9",
    "quotes": "'it''s' \"so\" \\ `",
    "markup": "<b>&amp;</b> {{ x }} %41 +",
    " spaced ": "  a  b  ",
    "Upper": "Case",
    "upper": "case",
    "lines": "a\nb\tc\r\n",
    "empty": "",
}
_GIVEN: dict[str, Any] = {
    "seed": {"seed": 42},
    "smallest seed": {"seed": 0},
    "largest seed": {"seed": 2147483647},
    "metadata": {"metadata": {"team": "blue", "empty": ""}},
    "sixteen pairs": {"metadata": {f"key{number}": "v" * 512 for number in range(16)}},
    "non-ascii metadata": {"metadata": {"größe": "日本語 ✓"}},
    "metadata letter for letter": {"metadata": _LETTERS},
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
    job = new_job(method={"type": name, name: {"hyperparameters": settings}})
    told = part_of(job, "method", name, "hyperparameters")

    assert part_of(job, "method").get("type") == name
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

    assert part_of(job, "hyperparameters").get("n_epochs") == 2
    assert part_of(job, "method").get("type") in {"supervised", None}


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
    assert not any(part_of(job, "error").values())


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
        {key: view.get(key) for key in (*LASTING, "metadata", "validation_file")} for view in views
    ]

    assert lasting[1:] == lasting[:1] * 2


@must("jobs-are-kept-apart", spec="retrieveFineTuningJob", says="Return one job as it stands now.")
def test_older_job_shows_what_is_its_own(api: Session, new_job: Callable[..., Json]) -> None:
    """
    An older job shows its own seed and metadata after a newer one was created.

    Whoever bills by the metadata would bill the customer who came last.
    """
    given = [{"seed": number, "metadata": {"customer": f"no {number}"}} for number in range(1, 4)]
    jobs = [new_job(**fields) for fields in given]
    views = [retrieve_job(api, job["id"]) for job in jobs]

    assert [{key: view.get(key) for key in ("seed", "metadata")} for view in views] == given


@must(
    "jobs-list-what-retrieve-shows",
    spec="listPaginatedFineTuningJobs",
    says="Return the jobs of the organization",
)
@pytest.mark.parametrize("ended", ["cancelled_job", "finished_job"])
def test_list_shows_an_ended_job_as_retrieve_does(
    api: Session, request: pytest.FixtureRequest, ended: str
) -> None:
    """
    The list shows a job with every field as retrieval does.

    A client that reads the list to save requests would act on other facts.
    """
    job_id: str = request.getfixturevalue(ended)["id"]
    retrieved = retrieve_job(api, job_id)

    assert listed_job(api, job_id) == retrieved


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
    told = part_of(finished_job, "method", "supervised", "hyperparameters")

    assert told.get("n_epochs") == 4


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
    # Others may create jobs meanwhile, so this one is told from theirs by its notes.
    mark = {"metadata": {"names": "unknown", **{key: str(wrong[key])[:64] for key in wrong}}}
    body = {"model": api.target.setup.model, "training_file": training_file, **wrong, **mark}
    api.call("createFineTuningJob", json=body, expect=400)
    newest = api.call("listPaginatedFineTuningJobs", limit=20).json["data"]

    assert [job["id"] for job in newest if job["metadata"] == mark["metadata"]] == []


@must(
    "jobs-refuse-deleted-files",
    spec="createFineTuningJob",
    says="A request that names an unknown file or model is refused and creates no job.",
    needs="files",
)
@pytest.mark.parametrize("place", ["training_file", "validation_file"])
def test_job_on_a_deleted_file_is_refused(api: Session, training_file: str, place: str) -> None:
    """
    A job that names a file which was deleted is refused.

    Data that was deleted for its owner's sake must not be trained on all the same.
    """
    gone = upload(api, chat_examples(10))["id"]
    api.call("deleteFile", file_id=gone)
    body = {"model": api.target.setup.model, "training_file": training_file, place: gone}

    api.call("createFineTuningJob", json=body, expect=400)


@must(
    "jobs-refuse-files-of-other-purposes",
    spec="CreateFineTuningJobRequest/properties/training_file",
    says="uploaded with the purpose `fine-tune`",
    needs="files",
)
@pytest.mark.usefixtures("a_whole_life")
def test_job_on_a_file_for_something_else_is_refused(api: Session) -> None:
    """
    A job on a file that was uploaded for something else is refused, or fails and tells why.

    What customers sent in as documents must not end up in a model.
    """
    file_id = upload(api, chat_examples(10), purpose="user_data")["id"]
    failure = failure_of(api, {"model": api.target.setup.model, "training_file": file_id})

    assert failure["message"]
