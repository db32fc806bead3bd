"""Rules for the checkpoints of a job."""

from collections.abc import Callable

import pytest

from fine_tuning_contract.conformance import Session, must, should

from .lives import Growth
from .steps import Json, Listing, act, ids_of, pages_of


@pytest.fixture
def checkpoints(api: Session, checkpoints_listing: Listing) -> list[Json]:
    """Return the checkpoints of a finished job, latest step first."""
    return [item for page in pages_of(api, checkpoints_listing) for item in page["data"]]


@must(
    "checkpoints-name-their-job",
    spec="FineTuningJobCheckpoint/properties/fine_tuning_job_id",
    says="in a list of checkpoints, the job that was asked for",
    needs="checkpoints",
)
def test_checkpoints_name_the_job_that_made_them(
    checkpoints: list[Json], finished_job: Json
) -> None:
    """
    Every checkpoint names the job whose list it stands in.

    A model would be filed under the training of another.
    """
    named = {checkpoint["fine_tuning_job_id"] for checkpoint in checkpoints}

    assert named == {finished_job["id"]}


@must(
    "checkpoints-stand-latest-first",
    spec="listFineTuningJobCheckpoints",
    says="latest step first",
    needs="checkpoints",
)
def test_latest_step_stands_first(checkpoints: list[Json]) -> None:
    """
    Checkpoints are listed from the latest step to the earliest, each step once.

    Whoever takes the first for the newest would ship an old model.
    """
    steps = [checkpoint["step_number"] for checkpoint in checkpoints]

    assert steps == sorted(set(steps), reverse=True)


@should("checkpoints-wait-for-training", spec="listFineTuningJobCheckpoints", needs="checkpoints")
def test_job_that_waits_has_no_checkpoints(told_life: Growth) -> None:
    """
    A job that has not begun to train lists no checkpoints.

    Whoever uses the first one that appears would use a model of nothing.
    """
    assert told_life.untrained == []


@must(
    "checkpoints-are-different-models",
    spec="FineTuningJobCheckpoint/properties/fine_tuned_model_checkpoint",
    says="Name under which the checkpoint is used as a model.",
    needs="checkpoints",
)
def test_every_checkpoint_has_a_name_of_its_own(checkpoints: list[Json]) -> None:
    """
    No two checkpoints share an id or a model name.

    Two of them could not be compared under one name.
    """
    ids = {checkpoint["id"] for checkpoint in checkpoints}
    names = {checkpoint["fine_tuned_model_checkpoint"] for checkpoint in checkpoints}

    assert len(ids) == len(names) == len(checkpoints)


@should(
    "checkpoints-end-with-the-model",
    spec="listFineTuningJobCheckpoints",
    needs="checkpoints",
)
def test_last_checkpoint_is_the_new_model(checkpoints: list[Json], finished_job: Json) -> None:
    """
    The checkpoint of the last step is the job's new model.

    A client that picks the best of the checkpoints must recognize the one it has already.
    """
    assert checkpoints[0]["fine_tuned_model_checkpoint"] == finished_job["fine_tuned_model"]


@should(
    "checkpoints-measure-their-step",
    spec="FineTuningJobCheckpoint/properties/metrics",
    needs="checkpoints",
)
def test_metrics_are_those_of_the_step(checkpoints: list[Json]) -> None:
    """
    The metrics of a checkpoint are those of its own step.

    The best checkpoint is chosen by them.
    """
    told = [
        checkpoint["metrics"].get("step", checkpoint["step_number"]) for checkpoint in checkpoints
    ]

    assert told == [checkpoint["step_number"] for checkpoint in checkpoints]


@must(
    "checkpoints-appear-only-when-made",
    spec="listFineTuningJobCheckpoints",
    says="Only checkpoints of this job are listed.",
    needs="checkpoints",
)
def test_new_job_has_no_checkpoints(api: Session, new_job: Callable[..., Json]) -> None:
    """
    A job that has not trained yet has no checkpoints.

    They would be those of another job.
    """
    job_id = new_job()["id"]
    act(api, "cancelFineTuningJob", job_id)
    listing = Listing("listFineTuningJobCheckpoints", {"fine_tuning_job_id": job_id}, ())

    assert ids_of(api, listing) == []
