"""Rules for what the client makes of refusals, and of answers that nobody can read."""

from typing import Any

import httpx
import pytest

import fine_tuning_client as package
from fine_tuning_client import APIConnectionError, APIStatusError, FineTuningError
from fine_tuning_contract.conformance import must, should

from .calls import Calls
from .conftest import ClientFor
from .examples import Examples
from .methods import Method
from .servers import REQUEST_ID, Answer, Server, envelope, json_answer, refusal, text_answer

_NAMES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
}
_PAGE = "<html><body>The proxy has no server to ask.</body></html>"
_UNREADABLE = {
    "HTML": text_answer(_PAGE, media_type="text/html"),
    "HTML said to be JSON": text_answer(_PAGE),
    "nothing": text_answer(""),
    "cut off": text_answer('{"id": "ftjob-1", "object": "fine_tu'),
    "two values": text_answer('{"id": 1} {"id": 2}'),
    "not UTF-8": text_answer(b'{"id": "\xff\xfe"}'),
    "too deep": text_answer("[" * 100_000),
    "list": json_answer([{"id": "ftjob-1"}]),
    "text": json_answer("The job has been made."),
    "number": json_answer(200),
    "null": json_answer(None),
}
_BODIES = {
    "HTML": text_answer(_PAGE, 502, "text/html"),
    "nothing": text_answer("", 500),
    "cut off": text_answer('{"error": {"mess', 500),
    "list": json_answer(["no"], 400),
    "error as a text": json_answer({"error": "no"}, 400),
    "error as a list": json_answer({"error": [1]}, 400),
    "error null": json_answer({"error": None}, 404),
    "message null": json_answer({"error": {"message": None}}, 404),
    "message an object": json_answer({"error": {"message": {"de": "nein"}}}, 400),
    "numbers for texts": json_answer(envelope(code=17, type=4, param=1), 400),
    "not UTF-8": text_answer(b"\xff\xfe\x00", 500, "text/plain; charset=no-such"),
    "too deep": text_answer("[" * 100_000, 500),
}
_LATE = {
    "connect": httpx.ConnectTimeout("slow"),
    "read": httpx.ReadTimeout("slow"),
    "write": httpx.WriteTimeout("slow"),
    "pool": httpx.PoolTimeout("slow"),
}


@must("failures-declared-are-raised", spec="responses")
def test_declared_refusal_is_raised_with_all_that_it_says(
    client_for: ClientFor, calls: Calls, examples: Examples, method: Method
) -> None:
    """
    Every declared refusal raises the error of its status, with all that its envelope says.

    A program decides by `code` and `param` what to do, and a person asks support with the request's
    id.
    """
    cases = [
        (status, body)
        for status in method.error_statuses
        for body in examples.of(method.answer_schema(str(status)) or {})
    ]
    raised = [
        _raised(client_for, calls, method, json_answer(body, status)) for status, body in cases
    ]

    assert [_told(error) for error in raised] == [_expected(status, body) for status, body in cases]
    assert all(
        body["error"]["message"] in str(error)
        for error, (_, body) in zip(raised, cases, strict=True)
    )


@should("failures-of-any-status-are-raised", spec="ErrorResponse")
def test_no_status_of_an_error_passes(client_for: ClientFor) -> None:
    """
    Every status from 400 to 599 raises an error that carries it, whether it has a name or not.

    Proxies answer 529 and 530; a client that does not know a number must not take it for success.
    """
    client = client_for(Server(lambda request: refusal(int(request.headers["status"]))))
    raised = {
        status: _error(
            client, "fine_tuning.jobs.retrieve", "j", extra_headers={"status": str(status)}
        )
        for status in range(400, 600)
    }

    assert {status: _name(error) for status, error in raised.items()} == {
        status: _expected_name(status) for status in range(400, 600)
    }
    assert [error.status_code for error in raised.values()] == list(range(400, 600))


@should("failures-other-than-errors-are-raised", spec="ErrorResponse")
@pytest.mark.parametrize("status", [300, 301, 302, 304, 307, 308, 399])
def test_answer_that_is_no_success_is_raised(client_for: ClientFor, status: int) -> None:
    """
    A redirection is an error, since nobody gave leave to follow it.

    Its body is not what was asked for, and would be read as an object without fields.
    """
    client = client_for(Server(json_answer({}, status, location="http://api.test/elsewhere")))
    error = _error(client, "fine_tuning.jobs.retrieve", "ftjob-1")

    assert (_name(error), error.status_code) == ("APIStatusError", status)


