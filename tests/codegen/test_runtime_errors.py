"""Every failure has its class in one tree, and says what the server said."""

import pickle
from typing import Any

import httpx
import pytest

from fine_tuning_contract.codegen.runtime import errors
from fine_tuning_contract.codegen.runtime.pages import RepeatedCursorError
from fine_tuning_contract.codegen.runtime.problems import Problem
from fine_tuning_contract.codegen.runtime.waiting import WaitTimeoutError

ENVELOPE = {"error": {"message": "No.", "type": "t", "param": "p", "code": "c"}}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.BadRequestError),
        (401, errors.AuthenticationError),
        (403, errors.PermissionDeniedError),
        (404, errors.NotFoundError),
        (409, errors.ConflictError),
        (422, errors.UnprocessableEntityError),
        (429, errors.RateLimitError),
        (500, errors.InternalServerError),
        (529, errors.InternalServerError),
        (418, errors.APIStatusError),
        (302, errors.APIStatusError),
    ],
)
def test_status_has_its_error(status: int, kind: type[Exception]) -> None:
    """Each status raises its own class; one that nobody knows raises their parent."""
    error = errors.status_error(httpx.Response(status, json=ENVELOPE))

    assert type(error) is kind
    assert isinstance(error, errors.APIError)


def test_envelope_is_taken_apart() -> None:
    """Message, type, param and code of the envelope are members of the error."""
    response = httpx.Response(400, json=ENVELOPE, headers={"x-request-id": "req_1"})

    error = errors.status_error(response)

    assert (error.message, error.type, error.param, error.code) == ("No.", "t", "p", "c")
    assert (error.status_code, error.request_id, error.body) == (400, "req_1", ENVELOPE)
    assert str(error) == "400: No. (request req_1)"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "it is empty", id="empty"),
        pytest.param(b"<html>Bad gateway", "it begins: '<html>Bad gateway'", id="html"),
        pytest.param(b'{"error": "Plain."}', "Plain.", id="text-for-object"),
        pytest.param(b'{"error": {"message": 3}}', "3", id="number-for-message"),
        pytest.param(b"[]", "it begins: '[]'", id="list"),
        pytest.param(b'{"error": null}', "it begins", id="null"),
        pytest.param(b"\xff\xfe", "it begins", id="bytes"),
        pytest.param(b"[" * 100_000, "it begins", id="deep"),
    ],
)
def test_any_body_will_do(content: bytes, message: str) -> None:
    """A proxy's page, an empty body and a broken one are errors of their status all the same."""
    error = errors.status_error(httpx.Response(502, content=content))

    assert isinstance(error, errors.InternalServerError)
    assert message in str(error)
    assert len(str(error)) < 400


RAISED: list[Any] = [
    errors.APIConnectionError("m", method="GET", url="u", tries=2),
    errors.APITimeoutError("m", phase="read", method="GET", url="u", tries=2),
    errors.UnknownOutcomeError("m", method="POST"),
    errors.MissingFieldError("Job", "status"),
    errors.InvalidRequestError("m"),
    errors.ResponseDecodingError("Job", problems=[Problem("/a", "odd")]),
    errors.ResponseDecodingError("Job", response=httpx.Response(200, text="x"), reason="r"),
    errors.status_error(httpx.Response(404, json=ENVELOPE)),
    RepeatedCursorError("m"),
    WaitTimeoutError("m", {"id": 1}),
]


@pytest.mark.parametrize("error", RAISED, ids=[str(n) for n in range(len(RAISED))])
def test_errors_travel_between_processes(error: Exception) -> None:
    """Pickling an error keeps its class, its text and what it knows."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert type(again) is type(error)
    assert str(again) == str(error)
    kept = {name for name, value in vars(error).items() if not isinstance(value, httpx.Response)}
    assert {name: vars(again)[name] for name in kept} == {name: vars(error)[name] for name in kept}


def test_decoding_error_shows_where_and_what() -> None:
    """The text has the first differences and the beginning of the answer."""
    problems = [Problem(f"/{number}", "odd") for number in range(9)]
    response = httpx.Response(200, text="x" * 1000, headers={"x-request-id": "req_1"})

    error = errors.ResponseDecodingError("Job", problems=problems, response=response)

    assert "/0: odd; /1: odd" in str(error)
    assert "/8" not in str(error)
    assert len(error.problems) == 9
    assert (error.status_code, error.request_id, error.body) == (200, "req_1", "x" * 1000)
