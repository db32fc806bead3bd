"""Rules for what a finished job leaves behind: measures, checkpoints, its result file."""

import base64
import binascii
import csv
import io
import itertools

import pytest

from fine_tuning_contract.conformance import Session, must, should

from .steps import Json, Listing, items_of

_STORY = (
    "Created fine-tuning job",
    "Validating training file",
    "Files validated",
    "Fine-tuning job started",
    "Step 1/",
    "New fine-tuned model created",
    "successfully completed",
)


@pytest.fixture(scope="module")
def finished_checkpoints(api: Session, checkpoints_listing: Listing) -> list[Json]:
    """Return all checkpoints of a finished job, earliest step first."""
    return items_of(api, checkpoints_listing)[::-1]


@should("results-bill-every-epoch", spec="FineTuningJob/properties/trained_tokens")
def test_tokens_are_billed_for_every_epoch(finished_job: Json) -> None:
    """
    The billed tokens are those of the training file, once for every epoch.

    A bill that nobody can work out again is not paid.
    """
    tokens, settings = finished_job["trained_tokens"], finished_job["hyperparameters"]

    assert tokens > 0
    assert settings.keys() >= {"n_epochs"}
    assert tokens % settings["n_epochs"] == 0


@should("results-measure-every-step", spec="FineTuningJobEvent/properties/data")
def test_every_step_has_its_measures(finished_metrics: list[Json]) -> None:
    """
    Every step from the first to the last is measured: its loss, its accuracy, the steps in all.

    A curve with holes hides the very step at which the training went wrong.
    """
    steps = [data.get("step") for data in finished_metrics]
    keys = {"train_loss", "train_mean_token_accuracy", "total_steps"}

    assert steps == list(range(1, len(steps) + 1))
    assert [data for data in finished_metrics if not keys <= data.keys()] == []
    assert {data["total_steps"] for data in finished_metrics} == {len(steps)}


@should("results-stay-within-bounds", spec="FineTuningJobEvent/properties/data")
def test_measures_of_steps_are_possible(finished_metrics: list[Json]) -> None:
    """
    No loss is below zero, and no accuracy is below zero or above one.

    A measure that cannot be stops the training by a rule that nobody meant.
    """
    pairs = [pair for data in finished_metrics for pair in data.items()]
    losses = [value for key, value in pairs if key.endswith("loss")]
    shares = [value for key, value in pairs if key.endswith("accuracy")]

    assert [value for value in losses if value < 0] == []
    assert [value for value in shares if not 0 <= value <= 1] == []


@must(
    "results-of-checkpoints-stay-within-bounds",
    spec="FineTuningJobCheckpointMetrics/properties/train_mean_token_accuracy",
    says="predicted right, from 0 to 1",
    needs="checkpoints",
)
def test_measures_of_checkpoints_are_possible(finished_checkpoints: list[Json]) -> None:
    """
    No checkpoint has an accuracy below zero or above one.

    Percentages in the place of shares make the worst checkpoint look like the best.
    """
    pairs = [pair for each in finished_checkpoints for pair in each["metrics"].items()]

    assert [pair for pair in pairs if pair[0].endswith("accuracy") and not 0 <= pair[1] <= 1] == []


@should(
    "results-agree-on-measures",
    spec="FineTuningJobCheckpoint/properties/metrics",
    needs="checkpoints",
)
def test_checkpoint_measures_what_the_event_of_its_step_told(
    finished_checkpoints: list[Json], finished_metrics: list[Json]
) -> None:
    """
    A checkpoint has the training loss that the event of its step told.

    Whoever picks a checkpoint from the curve must get the model that the curve showed.
    """
    told = {data.get("step"): data.get("train_loss") for data in finished_metrics}
    kept = {each["step_number"]: each["metrics"].get("train_loss") for each in finished_checkpoints}

    assert kept == {step: told.get(step) for step in kept}


@should("results-end-at-the-last-step", spec="listFineTuningJobCheckpoints", needs="checkpoints")
def test_last_checkpoint_stands_at_the_last_step(
    finished_checkpoints: list[Json], finished_metrics: list[Json]
) -> None:
    """
    The last checkpoint stands at the last step of the training.

    One that stands earlier was shipped half trained.
    """
    assert finished_checkpoints[-1]["step_number"] == finished_metrics[-1].get("step")


