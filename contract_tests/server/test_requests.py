"""Rules for requests that nobody should send."""

import json
from typing import Any

import pytest

from fine_tuning_contract.conformance import Session, must, should

from .steps import Json, error_of, tag

_PAIRS = {f"key{number}": "value" for number in range(17)}
_WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "model missing": ("model", {"model": ...}),
    "training file missing": ("training_file", {"training_file": ...}),
    "model null": ("model", {"model": None}),
    "model a number": ("model", {"model": 5}),
    "training file a list": ("training_file", {"training_file": []}),
    "seed negative": ("seed", {"seed": -1}),
    "seed too large": ("seed", {"seed": 2147483648}),
    "seed a text": ("seed", {"seed": "7"}),
    "seed a fraction": ("seed", {"seed": 1.5}),
    "seed true": ("seed", {"seed": True}),
    "suffix a number": ("suffix", {"suffix": 5}),
    "suffix a list": ("suffix", {"suffix": ["bot"]}),
    "suffix empty": ("suffix", {"suffix": ""}),
    "suffix too long": ("suffix", {"suffix": "x" * 65}),
    "metadata with 17 pairs": ("metadata", {"metadata": _PAIRS}),
    "metadata key too long": ("metadata", {"metadata": {"k" * 65: "v"}}),
    "metadata value too long": ("metadata", {"metadata": {"k": "v" * 513}}),
    "metadata value a number": ("metadata", {"metadata": {"k": 1}}),
    "metadata a list": ("metadata", {"metadata": ["k"]}),
    "no epochs": ("hyperparameters", {"hyperparameters": {"n_epochs": 0}}),
    "too many epochs": ("hyperparameters", {"hyperparameters": {"n_epochs": 51}}),
    "batch too large": ("hyperparameters", {"hyperparameters": {"batch_size": 257}}),
    "learning rate of zero": (
        "hyperparameters",
        {"hyperparameters": {"learning_rate_multiplier": 0}},
    ),
    "method unknown": ("method", {"method": {"type": "magic"}}),
    "method without a type": ("method", {"method": {}}),
    "method by its settings alone": ("type", {"method": {"supervised": {}}}),
    "method a text": ("method", {"method": "supervised"}),
    "integrations an object": ("integrations", {"integrations": {"type": "wandb"}}),
    "beta too large": (
        "method",
        {"method": {"type": "dpo", "dpo": {"hyperparameters": {"beta": 2.5}}}},
    ),
    "integration unknown": ("integrations", {"integrations": [{"type": "unknown"}]}),
    "integration without a project": (
        "integrations",
        {"integrations": [{"type": "wandb", "wandb": {}}]},
    ),
}
_NOT_OBJECTS = {
    "empty": b"",
    "not JSON": b"model=gpt",
    "cut off": b'{"model": "gpt',
    "list": b"[]",
    "text": b'"model"',
    "number": b"5",
    "null": b"null",
    "not UTF-8": b'{"model": "\xff\xfe"}',
    "deep": b"[" * 5000 + b"]" * 5000,
    "two values": b"{} {}",
}
_STRANGE_PATHS = {
    "dots": "/fine_tuning/jobs/..",
    "encoded dots": "/fine_tuning/jobs/%2e%2e",
    "encoded slash": "/fine_tuning/jobs/ftjob-a%2Fevents",
    "NUL": "/fine_tuning/jobs/ftjob-%00",
    "not UTF-8": "/fine_tuning/jobs/%ff%fe",
    "very long": "/fine_tuning/jobs/" + "x" * 4000,
    "file path": "/files/..%2f..%2fetc%2fpasswd/content",
    "unknown": "/fine_tuning/no-such-thing",
}


@must("requests-wrong-are-refused", spec="createFineTuningJob/responses/400")
@pytest.mark.parametrize(("_field", "change"), _WRONG.values(), ids=_WRONG.keys())
def test_wrong_field_is_refused(
    api: Session, training_file: str, _field: str, change: Json
) -> None:
    """
    A job with a field that is missing, of the wrong type or out of range is refused with 400.

    A server that guesses what was meant trains, and bills, what nobody ordered.
    """
    api.call("createFineTuningJob", json=_changed(api, training_file, change), expect=400)


@should("requests-wrong-are-told-where", spec="Error/properties/param")
@pytest.mark.parametrize(("field", "change"), _WRONG.values(), ids=_WRONG.keys())
def test_refusal_names_the_wrong_field(
    api: Session, training_file: str, field: str, change: Json
) -> None:
    """
    The refusal of a wrong field names it, in `param` or in the message.

    In a body of thirty fields, nobody finds the wrong one by himself.
    """
    body = _changed(api, training_file, change)
    error = error_of(api.call("createFineTuningJob", json=body, expect=400).json)

    assert field in f"{error['param']} {error['message']}"


