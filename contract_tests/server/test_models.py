"""Rules for models: what a training leaves behind."""

from collections.abc import Callable

import pytest

from fine_tuning_contract.conformance import Session, must, should

from .steps import Json


@pytest.fixture(scope="module")
def deleted_model(api: Session, spent_job: Json) -> Json:
    """Return the answer to the deletion of a model that a job of ours made."""
    answer = api.call("deleteModel", model=spent_job["fine_tuned_model"]).json
    return {**answer, "expected": spent_job["fine_tuned_model"]}


@must(
    "models-trained-are-models",
    spec="retrieveModel",
    says="Return what is known about one model",
    needs="models",
)
def test_new_model_is_listed_and_retrieved(api: Session, finished_job: Json) -> None:
    """
    The model that a job made is listed and retrieved, and both agree on it.

    A model that is not found cannot be used, however good it is.
    """
    name = finished_job["fine_tuned_model"]
    retrieved = api.call("retrieveModel", model=name).json
    listed = [model for model in api.call("listModels").json["data"] if model["id"] == name]

    assert retrieved["id"] == name
    assert listed == [retrieved]


@must(
    "models-are-listed-once",
    spec="listModels",
    says="Return every model that you may use",
    needs="models",
)
def test_every_model_is_listed_once(api: Session, finished_job: Json) -> None:
    """
    The list shows every model once, the ones to start from among them.

    A menu of models would show the same name twice.
    """
    names = [model["id"] for model in api.call("listModels").json["data"]]

    assert len(names) == len(set(names))
    assert finished_job["model"] in names


@must(
    "models-deleted-are-gone",
    spec="deleteModel",
    says="It is gone at once: it is neither listed nor found any more.",
    needs="models",
)
def test_deleted_model_is_gone(api: Session, deleted_model: Json) -> None:
    """
    A deleted model is neither listed nor retrieved, nor can it be deleted again.

    A model that was withdrawn for what it says must not go on saying it.
    """
    name = deleted_model["expected"]
    api.call("retrieveModel", model=name, expect=404)
    api.call("deleteModel", model=name, expect=404)
    names = [model["id"] for model in api.call("listModels").json["data"]]

    assert (deleted_model["id"], deleted_model["deleted"]) == (name, True)
    assert name not in names


@must(
    "models-deleted-train-nothing",
    spec="createFineTuningJob",
    says="A request that names an unknown file or model is refused and creates no job.",
    needs="models",
)
def test_deleted_model_cannot_be_trained_on(
    api: Session, training_file: str, deleted_model: Json
) -> None:
    """
    A job that would start from a deleted model is refused.

    What was withdrawn would live on in the next model.
    """
    body = {"model": deleted_model["expected"], "training_file": training_file}

    api.call("createFineTuningJob", json=body, expect=400)


@must("models-deleted-leave-others", spec="deleteModel", says="Delete a model", needs="models")
def test_deleting_one_model_leaves_the_others(
    api: Session, finished_job: Json, deleted_model: Json
) -> None:
    """
    Deleting one model leaves the others where they are.

    Models of one base and one suffix differ only at the end of their names.
    """
    other = finished_job["fine_tuned_model"]

    assert deleted_model["expected"] != other
    assert api.call("retrieveModel", model=other).json["id"] == other


@should("models-belong-to-their-owner", spec="Model/properties/owned_by", needs="models")
def test_new_model_belongs_to_the_organization(api: Session, finished_job: Json) -> None:
    """
    A model that a job made belongs to the job's organization, and is no older than the job.

    Bills and clean-ups go by the owner and the date.
    """
    model = api.call("retrieveModel", model=finished_job["fine_tuned_model"]).json

    assert model["owned_by"] == finished_job["organization_id"]
    assert model["created"] >= finished_job["created_at"]


@should("models-of-the-provider-stay", spec="deleteModel", needs="models")
def test_model_of_the_provider_cannot_be_deleted(api: Session, finished_job: Json) -> None:
    """
    A model that one did not train cannot be deleted.

    One call would take it from everybody.
    """
    base = finished_job["model"]
    api.call("deleteModel", model=base, expect=(400, 403, 404))

    assert api.call("retrieveModel", model=base).json["id"] == base


@should("models-trained-can-be-trained-on", spec="CreateFineTuningJobRequest/properties/model")
def test_fine_tuned_model_can_be_trained_further(
    new_job: Callable[..., Json], finished_job: Json
) -> None:
    """
    A fine-tuned model can be the start of another job.

    Data that comes later is trained on top, not from scratch.
    """
    job = new_job(model=finished_job["fine_tuned_model"])

    assert job["model"] == finished_job["fine_tuned_model"]
