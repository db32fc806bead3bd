"""Rules for models: what a training leaves behind."""

from collections.abc import Callable, Iterator

import pytest

from fine_tuning_contract.conformance import Session, must, should

from .steps import Json, wait_until


@pytest.fixture
def fine_tuned_model(api: Session, new_job: Callable[..., Json]) -> Iterator[str]:
    """Return a model that a job of ours made, for one rule alone."""
    job = wait_until(api, new_job()["id"], {"succeeded"})
    name: str = job["fine_tuned_model"]
    yield name
    api.call("deleteModel", model=name, expect=range(200, 500))


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
def test_deleted_model_is_gone(api: Session, fine_tuned_model: str) -> None:
    """
    A deleted model is neither listed nor retrieved, nor can it be deleted again.

    A model that was withdrawn for what it says must not go on saying it.
    """
    deleted = api.call("deleteModel", model=fine_tuned_model).json
    api.call("retrieveModel", model=fine_tuned_model, expect=404)
    api.call("deleteModel", model=fine_tuned_model, expect=404)
    names = [model["id"] for model in api.call("listModels").json["data"]]

    assert (deleted["id"], deleted["deleted"]) == (fine_tuned_model, True)
    assert fine_tuned_model not in names


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
