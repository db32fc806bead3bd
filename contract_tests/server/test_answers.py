"""Rules for answers as such, whatever they are about."""

import contextlib

import pytest

from fine_tuning_contract.conformance import MissingPrerequisite, Session, Target, must, should

from .steps import Json, act
from .tour import first_tour

_JOB: Json = {"fine_tuning_job_id": "ftjob-unknown00000000000000000"}


@must(
    "answers-conform-at-first-sight",
    spec="FineTuningJob",
    says="A job that trains a model.",
)
def test_first_answers_conform(api: Session, target: Target) -> None:
    """
    Whatever a new user tries first is answered as the description says.

    A fault that every answer has is told here once, before it stops all that follows.
    """
    named = first_tour(api, target)

    assert all(named.values())


@must(
    "answers-conform",
    spec="FineTuningJob",
    says="A job that trains a model.",
)
@pytest.mark.parametrize(
    ("operation", "about"),
    [
        ("listPaginatedFineTuningJobs", ()),
        ("retrieveFineTuningJob", ("fine_tuning_job_id",)),
        ("listFineTuningEvents", ("fine_tuning_job_id",)),
        ("listFineTuningJobCheckpoints", ("fine_tuning_job_id",)),
        ("listFiles", ()),
        ("listModels", ()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_answers_about_a_finished_job_conform(
    api: Session, finished_job: Json, operation: str, about: tuple[str, ...]
) -> None:
    """
    Every answer about a job that has seen everything is one that the description allows.

    A typed client stops at the first field that is not.
    """
    api.call(operation, **_about(about, finished_job))


@must(
    "answers-conform-in-preparations",
    spec="FineTuningJob",
    says="A job that trains a model.",
    dear=True,
)
@pytest.mark.usefixtures("a_whole_life")
def test_answers_to_preparations_conform(api: Session, request: pytest.FixtureRequest) -> None:
    """
    Every answer that was needed to prepare other rules is one that the description allows.

    A fault of form does not stop the rules behind it; here it is told, so that it is not lost.
    """
    for prepared in ("finished_job", "failed_jobs"):
        # A job that does not end so is told by the rules about that end.
        with contextlib.suppress(MissingPrerequisite):
            request.getfixturevalue(prepared)

    assert api.noted == []


@must(
    "answers-refuse-in-one-envelope",
    spec="Error",
    says="All four fields are always there.",
)
@pytest.mark.parametrize(
    ("operation", "parameters", "status"),
    [
        ("retrieveFineTuningJob", _JOB, 404),
        ("cancelFineTuningJob", _JOB, 404),
        ("retrieveFile", {"file_id": "file-unknown"}, 404),
        ("createFineTuningJob", {"content": b"{}"}, 400),
        ("listModels", {"key": "sk-wrong-key"}, 401),
    ],
    ids=["job", "cancellation", "file", "bad body", "wrong key"],
)
def test_refusals_come_in_one_envelope(
    api: Session, operation: str, parameters: Json, status: int
) -> None:
    """
    Every refusal is an error in its envelope, with something to read in it.

    A client has one way to show what went wrong.
    """
    error = api.call(operation, **parameters, expect=status).json["error"]

    assert {"message", "type", "param", "code"} <= error.keys()
    assert error["message"].strip()


@must("answers-have-ids", spec="headers/RequestId", says="Id of this exchange")
def test_every_answer_has_an_id_of_its_own(api: Session) -> None:
    """
    Every answer carries an id of its own, refusals too.

    Support asks for it first.
    """
    answers = [
        api.call("listModels"),
        api.call("listModels"),
        api.call("retrieveFineTuningJob", **_JOB, expect=404),
    ]

    assert len({answer.headers["x-request-id"] for answer in answers}) == 3


@should("answers-keep-connections", spec="listModels")
def test_request_after_a_refusal_is_answered(api: Session) -> None:
    """
    A request that follows a refusal is answered, on the same connection where it is kept.

    What is left of a refused request must not be taken for the next one.
    """
    api.call("createFineTuningJob", content=b"not json", expect=400)
    api.call("listModels")


@should("answers-to-empty-posts", spec="cancelFineTuningJob")
@pytest.mark.parametrize(
    "content",
    [None, b"", b"{}"],
    ids=["no body", "no body but a type", "empty object"],
)
def test_cancelling_takes_every_empty_body(
    api: Session, running_job: Json, content: bytes | None
) -> None:
    """
    Cancelling works with no body, with an announced one that is empty, and with `{}`.

    The clients in use send one of each.
    """
    job = act(api, "cancelFineTuningJob", running_job["id"], content=content)

    assert job["status"] == "cancelled"


def _about(names: tuple[str, ...], job: Json) -> Json:
    return dict.fromkeys(names, job["id"])
