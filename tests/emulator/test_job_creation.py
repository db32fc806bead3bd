"""What a request to create a job makes, and what it is refused for."""

from typing import Any

import pytest
from callers import Caller, Json


def test_new_job_validates_its_files(api: Caller) -> None:
    """A job that was just created is in validating_files and has no outcome yet."""
    job = api.create(suffix="mine", metadata={"team": "a"})

    assert job["status"] == "validating_files"
    assert job["metadata"] == {"team": "a"}
    assert job["result_files"] == []
    outcome = ("fine_tuned_model", "finished_at", "trained_tokens", "error", "estimated_finish")
    assert [job[name] for name in outcome] == [None] * 5


def test_alias_is_resolved_to_a_dated_snapshot(api: Caller) -> None:
    """The job shows the snapshot that an alias stands for."""
    job = api.create(model="gpt-3.5-turbo")

    assert job["model"] == "gpt-3.5-turbo-0125"


def test_deprecated_hyperparameters_show_in_both_places(api: Caller) -> None:
    """What is asked for the old way shows at the top and inside `method`."""
    job = api.create(hyperparameters={"n_epochs": 4})

    inside = job["method"]["supervised"]["hyperparameters"]
    assert job["hyperparameters"]["n_epochs"] == inside["n_epochs"] == 4
    assert job["hyperparameters"]["batch_size"] == inside["batch_size"] == "auto"


def test_automatic_values_are_numbers_once_the_job_runs(running_job: Json) -> None:
    """Where "auto" stood before, a running job shows what it came to."""
    assert running_job["hyperparameters"] == {
        "batch_size": 1,
        "learning_rate_multiplier": 1.8,
        "n_epochs": 10,
    }
    assert running_job["method"]["supervised"]["hyperparameters"]["n_epochs"] == 10


def test_preference_job_shows_its_hyperparameters_in_its_method_only(api: Caller) -> None:
    """A DPO job has no hyperparameters at the top, and beta in its method."""
    job = api.create(method={"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.5}}})

    assert job["hyperparameters"] is None
    assert job["method"]["dpo"]["hyperparameters"]["beta"] == 0.5


def test_seed_follows_from_the_data_if_none_is_given(api: Caller) -> None:
    """Two jobs on equal data get the same seed, so their numbers are the same."""
    first, second = api.create(), api.create()

    assert first["seed"] == second["seed"]
    assert 0 <= first["seed"] < 2**31


def test_given_seed_is_kept(api: Caller) -> None:
    """A job shows the seed that it was given, zero included."""
    assert api.create(seed=0)["seed"] == 0


def test_fine_tuned_model_can_be_trained_further(api: Caller, succeeded_job: Json) -> None:
    """A job's model can be the base of the next one."""
    job = api.create(model=succeeded_job["fine_tuned_model"])

    assert job["model"] == succeeded_job["fine_tuned_model"]


@pytest.mark.parametrize(
    ("body", "message", "param", "code"),
    [
        pytest.param(
            {"model": "gpt-4o-mini", "training_file": "file-nobody"},
            "invalid training_file: file-nobody",
            "training_file",
            None,
            id="unknown training file",
        ),
        pytest.param(
            {"model": "gpt-9", "training_file": "file-nobody"},
            "Model gpt-9 is not available for fine-tuning or does not exist.",
            None,
            "model_not_available",
            id="unknown model",
        ),
        pytest.param(
            {"model": "gpt-4o-mini"},
            "Missing required parameter: 'training_file'.",
            "training_file",
            "missing_required_parameter",
            id="no training file",
        ),
        pytest.param(
            {"model": 3, "training_file": "x"},
            "Invalid type for 'model': expected a string, but got an integer instead.",
            "model",
            "invalid_type",
            id="wrong type",
        ),
        pytest.param(
            {"model": "x", "training_file": "x", "seed": True},
            "Invalid type for 'seed': expected an integer or null, but got a boolean instead.",
            "seed",
            "invalid_type",
            id="a boolean is no integer",
        ),
        pytest.param(
            {"model": "x", "training_file": "x", "hyperparameters": {"n_epochs": 51}},
            "Invalid 'hyperparameters.n_epochs': expected a value <= 50, but got 51 instead.",
            "hyperparameters.n_epochs",
            "integer_above_max_value",
            id="inside a union of auto and integer",
        ),
        pytest.param(
            {"model": "x", "training_file": "x", "suffix": "s" * 65},
            "Invalid 'suffix': expected a string with at most 64 characters",
            "suffix",
            "string_above_max_length",
            id="suffix too long",
        ),
    ],
)
def test_faulty_body_is_refused_and_the_parameter_named(
    api: Caller, body: Any, message: str, param: str | None, code: str | None
) -> None:
    """A refusal says what is wrong, where, and in which of the API's codes."""
    answer = api.post("/fine_tuning/jobs", body)

    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["param"], error["code"]) == (param, code)
    assert error["type"] == "invalid_request_error"
    assert error["message"].startswith(message)


def test_file_for_another_purpose_is_refused(api: Caller) -> None:
    """A file that was uploaded for a batch cannot be trained on."""
    file_id = api.upload(purpose="batch")

    answer = api.post("/fine_tuning/jobs", {"model": "gpt-4o-mini", "training_file": file_id})

    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == f"invalid training_file: {file_id}"


@pytest.mark.parametrize("unknown", ["file-x", "", ".", "../emulator.sqlite3"])
def test_unknown_validation_file_is_refused(api: Caller, unknown: str) -> None:
    """A validation file must exist as well."""
    body = {"model": "gpt-4o-mini", "training_file": api.upload(), "validation_file": unknown}

    answer = api.post("/fine_tuning/jobs", body)

    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == "validation_file"


def test_fault_in_a_grader_is_found_in_the_branch_that_was_meant(api: Caller) -> None:
    """A wrong member of a grader is named, not merely the union that it breaks."""
    grader = {"type": "string_check", "name": "a", "input": "b", "reference": "c"}
    method = {"type": "reinforcement", "reinforcement": {"grader": grader}}

    answer = api.post("/fine_tuning/jobs", {"model": "x", "training_file": "x", "method": method})

    param = "method.reinforcement.grader.operation"
    assert answer.json()["error"]["message"] == f"Missing required parameter: '{param}'."


def test_grader_that_can_never_run_is_refused(api: Caller) -> None:
    """A formula that cannot be read is refused when the job is created."""
    member = {"type": "string_check", "name": "a", "input": "b", "reference": "c"}
    grader = {
        "type": "multi",
        "name": "m",
        "graders": {"a": {**member, "operation": "eq"}},
        "calculate_output": "a +",
    }
    method = {"type": "reinforcement", "reinforcement": {"grader": grader}}
    body = {"model": "o4-mini", "training_file": api.upload(), "method": method}

    answer = api.post("/fine_tuning/jobs", body)

    assert answer.status_code == 400
    param = "method.reinforcement.grader.calculate_output"
    assert answer.json()["error"]["param"] == param


def test_more_integrations_than_a_job_can_show_are_refused(api: Caller) -> None:
    """A job shows at most five integrations, so it takes no more."""
    integrations = [{"type": "wandb", "wandb": {"project": "p"}}] * 6
    body = {
        "model": "gpt-4o-mini",
        "training_file": api.upload(),
        "integrations": integrations,
    }

    answer = api.post("/fine_tuning/jobs", body)

    assert answer.json()["error"]["param"] == "integrations"
