"""Whatever is sent, the answer is a refusal in the envelope, and nothing changes."""

import asyncio
import json
import socket
from typing import Any

import pytest
from callers import Caller, Served

from fine_tuning_contract.emulator import Settings, create_app
from fine_tuning_contract.emulator.settings import Limits

JOB = b'{"model":"gpt-4o-mini","training_file":"file-1"'


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="half"),
        pytest.param(b"[]", id="array"),
        pytest.param(b"null", id="null"),
        pytest.param(JOB + b',"seed":NaN}', id="NaN"),
        pytest.param(JOB + b',"x":-Infinity}', id="Infinity"),
        pytest.param(JOB + b',"x":1e999}', id="too large for a float"),
        pytest.param(JOB + b',"model":"gpt-4"}', id="duplicate key"),
        pytest.param(JOB + b',"x":"\\ud800"}', id="lone surrogate"),
        pytest.param(JOB + b',"x":"\xff"}', id="not UTF-8"),
        pytest.param(JOB + b',"x":' + b"[" * 100 + b"]" * 100 + b"}", id="deep"),
        pytest.param(JOB + b',"x":' + b"[" * 200000 + b"]" * 200000 + b"}", id="very deep"),
        pytest.param(JOB + b',"x":' + b"9" * 10000 + b"}", id="endless integer"),
        pytest.param(JOB + b"} {}", id="two values"),
        pytest.param(b"\xef\xbb\xbf" + JOB + b"}", id="byte order mark"),
    ],
)
def test_body_that_is_not_strict_json_is_refused(api: Caller, raw: bytes) -> None:
    """Anything that two readers could understand differently is refused."""
    headers = {"content-type": "application/json"}
    answer = api.http.post("/fine_tuning/jobs", content=raw, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "invalid_json"


def test_brackets_in_a_text_are_no_depth(api: Caller) -> None:
    """Only real nesting counts."""
    body = {"model": "gpt-4o-mini", "training_file": "x", "suffix": '["{' * 10, "y": "[" * 500}

    assert api.post("/fine_tuning/jobs", body).json()["error"]["param"] == "training_file"


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
)
def test_body_of_another_type_is_refused(api: Caller, content_type: Any) -> None:
    """A body must say that it is JSON."""
    headers = {"content-type": content_type}
    answer = api.http.post("/fine_tuning/jobs", content=b"{}", headers=headers)

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "unsupported_content_type"


def test_charset_beside_the_type_is_fine(api: Caller) -> None:
    """`application/json; charset=utf-8` is JSON."""
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    answer = api.http.post("/fine_tuning/jobs", content=b"{}", headers=headers)

    assert answer.json()["error"]["code"] == "missing_required_parameter"


def test_body_above_the_limit_is_refused(api: Caller) -> None:
    """A body of five megabytes is too large for a job."""
    body = JOB + b',"x":"' + b"a" * 5_000_000 + b'"}'
    headers = {"content-type": "application/json"}
    answer = api.http.post("/fine_tuning/jobs", content=body, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "body_too_large"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/fine_tuning/jobs", "GET, HEAD, POST"),
        ("DELETE", "/fine_tuning/jobs/x/cancel", "POST"),
        ("PATCH", "/models/x", "DELETE, GET, HEAD"),
        ("OPTIONS", "/files", "GET, HEAD, POST"),
        ("TRACE", "/files", "GET, HEAD, POST"),
    ],
)
def test_wrong_method_is_told_the_right_ones(
    api: Caller, method: str, path: str, allowed: Any
) -> None:
    """A known path answers 405 and lists its methods."""
    answer = api.http.request(method, path)

    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed
    assert answer.json()["error"]["code"] == "method_not_supported"


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/fine_tuning/jobs/", "/fine_tuning/jobs//events", "/files/x/y", "//models", "/"],
)
def test_unknown_path_is_not_found(api: Caller, path: str) -> None:
    """A path that the API lacks is a 404 in the envelope."""
    answer = api.http.get(str(api.http.base_url).rstrip("/") + path)

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "unknown_url"


