"""Rules for what refusals tell a program: family, code and parameter."""

import re

import pytest

from fine_tuning_contract.conformance import Session, Upload, must, should

from .steps import Json, error_of

_JOB: Json = {"fine_tuning_job_id": "ftjob-unknown00000000000000000"}
_UNKNOWN_FILE = "file-unknown00000000000000"
_CALLS = (
    ("retrieveFineTuningJob", _JOB, 404),
    ("retrieveFile", {"file_id": _UNKNOWN_FILE}, 404),
    ("createFineTuningJob", {"content": b"{}"}, 400),
    ("listFiles", {"key": "sk-wrong-key"}, 401),
)
_NAMES = ("job", "file", "bad body", "wrong key")
# Where a program was when it stumbled: as Python, JavaScript, Java, .NET and Go write it.
_TRACE = re.compile(
    r"Traceback \(most recent call last\)|File \"[^\"]+\", line \d|\n\s+at \S.*|goroutine \d+ \["
)


@should("refusals-carry-known-codes", spec="Error/properties/code")
@pytest.mark.parametrize(
    ("operation", "named", "code"),
    [
        ("retrieveFineTuningJob", _JOB, "fine_tune_not_found"),
        ("cancelFineTuningJob", _JOB, "fine_tune_not_found"),
        ("retrieveModel", {"model": "ft:no-such:model::00000000"}, "model_not_found"),
    ],
    ids=["job", "cancellation", "model"],
)
def test_unknown_id_has_a_known_code(api: Session, operation: str, named: Json, code: str) -> None:
    """
    The refusal of an id that names nothing carries the code that programs look for.

    They create what is not there, and go on; without the code they stop.
    """
    error = error_of(api.call(operation, **named, expect=404).json)

    assert error["code"] == code


@should("refusals-name-files-by-their-place", spec="Error/properties/param")
@pytest.mark.parametrize("place", ["training_file", "validation_file"])
def test_unknown_file_of_a_job_is_named_by_its_place(
    api: Session, training_file: str, place: str
) -> None:
    """
    The refusal of a job's unknown file names the parameter in which it stands.

    Of two files, one is to be uploaded again.
    """
    body = {"model": api.target.setup.model, "training_file": training_file, place: _UNKNOWN_FILE}
    error = error_of(api.call("createFineTuningJob", json=body, expect=400).json)

    assert error["param"] == place


@should("refusals-of-models-are-known", spec="Error/properties/code")
def test_unknown_model_of_a_job_has_a_known_code(api: Session, training_file: str) -> None:
    """
    The refusal of a job's unknown model carries its code and names the model.

    A program that tries the next model of its list looks for it.
    """
    body = {"model": "no-such-model", "training_file": training_file}
    error = error_of(api.call("createFineTuningJob", json=body, expect=400).json)

    assert error["code"] == "model_not_available"
    assert "no-such-model" in error["message"]


@should("refusals-of-purposes-name-them", spec="Error/properties/param", needs="files")
def test_unknown_purpose_is_named(api: Session) -> None:
    """
    The refusal of an upload's unknown purpose names the field and what stands in it.

    Of all fields of a form this one is misspelled most.
    """
    files = {"file": Upload("a.jsonl", b"{}\n")}
    form = {"purpose": "finetune"}
    error = error_of(api.call("createFile", form=form, files=files, expect=400).json)

    assert error["param"] == "purpose"
    assert "finetune" in error["message"]


@must(
    "refusals-write-null-for-nothing",
    spec="Error/properties/param",
    says="null if it is none of them",
)
@pytest.mark.parametrize(
    ("operation", "parameters", "status"),
    [
        ("retrieveFineTuningJob", _JOB, 404),
        ("createFineTuningJob", {"content": b"{"}, 400),
        ("listFiles", {"key": "sk-wrong-key"}, 401),
    ],
    ids=["job", "body that breaks off", "wrong key"],
)
def test_refusal_has_null_and_not_its_name(
    api: Session, operation: str, parameters: Json, status: int
) -> None:
    """
    Where a refusal has no code or no parameter it says null, not a word for it.

    A program would look for a parameter that is called None.
    """
    error = error_of(api.call(operation, **parameters, expect=status).json)
    words = {
        str(error[name]).strip().lower() for name in ("code", "param") if error[name] is not None
    }

    assert not words & {"", "none", "null", "undefined", "nil"}


@should("refusals-are-of-one-family", spec="Error/properties/type")
@pytest.mark.parametrize(("operation", "parameters", "status"), _CALLS, ids=_NAMES)
def test_refusal_is_of_the_family_of_wrong_requests(
    api: Session, operation: str, parameters: Json, status: int
) -> None:
    """
    The refusal of a wrong request says that the request was wrong.

    By the family, programs tell whose fault it was.
    """
    error = error_of(api.call(operation, **parameters, expect=status).json)

    assert error["type"] == "invalid_request_error"


@should("refusals-show-no-trace", spec="Error/properties/message")
@pytest.mark.parametrize(("operation", "parameters", "status"), _CALLS, ids=_NAMES)
def test_refusal_shows_nothing_of_the_program(
    api: Session, operation: str, parameters: Json, status: int
) -> None:
    """
    The message of a refusal does not tell where in the server's program it arose.

    It is read by users, whom it does not help, and by those who look for a way in.
    """
    error = error_of(api.call(operation, **parameters, expect=status).json)

    assert not _TRACE.search(error["message"])
