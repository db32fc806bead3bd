"""Rules for calls that change something: what is done twice is paid twice."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fine_tuning_client import APIStatusError, UnknownOutcomeError
from fine_tuning_contract.conformance import must, should

from . import sent
from .calls import Calls
from .clock import Clock
from .conftest import ClientFor
from .documents import job, page
from .methods import Method
from .servers import Server, Step, json_answer, refusal
from .sockets import Deed, SocketServer, Visit, closed_port, http_answer

_CREATE = "fine_tuning.jobs.create"
_JOB: dict[str, Any] = {"model": "gpt-4o-mini", "training_file": "file-1"}
_BODY = b'{"id": "ftjob-1", "status": "queued"}'
_LOST: dict[str, Deed] = {
    "closed": lambda _: None,
    "reset": Visit.reset,
    "after a piece of the head": lambda visit: visit.send(b"HTTP/1.1 200 OK\r\ncontent-"),
    "after a piece of the body": lambda visit: visit.send(http_answer(_BODY, length=900)),
    "no HTTP": lambda visit: visit.send(b"SSH-2.0-made-up\r\n"),
    "never": Visit.hang,
}
_AMBIGUOUS = [
    httpx.ReadError("reset"),
    httpx.ReadTimeout("slow"),
    httpx.WriteError("broken pipe"),
    httpx.WriteTimeout("slow"),
    httpx.RemoteProtocolError("disconnected"),
]
_NEVER_SENT = [
    httpx.ConnectError("refused"),
    httpx.ConnectTimeout("slow"),
    httpx.PoolTimeout("full"),
]


@should("creation-is-never-done-twice", spec="createFineTuningJob")
@pytest.mark.parametrize("deed", _LOST.values(), ids=_LOST.keys())
def test_creation_with_a_lost_answer_is_not_repeated(
    client_for: ClientFor, deed: Callable[[Visit], None]
) -> None:
    """
    A job whose creation was sent and whose answer was lost is not created again.

    The server may have made it: a second one would train, and be paid, beside it.
    """
    with SocketServer(deed) as server:
        client = client_for(base_url=server.url, retries=3, timeout=0.5)
        with pytest.raises(UnknownOutcomeError, match="unknown"):
            client.call(_CREATE, **_JOB)

    assert len(server.visits) == 1


@should("creation-is-guarded-everywhere", spec="schemas")
@pytest.mark.parametrize("failure", _AMBIGUOUS, ids=lambda failure: type(failure).__name__)
def test_no_change_is_repeated_blindly(
    client_for: ClientFor,
    calls: Calls,
    clock: Clock,
    writing_method: Method,
    failure: Exception,
) -> None:
    """
    No call that changes something is repeated when nobody knows whether it was done.

    The error says so, and leaves it to the caller to look.
    """
    server = Server(failure)
    client = client_for(server, retries=3)
    with pytest.raises(UnknownOutcomeError):
        client.call(writing_method.name, **calls.plain(writing_method).named)

    assert (len(server.requests), clock.waits) == (1, [])


@must(
    "creation-is-not-repeated-after-a-fault-of-the-server",
    spec="createFineTuningJob/responses/500",
    says="Whether anything has changed is not known.",
)
@pytest.mark.parametrize("status", [408, 500, 502, 503, 504, 529])
def test_change_is_not_repeated_after_a_server_error(
    client_for: ClientFor, calls: Calls, clock: Clock, writing_method: Method, status: int
) -> None:
    """
    A call that changes something is not repeated after a server error.

    The server may have failed after it did the work.
    """
    server = Server(refusal(status))
    client = client_for(server, retries=3)
    with pytest.raises(APIStatusError):
        client.call(writing_method.name, **calls.plain(writing_method).named)

    assert (len(server.requests), clock.waits) == (1, [])


@must(
    "creation-is-repeated-when-refused-for-now",
    spec="createFineTuningJob/responses/429",
    says="Nothing has changed.",
)
def test_change_is_repeated_when_the_server_did_nothing(
    client_for: ClientFor, calls: Calls, clock: Clock, writing_method: Method
) -> None:
    """
    A call that was refused with 429 is repeated, since nothing was done.

    A queue of jobs that waits its turn is what the status is for.
    """
    server = Server(refusal(429, retry_after="1"), refusal(429, retry_after="2"), refusal(404))
    client = client_for(server, retries=2)
    with pytest.raises(APIStatusError):
        client.call(writing_method.name, **calls.plain(writing_method).named)

    assert (len(server.requests), clock.waits) == (3, [1.0, 2.0])


@should("creation-is-repeated-when-never-sent", spec="createFineTuningJob")
@pytest.mark.parametrize("failure", _NEVER_SENT, ids=lambda failure: type(failure).__name__)
def test_creation_that_never_left_is_repeated(
    client_for: ClientFor, clock: Clock, failure: Exception
) -> None:
    """
    A creation that never reached the server is repeated.

    Nothing can have been done, so nothing can be done twice.
    """
    server = Server(failure, json_answer(job()))
    found = client_for(server, retries=2).call(_CREATE, **_JOB)

    assert found.id == job()["id"]
    assert server.requests[0].content == server.requests[1].content
    assert len(clock.waits) == 1


@should("creation-waits-for-a-server-that-starts", spec="createFineTuningJob")
def test_creation_at_a_closed_port_is_tried_again(client_for: ClientFor, clock: Clock) -> None:
    """
    A creation at a port where nobody listens is tried as often as allowed, then raised as such.

    The error does not speak of an unknown outcome, for there is none.
    """
    client = client_for(base_url=f"http://127.0.0.1:{closed_port()}/v1", retries=2)
    with pytest.raises(Exception, match="3 tries") as raised:
        client.call(_CREATE, **_JOB)

    assert type(raised.value).__name__ == "APIConnectionError"
    assert len(clock.waits) == 2


@should("creation-carries-one-name-for-all-tries", spec="createFineTuningJob")
def test_tries_of_one_creation_share_a_key(client_for: ClientFor, clock: Clock) -> None:
    """
    All tries of one creation carry the same `Idempotency-Key`, and no two creations share one.

    A gateway that knows the header can tell a repetition from a second job.
    """
    server = Server(refusal(429, retry_after="0"), json_answer(job()))
    client = client_for(server, retries=2)
    client.call(_CREATE, **_JOB)
    client.call(_CREATE, **_JOB)
    keys = [request.headers.get("idempotency-key") for request in server.requests]

    assert all(keys)
    assert (keys[0] == keys[1], keys[1] == keys[2]) == (True, False)
    assert sum(clock.waits) == 0


@should("creation-is-reconciled-when-asked", spec="createFineTuningJob")
@pytest.mark.parametrize("loss", [httpx.ReadError("reset"), refusal(500)], ids=["lost", "failed"])
def test_lost_creation_is_found_again(client_for: ClientFor, loss: Step) -> None:
    """
    A creation that may be reconciled is looked for when its answer was lost, and not done again.

    The job carries a tag that no other job has.
    """
    server = Server(loss, lambda _: json_answer(page([_as_created(server.requests[0])])))
    given = {**_JOB, "metadata": {"team": "blue"}}
    found = client_for(server).call(_CREATE, **given, reconcile=True)

    assert [request.method for request in server.requests] == ["POST", "GET"]
    assert found.id == job()["id"]
    assert found.metadata["team"] == "blue"


@should("creation-reconciles-with-its-own-job-only", spec="createFineTuningJob")
@pytest.mark.parametrize(
    "listed",
    [[], [job(id="ftjob-of-others", metadata={"team": "red"})], [job(metadata=None)]],
    ids=["nothing", "another", "one without metadata"],
)
def test_lost_creation_is_not_taken_for_another_job(
    client_for: ClientFor, listed: list[dict[str, Any]]
) -> None:
    """
    Where the lost job is not found the loss is raised, whatever other jobs the server lists.

    There are servers that ignore the filter; the job of someone else is not the one that was lost.
    """
    server = Server(httpx.ReadError("reset"), json_answer(page(listed)))
    with pytest.raises(UnknownOutcomeError):
        client_for(server).call(_CREATE, **_JOB, reconcile=True)

    assert [request.method for request in server.requests] == ["POST", "GET"]


@should("creation-that-only-reads-is-repeated", spec="runGrader")
@pytest.mark.parametrize("failure", _AMBIGUOUS, ids=lambda failure: type(failure).__name__)
def test_grading_is_repeated(
    client_for: ClientFor, calls: Calls, clock: Clock, method: Method, failure: Exception
) -> None:
    """
    A POST that the description calls safe is repeated like any reading call.

    Running a grader twice gives the same score twice.
    """
    server = Server(failure, refusal(404))
    client = client_for(server, retries=1)
    with pytest.raises(Exception, match=r"refuses|unknown"):
        client.call(method.name, **calls.plain(method).named)

    assert len(server.requests) == (2 if method.safe else 1)
    assert len(clock.waits) == len(server.requests) - 1


def _as_created(request: httpx.Request) -> dict[str, Any]:
    """Return the job that a request creates."""
    return job(metadata=sent.body(request)["metadata"])