@pytest.mark.parametrize(
    "segment", ["..", "%2e%2e", "%2Fetc%2Fpasswd", "%00", "%FF", "%E2%82%AC", "a" * 5000, "%"]
)
def test_strange_ids_are_unknown_ids(emulator: Served, segment: Any) -> None:
    """An id never reaches the file system, whatever it holds."""
    answer = raw_get(emulator.port, f"/v1/files/{segment}/content")

    assert answer.startswith(b"HTTP/1.1 404")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["param"] == "id"


def raw_get(port: Any, target: Any) -> Any:
    """Send a request line as it stands and return the whole answer."""
    return exchange(
        port,
        f"GET {target} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-test\r\n"
        "connection: close\r\n\r\n".encode(),
    )


def exchange(port: Any, raw: bytes) -> Any:
    """Send bytes and return everything that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(raw)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"nonsense\r\n\r\n", id="no HTTP"),
        pytest.param(b"GET /v1/\xff\xff HTTP/1.1\r\nhost: x\r\n\r\n", id="bytes in the path"),
        pytest.param(b"GET / HTTP/1.1\r\nbad header\r\n\r\n", id="no header"),
        pytest.param(b"GET / HTTP/1.1\r\nx: " + b"a" * 200_000 + b"\r\n\r\n", id="endless header"),
        pytest.param(b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n", id="endless path"),
    ],
)
def test_what_is_not_http_gets_the_envelope_too(emulator: Served, raw: bytes) -> None:
    """Even a broken request is answered in the form that callers can read."""
    answer = exchange(emulator.port, raw)

    assert answer.startswith(b"HTTP/1.1 400")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["type"] == "invalid_request_error"


def test_hundreds_of_headers_are_refused(api: Caller) -> None:
    """More headers than any client sends are refused."""
    headers = {f"x-{number}": "1" for number in range(150)}

    assert api.http.get("/models", headers=headers).json()["error"]["code"] == "bad_headers"


def test_head_is_get_without_content(api: Caller) -> None:
    """HEAD tells the size and sends nothing."""
    head, get = api.http.head("/models"), api.http.get("/models")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(get.content))


def test_query_that_is_not_utf8_is_refused(emulator: Served) -> None:
    """A query string is text."""
    answer = raw_get(emulator.port, "/v1/fine_tuning/jobs?after=%ff")

    assert answer.startswith(b"HTTP/1.1 400")


def test_caller_who_leaves_early_harms_nobody(emulator: Served, api: Caller) -> None:
    """A connection that closes in the middle of a body is forgotten."""
    head = "POST /v1/fine_tuning/jobs HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-test\r\n"
    with socket.create_connection(("127.0.0.1", emulator.port)) as connection:
        connection.sendall(f"{head}content-length: 1000\r\n\r\n{{".encode())

    assert api.get("/fine_tuning/jobs")["data"] == []


def test_every_answer_carries_its_stamps(api: Caller) -> None:
    """Answers name the request, the version and the time it took."""
    headers = api.http.get("/models").headers

    assert headers["openai-version"] == "2020-10-01"
    assert int(headers["openai-processing-ms"]) >= 1
    assert len(headers["x-request-id"]) == len("req_") + 32
    assert headers["content-type"] == "application/json"


def test_body_that_came_whole_is_refused_at_once() -> None:
    """Of a body that is too large and has ended, nothing more is waited for."""
    app = create_app(Settings(limits=Limits(body_bytes=10)))
    arriving = [{"type": "http.request", "body": b" " * 11, "more_body": False}]
    sent: list[Any] = []

    async def receive() -> Any:
        assert arriving, "nothing comes after the end"
        return arriving.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/fine_tuning/jobs",
        "raw_path": b"/v1/fine_tuning/jobs",
        "query_string": b"",
        "headers": [(b"authorization", b"Bearer sk-test"), (b"content-type", b"application/json")],
    }
    asyncio.run(app(scope, receive, send))
    app.world.close()

    assert sent[0]["status"] == 400
    assert b"body_too_large" in sent[1]["body"]
