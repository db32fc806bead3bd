"""One call ends in an answer or in one error, and is never done twice by mistake."""

import asyncio
import logging
from typing import Any

import httpx
import pytest
from sourced import (
    APIConnectionError,
    APITimeoutError,
    AsyncFineTuningClient,
    FineTuningClient,
    InternalServerError,
    InvalidRequestError,
    RateLimitError,
    UnknownOutcomeError,
)

KEY = "sk-secret-of-the-caller"
MODEL = {"id": "m", "object": "model", "created": 1, "owned_by": "me"}
FILE = {
    "id": "file-1",
    "object": "file",
    "bytes": 1,
    "created_at": 1,
    "filename": "f",
    "purpose": "fine-tune",
    "status": "processed",
}

Step = httpx.Response | type[httpx.HTTPError]


class Server:
    """A server that answers or fails by plan, and keeps what it was sent."""

    def __init__(self, *plan: Step) -> None:
        """Take the plan: an answer or a failure for each request."""
        self._plan = list(plan)
        self.requests: list[httpx.Request] = []
        self.bodies: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Do the next thing of the plan."""
        self.requests.append(request)
        self.bodies.append(request.read())
        step = self._plan.pop(0)
        if isinstance(step, httpx.Response):
            return step
        raise step("it broke", request=request)

    async def asynchronous(self, request: httpx.Request) -> httpx.Response:
        """Do the next thing of the plan for an async client."""
        await request.aread()
        return self(request)


def ok(body: Any = MODEL) -> httpx.Response:
    """Return a success."""
    return httpx.Response(200, json=body)


def refused(status: int, **headers: str) -> httpx.Response:
    """Return a refusal in the API's envelope."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    error = {"message": "No.", "type": "t", "param": None, "code": None}
    return httpx.Response(status, json={"error": error}, headers=named)


def client(server: Server, **options: Any) -> FineTuningClient:
    """Return a client of a planned server."""
    return FineTuningClient(api_key=KEY, transport=httpx.MockTransport(server), **options)


