"""Rules for wrong bodies, in every operation and at every depth."""

from collections.abc import Callable

import pytest

from fine_tuning_contract.conformance import Session, must, should

from .steps import REFUSED_STATE, Json, needs, tag

_CHECK: Json = {
    "type": "string_check",
    "name": "check",
    "input": "a",
    "reference": "a",
    "operation": "eq",
}
_PERMISSIONS: dict[str, Json] = {
    "no projects": {},
    "null": {"project_ids": None},
    "text": {"project_ids": "proj_a"},
    "object": {"project_ids": {"proj_a": True}},
    "number inside": {"project_ids": ["proj_a", 5]},
    "null inside": {"project_ids": [None]},
    "member too many": {"project_ids": ["proj_a"], "role": "owner"},
}
_RUNS: dict[str, Json] = {
    "no grader": {"model_sample": "a"},
    "grader a text": {"grader": "check", "model_sample": "a"},
    "grader a list": {"grader": [_CHECK], "model_sample": "a"},
    "grader without a type": {"grader": {"name": "check"}, "model_sample": "a"},
    "grader without a name": {"grader": {**_CHECK, "name": None}, "model_sample": "a"},
    "reference a number": {"grader": {**_CHECK, "reference": 1}, "model_sample": "a"},
    "metric unknown": {
        "grader": {
            "type": "text_similarity",
            "name": "alike",
            "input": "a",
            "reference": "a",
            "evaluation_metric": "magic",
        },
        "model_sample": "a",
    },
    "program without a source": {"grader": {"type": "python", "name": "p"}, "model_sample": "a"},
    "graders in a list": {
        "grader": {"type": "multi", "name": "m", "graders": [_CHECK], "calculate_output": "a"},
        "model_sample": "a",
    },
    "no sample": {"grader": _CHECK},
    "sample a number": {"grader": _CHECK, "model_sample": 1},
    "sample null": {"grader": _CHECK, "model_sample": None},
    "item a list": {"grader": _CHECK, "item": [], "model_sample": "a"},
    "item a text": {"grader": _CHECK, "item": "a", "model_sample": "a"},
}


def _supervised(**settings: float) -> Json:
    return {"type": "supervised", "supervised": {"hyperparameters": settings}}


_METHODS: dict[str, Json] = {
    "settings a list": {"type": "supervised", "supervised": {"hyperparameters": []}},
    "epochs a text": {
        "type": "supervised",
        "supervised": {"hyperparameters": {"n_epochs": "many"}},
    },
    "epochs a fraction": {
        "type": "supervised",
        "supervised": {"hyperparameters": {"n_epochs": 1.5}},
    },
    "batch of none": {"type": "dpo", "dpo": {"hyperparameters": {"batch_size": 0}}},
    "learning backwards": {
        "type": "dpo",
        "dpo": {"hyperparameters": {"learning_rate_multiplier": -1}},
    },
    "beta of zero": {"type": "dpo", "dpo": {"hyperparameters": {"beta": 0}}},
    "no grader": {"type": "reinforcement", "reinforcement": {}},
    "grader unknown": {"type": "reinforcement", "reinforcement": {"grader": {"type": "magic"}}},
    "interval of zero": {
        "type": "reinforcement",
        "reinforcement": {"grader": _CHECK, "hyperparameters": {"eval_interval": 0}},
    },
    "effort unknown": {
        "type": "reinforcement",
        "reinforcement": {"grader": _CHECK, "hyperparameters": {"reasoning_effort": "utmost"}},
    },
    "too much computing": {
        "type": "reinforcement",
        "reinforcement": {"grader": _CHECK, "hyperparameters": {"compute_multiplier": 11}},
    },
}


_BOUNDS: dict[str, Json] = {
    "one epoch": {"method": _supervised(n_epochs=1)},
    "fifty epochs": {"method": _supervised(n_epochs=50)},
    "batches of one": {"method": _supervised(batch_size=1)},
    "slowest learning": {"method": _supervised(learning_rate_multiplier=0.0001)},
    "largest beta": {"method": {"type": "dpo", "dpo": {"hyperparameters": {"beta": 2}}}},
    "shortest suffix": {"suffix": "x"},
    "longest suffix": {"suffix": "x" * 64},
    "most metadata": {"metadata": {f"{number:064}": "v" * 512 for number in range(16)}},
    "longest in other letters": {"metadata": {"ß" * 64: "日" * 512}},
}


@must(
    "bodies-of-permissions-are-checked",
    spec="createFineTuningCheckpointPermission/responses/400",
    needs="permissions",
)
@pytest.mark.parametrize("body", _PERMISSIONS.values(), ids=_PERMISSIONS.keys())
def test_wrong_permission_is_refused(api: Session, checkpoint: str, body: Json) -> None:
    """
    A permission whose projects are missing, of the wrong type or too much is refused with 400.

    A server that reads a text letter by letter gives a model to projects that do not exist.
    """
    name: Json = {"fine_tuned_model_checkpoint": checkpoint}

    api.call("createFineTuningCheckpointPermission", **name, json=body, expect=400)