@should(
    "results-are-models",
    spec="FineTuningJobCheckpoint/properties/fine_tuned_model_checkpoint",
    needs="checkpoints",
)
def test_every_checkpoint_is_a_model(api: Session, finished_checkpoints: list[Json]) -> None:
    """
    Every checkpoint is found as a model under its name.

    A checkpoint that no one can use was kept for nothing.
    """
    names = [each["fine_tuned_model_checkpoint"] for each in finished_checkpoints]
    found = [api.call("retrieveModel", model=name).json["id"] for name in names]

    assert found == names


@should("results-announce-checkpoints", spec="listFineTuningJobCheckpoints", needs="checkpoints")
def test_events_name_every_checkpoint(
    finished_checkpoints: list[Json], finished_events: list[Json]
) -> None:
    """
    The events name every checkpoint that is listed.

    People copy the name from the log.
    """
    told = " ".join(event["message"] for event in finished_events)

    assert [
        each["fine_tuned_model_checkpoint"]
        for each in finished_checkpoints
        if each["fine_tuned_model_checkpoint"] not in told
    ] == []


@should("results-are-told-in-order", spec="listFineTuningEvents")
def test_events_stand_in_the_order_of_what_happened(
    finished_job: Json, finished_events: list[Json]
) -> None:
    """
    The creation is told first, the steps after it, and the new model after the last step.

    A watcher that stops at the news of the model must have seen all steps by then.
    """
    steps = [place for place, each in enumerate(finished_events) if each.get("type") == "metrics"]
    messages = [event["message"] for event in finished_events]
    news = [
        place for place, text in enumerate(messages) if finished_job["fine_tuned_model"] in text
    ]

    assert finished_job["id"] in messages[0]
    assert 0 < steps[0] < steps[-1] < news[-1]


@should("results-are-told-in-known-words", spec="FineTuningJobEvent/properties/message")
def test_events_tell_the_story_in_known_words(finished_events: list[Json]) -> None:
    """
    The milestones of a job are told in the words that programs look for, in their order.

    Log readers were written for these lines before there was anything better to read.
    """
    messages = [event["message"] for event in finished_events]
    places = [
        next((place for place, text in enumerate(messages) if words in text), -1)
        for words in _STORY
    ]

    assert places[0] >= 0
    assert [pair for pair in itertools.pairwise(places) if pair[0] >= pair[1]] == []


@should("results-are-dated-in-order", spec="FineTuningJob/properties/finished_at")
def test_training_ends_before_the_job_does(finished_job: Json, finished_events: list[Json]) -> None:
    """
    Events are dated in their order, and no step later than the end of the job.

    The duration of a training would be negative.
    """
    dates = [event["created_at"] for event in finished_events]
    steps = [each["created_at"] for each in finished_events if each.get("type") == "metrics"]

    assert dates == sorted(dates)
    assert max(steps, default=0) <= finished_job["finished_at"]


@should(
    "results-hold-a-row-for-each-step", spec="FineTuningJob/properties/result_files", needs="files"
)
def test_result_file_has_a_row_for_each_step(
    api: Session, finished_job: Json, finished_metrics: list[Json]
) -> None:
    """
    The result file is a table with a row for each step and the loss that its event told.

    Charts are drawn from either, and must be the same.
    """
    content = api.call("downloadFile", file_id=finished_job["result_files"][0]).body
    rows = list(csv.DictReader(io.StringIO(_plain(content).decode())))
    told = [(data.get("step"), data.get("train_loss")) for data in finished_metrics]

    found = [(row.get("step", ""), row.get("train_loss", "")) for row in rows]

    assert [(_number(step), _number(loss)) for step, loss in found] == told


def _number(text: str) -> float | str:
    """Return a cell as a number, or as it stands where it is none."""
    try:
        return float(text)
    except ValueError:
        return text


def _plain(content: bytes) -> bytes:
    """Return a table that may be written in Base64, as it is on some servers."""
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error:
        return content
