"""Rules for real connections that end in the wrong place: before, within and after an answer."""

import json

import pytest

from fine_tuning_client import APIConnectionError
from fine_tuning_contract.conformance import should

from .clock import Clock
from .conftest import ClientFor
from .documents import job
from .sockets import Deed, SocketServer, Visit, http_answer

_RETRIEVE = "fine_tuning.jobs.retrieve"
_BODY = json.dumps(job()).encode()
_BROKEN: dict[str, Deed] = {
    "closed without a word": lambda _: None,
    "reset without a word": Visit.reset,
    "broken off in the first line": lambda visit: visit.send(b"HTTP/1."),
    "broken off in the head": lambda visit: visit.send(b"HTTP/1.1 200 OK\r\ncontent-"),
    "broken off behind the head": lambda visit: visit.send(http_answer(length=len(_BODY))),
    "broken off in the body": lambda visit: visit.send(http_answer(_BODY[:-20], length=len(_BODY))),
    "no HTTP": lambda visit: visit.send(b"SSH-2.0-made-up\r\n"),
}

every_break = pytest.mark.parametrize("deed", _BROKEN.values(), ids=_BROKEN.keys())


@should("wires-that-break-are-told", spec="retrieveFineTuningJob")
@every_break
def test_answer_that_breaks_off_is_raised(client_for: ClientFor, deed: Deed) -> None:
    """
    An answer that breaks off, wherever it does, is raised as an error of the connection.

    Half a job would look like one without results.
    """
    with SocketServer(deed) as server:
        client = client_for(base_url=server.url, retries=0, timeout=2.0)
        with pytest.raises(APIConnectionError):
            client.call(_RETRIEVE, "ftjob-1")

    assert len(server.visits) == 1


@should("wires-that-break-are-mended", spec="retrieveFineTuningJob")
@every_break
def test_reading_outlasts_a_connection_that_breaks(
    client_for: ClientFor, clock: Clock, deed: Deed
) -> None:
    """
    A reading call whose connection broke is made again on a new one, and gives the whole answer.

    Servers are restarted under their callers every day.
    """
    with SocketServer(deed, lambda visit: visit.send(http_answer(_BODY))) as server:
        client = client_for(base_url=server.url, retries=1, timeout=2.0)
        found = client.call(_RETRIEVE, "ftjob-1")

    assert found.to_dict() == job()
    assert (len(server.visits), len(clock.waits)) == (2, 1)