@must(
    "bodies-refused-permit-nobody",
    spec="responses/BadRequest",
    says="Nothing has changed.",
    needs="permissions",
)
def test_refused_permission_permits_nobody(api: Session, checkpoint: str) -> None:
    """
    A request that is wrong in its second project does not permit the first.

    Whoever reads the refusal believes that nobody has access.
    """
    name: Json = {"fine_tuned_model_checkpoint": checkpoint}
    body = {"project_ids": [f"proj_{tag()}", 5]}
    api.call("createFineTuningCheckpointPermission", **name, json=body, expect=400)
    page = api.call(
        "listFineTuningCheckpointPermissions", **name, project_id=str(body["project_ids"][0])
    ).json

    assert page["data"] == []


@should(
    "bodies-of-no-projects-do-no-harm",
    spec="createFineTuningCheckpointPermission",
    needs="permissions",
)
def test_permission_for_no_project_gives_none(api: Session, checkpoint: str) -> None:
    """
    A request that permits no project is refused, or answered with no permission.

    A list that was filtered down to nothing is a common mistake, and must not mean everybody.
    """
    answer = api.call(
        "createFineTuningCheckpointPermission",
        fine_tuned_model_checkpoint=checkpoint,
        json={"project_ids": []},
        expect=(200, 400),
    )

    assert answer.status == 400 or answer.json["data"] == []


@must("bodies-of-graders-are-checked", spec="runGrader/responses/400", needs="graders")
@pytest.mark.parametrize("body", _RUNS.values(), ids=_RUNS.keys())
def test_wrong_run_of_a_grader_is_refused(api: Session, body: Json) -> None:
    """
    A run whose grader, item or sample is missing or of the wrong type is refused with 400.

    A score for nothing is a score that nobody asked for.
    """
    api.call("runGrader", json=body, expect=400)


@should("bodies-wrong-are-told-where", spec="Error/properties/param")
@pytest.mark.parametrize(
    ("operation", "field", "feature"),
    [
        ("runGrader", "model_sample", "graders"),
        ("validateGrader", "grader", "graders"),
        ("createFineTuningCheckpointPermission", "project_ids", "permissions"),
    ],
    ids=["run", "validation", "permission"],
)
def test_missing_field_is_named(
    api: Session, finished_job: Json, operation: str, field: str, feature: str
) -> None:
    """
    The refusal of a body without a field that it needs names it, in `param` or in the message.

    A body has a dozen fields, and a caller who is not told which one tries them all.
    """
    needs(api.target, feature)
    about: Json = {"fine_tuned_model_checkpoint": finished_job["fine_tuned_model"]}
    given = about if feature == "permissions" else {}
    body = {"grader": _CHECK} if operation == "runGrader" else {}
    error = api.call(operation, **given, json=body, expect=400).json["error"]

    assert field in f"{error['param']} {error['message']}"


@must("bodies-of-methods-are-checked", spec="createFineTuningJob/responses/400")
@pytest.mark.parametrize("method", _METHODS.values(), ids=_METHODS.keys())
def test_wrong_method_is_refused(api: Session, training_file: str, method: Json) -> None:
    """
    A method with a setting of the wrong type or out of range is refused with 400, at any depth.

    What is refused at once costs a minute; what is found out in the queue costs a day.
    """
    body = {"model": api.target.setup.model, "training_file": training_file, "method": method}

    api.call("createFineTuningJob", json=body, expect=400)


@must(
    "bodies-at-their-bounds-are-taken",
    spec="Metadata",
    says="A key has at most 64 characters, a value at most 512.",
)
@pytest.mark.parametrize("fields", _BOUNDS.values(), ids=_BOUNDS.keys())
def test_value_at_its_bound_is_taken(
    api: Session, new_job: Callable[..., Json], fields: Json
) -> None:
    """
    A value at the very bound of what is allowed is taken.

    Whoever reads the limits in the description uses them up.
    """
    job = new_job(**fields)
    api.call("cancelFineTuningJob", fine_tuning_job_id=job["id"], expect=(200, *REFUSED_STATE))

    assert job["metadata"] == fields.get("metadata", job["metadata"])


@should("bodies-may-name-their-charset", spec="createFineTuningJob/requestBody/content")
@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "Application/JSON"], ids=["charset", "upper case"]
)
def test_json_by_any_spelling_is_read(api: Session, training_file: str, kind: str) -> None:
    """
    JSON whose media type is spelled otherwise, or names its charset, is read.

    Half of the libraries in use add the charset.
    """
    body = {"model": api.target.setup.model, "training_file": training_file}

    api.call("createFineTuningJob", json=body, headers={"content-type": kind})
