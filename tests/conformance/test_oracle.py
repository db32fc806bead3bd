"""What the oracle finds wrong with an answer."""

import json

import pytest

from fine_tuning_contract.conformance import Answer, Description, Exchange
from fine_tuning_contract.conformance.exchange import Request
from fine_tuning_contract.conformance.oracle import Oracle

_THING = {"id": "a", "name": "b", "created_at": 1700000000}
_SECRET = "sk-very-secret"


def _judge(
    description: Description,
    body: bytes | object = _THING,
    *,
    status: int = 200,
    seconds: float = 0.1,
    token: str = _SECRET,
    **headers: str,
) -> list[str]:
    oracle = Oracle(description, secrets=(_SECRET,), response_seconds=1.0)
    sent = {"content-type": "application/json", "x-trace": "1"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = Request("GET", "http://x/things/a", (("authorization", f"Bearer {token}"),))
    answer = Answer(status, sent, content, seconds)
    return oracle.judge(description.operation("readThing"), Exchange(request, answer))


def test_answer_as_described_has_no_fault(description: Description) -> None:
    """An answer that the description allows has no fault."""
    assert _judge(description) == []


@pytest.mark.parametrize("status", [201, 418, 500])
def test_status_must_be_declared(description: Description, status: int) -> None:
    """A status that the operation does not declare is a fault that names those it does."""
    (fault,) = _judge(description, status=status)

    assert fault == f"status {status} is not declared for readThing (200, 400, 401, 404)"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("text/html", "the content type is text/html"),
        ("", "the content type is missing"),
        ("application/json; charset=latin-1", "JSON is UTF-8"),
    ],
)
def test_media_type_must_be_declared(description: Description, kind: str, told: str) -> None:
    """A media type, or a character set, that is not declared is a fault."""
    assert told in _judge(description, content_type=kind)[0]


def test_charset_utf_8_is_welcome(description: Description) -> None:
    """JSON may say that it is UTF-8."""
    assert _judge(description, content_type="application/json; charset=utf-8") == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b'{"id": "\xff"}', "not UTF-8"),
        (b'{"id": "a", "id": "b"}', "'id' stands twice"),
        (b'{"id": NaN}', "NaN is not a JSON number"),
        (b"[" * 100_000, "nested too deeply"),
    ],
    ids=["cut", "empty", "not UTF-8", "duplicate", "NaN", "deep"],
)
def test_body_must_be_strict_json(description: Description, body: bytes, told: str) -> None:
    """A body that lenient parsers accept and strict ones refuse is a fault."""
    assert told in _judge(description, body)[0]


def test_body_must_fit_its_schema(description: Description) -> None:
    """A body that does not fit is a fault that names the place."""
    (fault,) = _judge(description, {**_THING, "name": 5})

    assert fault.startswith("body name:")


def test_times_are_seconds(description: Description) -> None:
    """A time in milliseconds is a fault."""
    (fault,) = _judge(description, {**_THING, "created_at": 1700000000000})

    assert fault.startswith("body created_at:")


def test_required_headers_must_be_there(description: Description) -> None:
    """A required header that is missing or empty is a fault."""
    assert _judge(description, x_trace="") == ["the required header x-trace is missing"]


def test_keys_must_not_come_back(description: Description) -> None:
    """A key in the body or in a header is a fault."""
    in_body = _judge(description, {**_THING, "name": f"for {_SECRET}"})
    in_header = _judge(description, x_key=_SECRET)

    assert in_body == ["a key stands in the body of the answer"]
    assert in_header == ["a key stands in a header of the answer"]


def test_wrong_key_must_not_come_back_either(description: Description) -> None:
    """A long token that was sent and is echoed is a fault, whether it was right or not."""
    wrong = "sk-mistyped-0123456789"

    assert _judge(description, {**_THING, "name": wrong}, token=wrong) == [
        "a key stands in the body of the answer"
    ]


def test_made_up_token_may_stand_in_an_answer_by_chance(description: Description) -> None:
    """A short made-up token is no secret, so an answer that holds its letters is right."""
    assert _judge(description, {**_THING, "name": "test"}, token="test") == []


def test_what_was_sent_as_data_may_come_back(description: Description) -> None:
    """A server that repeats a name does not give away a key that the name happens to be."""
    request = Request("GET", f"http://x/things/{_SECRET}")
    body = json.dumps({**_THING, "name": _SECRET}).encode()
    answer = Answer(200, {"content-type": "application/json", "x-trace": "1"}, body, 0.1)
    oracle = Oracle(description, secrets=(_SECRET,))

    assert oracle.judge(description.operation("readThing"), Exchange(request, answer)) == []


def test_answers_have_a_time(description: Description) -> None:
    """An answer that takes longer than the bound is a fault."""
    assert _judge(description, seconds=1.5) == ["the answer took 1.5 s; the bound is 1 s"]


def test_lost_answer_is_a_fault(description: Description) -> None:
    """An answer that never came is a fault."""
    exchange = Exchange(Request("GET", "http://x"), None, lost="reset")
    oracle = Oracle(description)

    assert oracle.judge(description.operation("readThing"), exchange) == [
        "no whole answer came (reset)"
    ]
    assert oracle.judge_any(exchange) == ["no whole answer came (reset)"]