@pytest.fixture(autouse=True)
def sleeps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let waits take no time, and keep how long they would have been."""
    waits: list[float] = []

    async def asleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("time.sleep", waits.append)
    monkeypatch.setattr("asyncio.sleep", asleep)
    return waits


def read(calling: FineTuningClient) -> Any:
    """Do what changes nothing."""
    return calling.models.retrieve("m")


def create(calling: FineTuningClient) -> Any:
    """Do what would be there twice if it was done twice."""
    return calling.files.create(file=b"x", purpose="fine-tune")


@pytest.mark.parametrize(
    "step", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError, refused(503)]
)
def test_reading_is_repeated(step: Step, sleeps: list[float]) -> None:
    """What changes nothing is done again after any failure that may pass."""
    server = Server(step, ok())

    assert read(client(server)).id == "m"
    assert len(server.requests) == 2
    assert len(sleeps) == 1


def test_advice_of_the_server_is_obeyed(sleeps: list[float]) -> None:
    """The wait is the one that the server asked for."""
    server = Server(refused(429, retry_after="2"), ok())

    read(client(server))

    assert sleeps == [2.0]


@pytest.mark.parametrize("step", [httpx.ConnectError, httpx.ConnectTimeout, refused(429)])
def test_creation_is_repeated_if_nothing_was_done(step: Step) -> None:
    """A request that never left, or that the server refused for its rate, is sent again."""
    server = Server(step, ok(FILE))

    assert create(client(server)).id == "file-1"
    assert server.bodies[0] == server.bodies[1]


def test_repeated_creation_has_one_key() -> None:
    """Both tries carry the same idempotency key, and another call has another."""
    server = Server(refused(429), ok(FILE), ok(FILE))
    calling = client(server)

    create(calling)
    create(calling)

    first, second, other = [each.headers["Idempotency-Key"] for each in server.requests]
    assert first == second != other


def test_creation_with_an_unknown_outcome_is_not_repeated(sleeps: list[float]) -> None:
    """If the server may have done it, the caller is told so, and it is not done twice."""
    server = Server(httpx.ReadTimeout)

    with pytest.raises(UnknownOutcomeError, match="whether the server did it is unknown"):
        create(client(server))
    assert len(server.requests) == 1
    assert sleeps == []


def test_creation_is_not_repeated_after_a_fault_of_the_server() -> None:
    """A 500 does not say that nothing was done."""
    server = Server(refused(500))

    with pytest.raises(InternalServerError):
        create(client(server))
    assert len(server.requests) == 1


def test_refusal_is_final() -> None:
    """What will not pass by itself is not tried again."""
    server = Server(refused(404))

    with pytest.raises(Exception, match="404"):
        read(client(server))
    assert len(server.requests) == 1


def test_last_refusal_is_the_error() -> None:
    """When the tries are used up, the caller gets what the server said last."""
    server = Server(refused(429), refused(429), refused(429))

    with pytest.raises(RateLimitError, match="429: No"):
        read(client(server))
    assert len(server.requests) == 3


def test_retries_can_be_turned_off() -> None:
    """With no retries, there is one try."""
    server = Server(refused(503))

    with pytest.raises(InternalServerError):
        read(client(server, retries=0))
    assert len(server.requests) == 1


def test_deadline_bounds_all_tries_together() -> None:
    """A wait that would go beyond the deadline is not begun."""
    server = Server(refused(429, retry_after="50"))

    with pytest.raises(RateLimitError):
        read(client(server, deadline=10))
    assert len(server.requests) == 1


def test_timeout_says_which_wait_was_too_long() -> None:
    """The error names phase, method, place and number of tries."""
    server = Server(*[httpx.ReadTimeout] * 3)

    with pytest.raises(APITimeoutError, match=r"GET .*/models/m \(3 tries\)") as error:
        read(client(server))
    assert (error.value.phase, error.value.method, error.value.tries) == ("read", "GET", 3)


@pytest.mark.parametrize("address", ["ftp://nowhere.test/v1", "nowhere.test/v1", "http://"])
def test_address_that_nobody_can_call_is_refused(address: str) -> None:
    """An address that is no HTTP URL is an error when the client is made."""
    with pytest.raises(InvalidRequestError, match="base_url"):
        FineTuningClient(api_key=KEY, base_url=address)


def test_failure_that_never_passes_is_not_repeated() -> None:
    """A request that HTTP cannot carry is tried once, also where it creates nothing."""
    server = Server(httpx.LocalProtocolError)

    with pytest.raises(APIConnectionError, match="1 try"):
        read(client(server))
    assert len(server.requests) == 1


def test_body_that_breaks_off_is_a_connection_error() -> None:
    """An answer whose body does not arrive whole is tried again like one that never came."""

    class Broken(httpx.SyncByteStream):
        def __iter__(self) -> Any:
            yield b"{"
            raise httpx.ReadError("gone")

    server = Server(httpx.Response(200, stream=Broken()), ok())

    assert read(client(server)).id == "m"


def test_async_client_decides_the_same(sleeps: list[float]) -> None:
    """The async client repeats what the sync one repeats, and waits as long."""
    server = Server(refused(429, retry_after="2"), ok())

    async def retrieved() -> Any:
        transport = httpx.MockTransport(server.asynchronous)
        async with AsyncFineTuningClient(api_key=KEY, transport=transport) as calling:
            return await calling.models.retrieve("m")

    assert asyncio.run(retrieved()).id == "m"
    assert sleeps == [2.0]


@pytest.mark.parametrize(
    "options",
    [
        {"extra_headers": {"X": "a\r\nY: b"}},
        {"extra_headers": {"X Y": "a"}},
        {"extra_headers": {"X": 3}},
        {"extra_headers": {"": "a"}},
    ],
    ids=["line-break", "space-in-name", "number", "no-name"],
)
def test_header_that_http_cannot_carry_is_refused(options: Any) -> None:
    """A header that would become two, or none, is an error before anything is sent."""
    server = Server()

    with pytest.raises(InvalidRequestError):
        client(server).models.retrieve("m", **options)
    assert server.requests == []


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, object()], ids=["nan", "set", "object"])
def test_body_that_json_cannot_carry_is_refused(value: Any) -> None:
    """A value that is no JSON is an error that names its member, before anything is sent."""
    server = Server()

    with pytest.raises(InvalidRequestError, match="seed"):
        client(server).fine_tuning.jobs.create(model="m", training_file="f", seed=value)
    assert server.requests == []


def test_extra_query_replaces_what_the_call_says() -> None:
    """What is said in `extra_query` wins over the argument, and lists are repeated."""
    server = Server(ok({"object": "list", "data": [], "has_more": False}))

    _ = client(server).files.list(limit=1, extra_query={"limit": 2, "x": ["a", "b"]}).page

    assert server.requests[0].url.params.multi_items() == [("limit", "2"), ("x", "a"), ("x", "b")]


def test_log_tells_of_calls_and_never_of_keys(caplog: pytest.LogCaptureFixture) -> None:
    """The log has method, path, status and waits; no header, no query, no body."""
    server = Server(refused(429, retry_after="2", x_request_id="req_1"), ok())

    with caplog.at_level(logging.DEBUG, logger="client"):
        client(server).models.retrieve("m", extra_query={"q": "private"})

    told = [record.getMessage() for record in caplog.records if record.name == "client"]
    assert any("GET" in line and "/models/m" in line and "429" in line for line in told)
    assert any("trying again in 2.0 s" in line for line in told)
    assert not [line for line in told if KEY in line or "private" in line]