@should("failures-without-envelope-are-raised", spec="ErrorResponse")
@pytest.mark.parametrize("answer", _BODIES.values(), ids=_BODIES.keys())
def test_refusal_with_any_body_is_raised(client_for: ClientFor, answer: Answer) -> None:
    """
    A refusal whose body is no envelope raises the error of its status all the same.

    In front of the server stand gateways, and each has its own page for a bad day.
    """
    error = _error(client_for(Server(answer)), "fine_tuning.jobs.retrieve", "ftjob-1")

    assert (_name(error), error.status_code) == (_expected_name(answer.status), answer.status)
    assert error.request_id == REQUEST_ID
    assert str(answer.status) in str(error)


@should("failures-to-read-are-raised", spec="schemas")
@pytest.mark.parametrize("answer", _UNREADABLE.values(), ids=_UNREADABLE.keys())
def test_answer_that_nobody_can_read_is_raised(
    client_for: ClientFor, calls: Calls, json_method: Method, answer: Answer
) -> None:
    """
    A success that holds no JSON object raises an error that shows how it begins; it is never None.

    Behind a wrong base URL stands a web page with status 200, and only its first line tells so.
    """
    error = _raised(client_for, calls, json_method, answer)
    shown = answer.body.decode(errors="replace")[:20].encode("unicode_escape").decode()

    assert _name(error) == "ResponseDecodingError"
    assert (error.status_code, error.request_id) == (200, REQUEST_ID)
    assert shown[:12] in str(error).encode("unicode_escape").decode()


@should("failures-to-read-are-short", spec="schemas")
def test_long_answer_is_not_shown_whole(client_for: ClientFor) -> None:
    """
    An error shows the start of an unreadable answer, not all of it.

    A page of a megabyte in a log buries what matters.
    """
    client = client_for(Server(text_answer("<p>too long</p>" * 10_000)))
    error = _error(client, "fine_tuning.jobs.retrieve", "ftjob-1")

    assert len(str(error)) < 1000


@should("failures-of-time-tell-what-was-slow", spec="retrieveFineTuningJob")
@pytest.mark.parametrize(("phase", "failure"), _LATE.items(), ids=_LATE.keys())
def test_timeouts_are_told_apart(client_for: ClientFor, phase: str, failure: Exception) -> None:
    """
    A timeout says whether connecting, sending, receiving or waiting for a connection was slow.

    A full pool is cured in the program, a slow server is not.
    """
    error = _error(client_for(Server(failure)), "fine_tuning.jobs.retrieve", "ftjob-1")

    assert (_name(error), error.phase) == ("APITimeoutError", phase)


@should("failures-of-connections-are-one-kind", spec="retrieveFineTuningJob")
@pytest.mark.parametrize(
    "failure",
    [
        httpx.ConnectError("refused"),
        httpx.ReadError("reset"),
        httpx.WriteError("broken pipe"),
        httpx.CloseError("closed"),
        httpx.RemoteProtocolError("disconnected"),
        httpx.ProxyError("no proxy"),
        httpx.DecodingError("no gzip"),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_broken_connection_is_raised_as_our_own(client_for: ClientFor, failure: Exception) -> None:
    """
    Whatever breaks a connection is raised as one kind of error, with the cause behind it.

    Whoever catches the client's errors must not have to know the library beneath.
    """
    error = _error(client_for(Server(failure)), "fine_tuning.jobs.retrieve", "ftjob-1")

    assert isinstance(error, APIConnectionError)
    assert error.__cause__ is failure


def _raised(client_for: ClientFor, calls: Calls, method: Method, answer: Answer) -> Any:
    return _error(client_for(Server(answer)), method.name, **calls.plain(method).named)


def _error(client: Any, method: str, /, *values: Any, **named: Any) -> Any:
    """Return the error of the client's tree that a call raises."""
    with pytest.raises(FineTuningError) as caught:
        client.call(method, *values, **named)
    return caught.value


def _name(error: Exception) -> str:
    # The root of the tree goes by two names; what counts is the class that the package exports.
    name = type(error).__name__
    assert getattr(package, name) is type(error)
    return name


def _told(error: APIStatusError) -> tuple[Any, ...]:
    return (
        _name(error),
        error.status_code,
        error.request_id,
        error.body,
        error.type,
        error.param,
        error.code,
    )


def _expected(status: int, body: Any) -> tuple[Any, ...]:
    error = body["error"]
    told = (error["type"], error["param"], error["code"])
    return (_expected_name(status), status, REQUEST_ID, body, *told)


def _expected_name(status: int) -> str:
    if status >= 500:
        return "InternalServerError"
    return _NAMES.get(status, "APIStatusError")
