"""Rules for redirections: where the key may be sent."""

from typing import Any

import httpx
import pytest

from fine_tuning_client import AsyncFineTuningClient, FineTuningClient, FineTuningError
from fine_tuning_contract.conformance import should

from .callers import ADMIN_KEY, API_KEY
from .conftest import ClientFor
from .servers import Server, refusal
from .sockets import SocketServer, http_answer

_STATUSES = [301, 302, 303, 307, 308]
_METHODS = [
    ("fine_tuning.jobs.retrieve", {"fine_tuning_job_id": "ftjob-1"}),
    ("fine_tuning.jobs.create", {"model": "gpt-4o-mini", "training_file": "file-1"}),
    ("files.content", {"file_id": "file-1"}),
    ("fine_tuning.checkpoints.permissions.list", {"fine_tuned_model_checkpoint": "ft:m:o::1"}),
]

redirected = pytest.mark.parametrize("status", _STATUSES)
called = pytest.mark.parametrize(("name", "named"), _METHODS, ids=[name for name, _ in _METHODS])


@should("redirects-keep-the-key-at-home", spec="securitySchemes/ApiKeyAuth")
@redirected
@called
def test_key_is_never_sent_to_another_host(
    client_for: ClientFor, name: str, named: dict[str, Any], status: int
) -> None:
    """
    A redirection to another server is not followed with the key, nor with the request's body.

    Whoever can answer once in the server's place would have the key for good.
    """
    with SocketServer(lambda visit: visit.send(http_answer(b"{}"))) as stranger:
        away = http_answer(status=status, location=f"{stranger.url}/collect")
        with SocketServer(lambda visit: visit.send(away)) as server:
            client = client_for(base_url=server.url)
            with pytest.raises(FineTuningError):
                client.call(name, **named)

    assert len(server.visits) == 1
    assert [visit for visit in stranger.visits if _holds_key(visit.head) or visit.body] == []


@should("redirects-of-a-given-client-keep-the-key-at-home", spec="securitySchemes/ApiKeyAuth")
@redirected
@called
def test_given_http_client_that_follows_does_not_take_the_key_along(
    name: str, named: dict[str, Any], status: int
) -> None:
    """
    Even an HTTP client of the caller's own that follows redirections takes no key to another host.

    Following was the caller's wish, handing out keys was not.
    """
    server = Server(refusal(status, location="http://elsewhere.test/collect"), refusal(404))
    with httpx.Client(transport=httpx.MockTransport(server), follow_redirects=True) as given:
        client = FineTuningClient(
            api_key=API_KEY, admin_api_key=ADMIN_KEY, base_url="http://api.test/v1",
            http_client=given, retries=0,
        )  # fmt: skip
        with pytest.raises(FineTuningError):
            _call(client, name, named)

    abroad = [request for request in server.requests if request.url.host != "api.test"]
    assert [
        request for request in abroad if _holds_key(bytes(str(request.headers.raw), "ascii"))
    ] == []


@should("redirects-tell-where-to", spec="retrieveFineTuningJob")
@redirected
def test_redirection_is_raised_with_its_goal(client_for: ClientFor, status: int) -> None:
    """
    A redirection is raised as an error whose response says where it leads.

    Mostly a base URL lacks an `s` or a `/v1`, and the goal shows which.
    """
    goal = "https://api.test/v1/fine_tuning/jobs/ftjob-1"
    client = client_for(Server(refusal(status, location=goal)))
    with pytest.raises(FineTuningError) as raised:
        client.call("fine_tuning.jobs.retrieve", "ftjob-1")

    error: Any = raised.value
    assert (error.status_code, error.response.headers["location"]) == (status, goal)


@should("redirects-leave-a-given-client-open", spec="retrieveFineTuningJob")
def test_given_http_client_is_used_and_not_closed() -> None:
    """
    An HTTP client of the caller's own is used for every call, and stays open.

    It has other users.
    """
    server = Server(refusal(404))
    with httpx.Client(transport=httpx.MockTransport(server)) as given:
        client = FineTuningClient(api_key=API_KEY, http_client=given, retries=0)
        with client, pytest.raises(FineTuningError):
            client.models.list()
        assert not given.is_closed

    assert len(server.requests) == 1


@should("redirects-leave-a-given-async-client-open", spec="retrieveFineTuningJob")
def test_given_async_http_client_is_used_and_not_closed(runner: Any) -> None:
    """
    An async HTTP client of the caller's own is used for every call, and stays open.

    It has other users.
    """

    async def use() -> tuple[int, bool]:
        server = Server(refusal(404))
        async with httpx.AsyncClient(transport=httpx.MockTransport(server)) as given:
            async with AsyncFineTuningClient(
                api_key=API_KEY, http_client=given, retries=0
            ) as client:
                with pytest.raises(FineTuningError):
                    await client.models.list()
            return len(server.requests), given.is_closed

    assert runner.run(use()) == (1, False)


def _call(client: Any, name: str, named: dict[str, Any]) -> Any:
    found = client
    for step in name.split("."):
        found = getattr(found, step)
    result = found(**named)
    return getattr(result, "page", result)


def _holds_key(head: bytes) -> bool:
    return (
        b"authorization" in head.lower() or API_KEY.encode() in head or ADMIN_KEY.encode() in head
    )