@must("requests-refused-create-nothing", spec="createFineTuningJob/responses/400")
def test_refused_request_creates_no_job(api: Session, training_file: str) -> None:
    """
    A refused request leaves no job behind.

    A job that was refused and runs all the same is paid for twice.
    """
    # Others may create jobs meanwhile, so this one is told from theirs by its notes.
    mark = {"metadata": {"refused": tag()}}
    body = _changed(api, training_file, {"seed": -1, **mark})
    api.call("createFineTuningJob", json=body, expect=400)
    newest = api.call("listPaginatedFineTuningJobs", limit=20).json["data"]

    assert [job["id"] for job in newest if job["metadata"] == mark["metadata"]] == []


@must("requests-without-an-object-are-refused", spec="createFineTuningJob/requestBody")
@pytest.mark.parametrize("operation", ["createFineTuningJob", "runGrader", "validateGrader"])
@pytest.mark.parametrize("content", _NOT_OBJECTS.values(), ids=_NOT_OBJECTS.keys())
def test_body_that_is_no_json_object_is_refused(
    api: Session, operation: str, content: bytes
) -> None:
    """
    A body that is not one JSON object is refused with 400, never with a server error.

    What brings a server down by accident brings it down on purpose.
    """
    api.call(operation, content=content, expect=400)


@should("requests-blank-do-no-harm", spec="createFineTuningJob/requestBody")
@pytest.mark.parametrize("place", ["training_file", "validation_file", "model", "suffix"])
def test_blank_name_does_no_harm(api: Session, training_file: str, place: str) -> None:
    """
    A blank where a name is expected is refused, or read as if nothing were there.

    A form that was left empty sends it; it is a name, and leads nowhere.
    """
    body = _changed(api, training_file, {place: ""})

    api.call("createFineTuningJob", json=body, expect=(200, 400))


@should("requests-ambiguous-do-no-harm", spec="createFineTuningJob/requestBody")
@pytest.mark.parametrize(
    "member",
    [
        '"seed": NaN',
        '"seed": 1e400',
        '"seed": 1, "seed": 2',
        '"suffix": "\\ud800"',
        '"suffix": "a\\u0000b"',
        '"seed": 123456789012345678901234567890',
        '"metadata": {"k": "\\udfff"}',
    ],
    ids=["NaN", "infinite", "duplicate", "lone surrogate", "NUL", "huge", "surrogate in metadata"],
)
def test_ambiguous_json_is_refused_or_read_cleanly(
    api: Session, training_file: str, member: str
) -> None:
    """
    JSON that parsers disagree about is refused, or read without harm.

    Whatever a server makes of it, its answers stay valid.
    """
    body = json.dumps({"model": api.target.setup.model, "training_file": training_file})
    content = f"{body[:-1]}, {member}}}".encode()
    api.call("createFineTuningJob", content=content, expect=(200, 400))
    api.call("listPaginatedFineTuningJobs", limit=2)


@should("requests-of-other-media-types-are-refused", spec="createFineTuningJob/requestBody/content")
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/xml"])
def test_body_of_another_media_type_is_refused(api: Session, training_file: str, kind: str) -> None:
    """
    A body that calls itself a form, or XML, is refused, whatever it holds.

    A page on another site can send forms with a visitor's rights.
    """
    body = {"model": api.target.setup.model, "training_file": training_file}
    content = json.dumps(body).encode()

    api.send(
        "POST",
        "/fine_tuning/jobs",
        content=content,
        headers={"content-type": kind},
        expect=range(400, 500),
    )


@must("requests-strange-are-answered", spec="retrieveFineTuningJob/responses/404")
@pytest.mark.parametrize("path", _STRANGE_PATHS.values(), ids=_STRANGE_PATHS.keys())
def test_strange_path_finds_nothing(api: Session, path: str) -> None:
    """
    A path that no operation has, or that tries to climb out of one, finds nothing.

    Ids come from users; one of them may be an attack.
    """
    api.send("GET", path, expect=range(300, 500))


@should("requests-of-other-methods-are-refused", spec="retrieveFineTuningJob")
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"])
def test_method_that_no_operation_has_is_refused(api: Session, method: str) -> None:
    """
    A method that a path does not have is refused and does nothing.

    A deletion that is not described must not delete.
    """
    answer = api.send(method, "/fine_tuning/jobs", expect=range(200, 502))

    assert answer.status in {404, 405, 501} or (method == "OPTIONS" and answer.status in {200, 204})


@should("requests-with-extra-keys-are-answered", spec="CreateFineTuningJobRequest")
def test_unknown_member_is_refused_or_ignored(api: Session, training_file: str) -> None:
    """
    A member that the description does not know is refused, or ignored.

    Clients are newer than servers at times; neither answer may break them.
    """
    body = _changed(api, training_file, {"no_such_member": {"deep": [1, 2]}})

    api.call("createFineTuningJob", json=body, expect=(200, 400))


def _changed(api: Session, training_file: str, change: Json) -> Json:
    """Return a job's request with a change; the value `...` takes a field away."""
    body = {"model": api.target.setup.model, "training_file": training_file, **change}
    return {key: value for key, value in body.items() if value is not ...}
