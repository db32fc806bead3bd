"""Rules for the settings of a job: what it was given, and what the server fills in."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from fine_tuning_contract.conformance import Session, must, should

from .steps import REFUSED_STATE, Json, chat_examples, events_of, part_of, upload

_HYPERPARAMETERS = "hyperparameters"
_GRADER: Json = {
    "type": "string_check",
    "name": "same",
    "input": "{{ sample.output_text }}",
    "reference": "{{ item.answer }}",
    "operation": "ilike",
}
_WANDB: Json = {"project": "contract", "name": "a run", "entity": None, "tags": ["one", "two"]}


@must(
    "settings-name-the-validation-file",
    spec="createFineTuningJob",
    says="repeats the files, the seed, the method and the metadata of the request",
)
def test_job_names_its_validation_file(
    api: Session, new_job: Callable[..., Json], training_file: str
) -> None:
    """
    A job names both of its files, each in its place.

    A model that is measured on the data it has learned looks better than it is.
    """
    held_out = upload(api, chat_examples(12))["id"]
    job = new_job(validation_file=held_out)

    assert (job["training_file"], job["validation_file"]) == (training_file, held_out)


@must(
    "settings-of-reinforcement-come-back",
    spec="createFineTuningJob",
    says="repeats the files, the seed, the method and the metadata of the request",
)
def test_job_repeats_its_grader(api: Session, training_file: str) -> None:
    """
    A reinforcement job repeats its grader and its settings, unless the server refuses it.

    A grader that was changed on its way rewards something else.
    """
    settings = {"eval_interval": 5, "eval_samples": 2, "reasoning_effort": "low", "n_epochs": 2}
    method = {"grader": _GRADER, _HYPERPARAMETERS: settings}
    body = _body(api, training_file, {"type": "reinforcement", "reinforcement": method})
    answer = api.call("createFineTuningJob", json=body, expect=(200, 400))
    told = part_of(answer.json, "method", "reinforcement")
    kept = {key: part_of(told, _HYPERPARAMETERS).get(key) for key in settings}

    assert answer.status == 400 or (told.get("grader"), kept) == (_GRADER, settings)


@should(
    "settings-of-integrations-come-back",
    spec="CreateFineTuningJobRequest/properties/integrations",
)
def test_job_repeats_its_integrations(api: Session, training_file: str) -> None:
    """
    A job repeats the services that it sends its metrics to, unless the server refuses it.

    Metrics that go to no project, or to another one, are missed only when they are needed.
    """
    body = {**_body(api, training_file), "integrations": [{"type": "wandb", "wandb": _WANDB}]}
    answer = api.call("createFineTuningJob", json=body, expect=(200, 400))
    told: list[Json] = answer.json.get("integrations") or []

    assert answer.status == 400 or [_given(each["wandb"], _WANDB) for each in told] == [_WANDB]


@must(
    "settings-tell-the-suffix",
    spec="FineTuningJob/properties/user_provided_suffix",
    says="The suffix that the job was created with; null if it had none.",
)
@pytest.mark.parametrize("suffix", ["my-bot", None], ids=["given", "not given"])
def test_job_tells_its_suffix_where_it_tells_one(
    new_job: Callable[..., Json], suffix: str | None
) -> None:
    """
    A job that tells its suffix tells the one that it was given.

    People look for their jobs by it before there is a model's name.
    """
    job = new_job(suffix=suffix)

    assert job.get("user_provided_suffix", suffix) == suffix


@must(
    "settings-stand-in-the-old-place-for-supervised-jobs-only",
    spec="FineTuningJob/properties/hyperparameters",
    says="null for a job that is not supervised",
)
def test_job_by_preferences_has_nothing_in_the_old_place(new_job: Callable[..., Json]) -> None:
    """
    A job that is not supervised has no settings in their old place.

    A client that finds some there takes the job for a supervised one.
    """
    job = new_job(method={"type": "dpo", "dpo": {_HYPERPARAMETERS: {"beta": 0.2}}})

    assert not any(part_of(job, _HYPERPARAMETERS).values())


@must(
    "settings-replace-auto",
    spec="FineTuningJob/properties/hyperparameters",
    says="`auto` is replaced by the number that was chosen once the job runs.",
)
def test_finished_job_has_numbers_for_auto(finished_job: Json) -> None:
    """
    A finished job shows the numbers that were chosen where it was left to the server.

    Without them, nobody can train the same model again, or one a little different.
    """
    told = part_of(finished_job, _HYPERPARAMETERS)

    assert [key for key, value in told.items() if value == "auto"] == []


@should("settings-agree-in-both-places", spec="FineTuningJob/properties/hyperparameters")
def test_both_places_of_settings_agree(finished_job: Json) -> None:
    """
    The settings of a supervised job are the same in their old place and inside `method`.

    Two dashboards that read one place each would show two trainings.
    """
    old = part_of(finished_job, _HYPERPARAMETERS)
    new = part_of(finished_job, "method", "supervised", _HYPERPARAMETERS)

    assert {key: new.get(key, value) for key, value in old.items()} == old


@should("settings-are-supervised-unless-told", spec="CreateFineTuningJobRequest/properties/method")
def test_job_without_a_method_is_supervised(new_job: Callable[..., Json]) -> None:
    """
    A job that was given no method is a supervised one.

    It always was so, and scripts of those days still run.
    """
    job = new_job()

    assert part_of(job, "method").get("type") in {"supervised", None}


@should("settings-not-given-are-empty", spec="createFineTuningJob")
def test_job_shows_nothing_where_it_was_given_nothing(new_job: Callable[..., Json]) -> None:
    """
    A job has no validation file, no integrations and no metadata that it was not given.

    What shows there was given by somebody else.
    """
    job = new_job(metadata=None)

    assert not any(job.get(key) for key in ("validation_file", "integrations", "metadata"))


@should("settings-null-is-nothing", spec="CreateFineTuningJobRequest")
def test_null_stands_for_nothing_given(new_job: Callable[..., Json]) -> None:
    """
    A setting that may be null and is null counts as not given.

    Clients in some languages send null for whatever nobody set.
    """
    fields: dict[str, Any] = dict.fromkeys(("suffix", "seed", "validation_file", "integrations"))
    job = new_job(**fields)

    assert isinstance(job["seed"], int)
    assert not any(job.get(key) for key in ("validation_file", "integrations"))


@should("settings-decide-the-steps", spec="FineTuneSupervisedHyperparameters")
def test_steps_follow_from_epochs_and_batches(
    finished_job: Json, finished_metrics: list[Json]
) -> None:
    """
    A job takes as many steps as its epochs and its batch size make of ten examples.

    A job that skips an epoch was paid for whole.
    """
    settings = finished_job[_HYPERPARAMETERS]
    taken = [data.get("step") for data in finished_metrics][-1:]

    assert settings.keys() >= {"n_epochs", "batch_size"}
    assert taken == [math.ceil(10 * settings["n_epochs"] / settings["batch_size"])]


@should("settings-reach-the-events", spec="listFineTuningEvents")
def test_first_events_name_the_files(
    api: Session, new_job: Callable[..., Json], training_file: str
) -> None:
    """
    The events of a job that has just begun name it and the file that it trains on.

    Whoever reads the log alone must find out which data it was.
    """
    job = new_job()
    api.call("cancelFineTuningJob", fine_tuning_job_id=job["id"], expect=(200, *REFUSED_STATE))
    told = " ".join(event["message"] for event in events_of(api, job["id"]))

    assert job["id"] in told
    assert training_file in told


def _body(api: Session, training_file: str, method: Json | None = None) -> Json:
    chosen = {"method": method} if method else {}
    return {"model": api.target.setup.model, "training_file": training_file, **chosen}


def _given(told: Json, asked: Json) -> Json:
    """Return what is told of those members that were asked for; null and absent are the same."""
    return {key: told.get(key) for key in asked}
