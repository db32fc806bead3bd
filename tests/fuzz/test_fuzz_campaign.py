"""A short fuzz run with a fixed seed; `make fuzz` does the same for longer."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from campaign import Campaign, check
from edge import Answered, Asked

REQUESTS = 700
WATCHED: list[list[str]] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Tell whoever watches of what leaves this process; Python has no way to stop this again."""
    if WATCHED and event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        WATCHED[-1].append(f"{event} {arguments}")


@pytest.fixture
def campaign() -> Iterator[Campaign]:
    """Return a run that has not begun."""
    begun = Campaign.new()
    yield begun
    begun.close()


@pytest.fixture
def outgoing() -> Iterator[list[str]]:
    """Return what this process did to reach others, as long as the test runs."""
    calls: list[str] = []
    sys.addaudithook(watch)
    WATCHED.append(calls)
    yield calls
    WATCHED.remove(calls)


def test_no_request_fails_the_server_or_leaks(campaign: Campaign, outgoing: list[str]) -> None:
    """
    Whatever two organizations send, there is no 5xx and neither sees the other's data.

    Nor does the server look up a name or open a connection.
    """
    campaign.run(REQUESTS, first=20)

    assert outgoing == []
    assert campaign.requests >= REQUESTS
    assert campaign.tally[200] > REQUESTS / 10


def asked(actor: str) -> Asked:
    """Return a request of somebody."""
    return Asked(actor, "GET", "/v1/files", b"", b"", (), 1, leaves=False)


STAMPS = {b"x-request-id": b"req_1"}


@pytest.mark.parametrize(
    ("actor", "answered"),
    [
        pytest.param("alpha", Answered(500, STAMPS, b"{}"), id="server fault"),
        pytest.param("alpha", Answered(400, STAMPS, b'{"error":{}}'), id="no envelope"),
        pytest.param("alpha", Answered(200, STAMPS, b'"mark-of-bravo-9c3e"'), id="foreign text"),
        pytest.param("alpha", Answered(200, STAMPS, b'"ftjob-bravo"'), id="foreign id"),
        pytest.param("nobody", Answered(200, STAMPS, b"{}"), id="stranger"),
        pytest.param("alpha", Answered(0, {}, b""), id="no answer"),
    ],
)
def test_bad_answer_is_noticed(campaign: Campaign, actor: str, answered: Answered) -> None:
    """Each thing that must hold can be seen not to hold."""
    campaign.begin()
    campaign.known["bravo"].learn("ftjob-bravo")

    with pytest.raises(AssertionError):
        check(campaign, asked(actor), answered)


def test_long_run_tells_its_figures(checkout: Path) -> None:
    """The command prints its seed and what it counted."""
    command = [sys.executable, str(checkout / "tests" / "fuzz"), "--requests", "50", "--seed", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("seed 1\n")
    assert " requests in " in done.stdout
