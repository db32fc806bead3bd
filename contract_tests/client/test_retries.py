"""Rules for trying again: when, how often, and how long to wait before."""

import datetime as dt
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from fine_tuning_client import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    FineTuningError,
    RateLimitError,
)
from fine_tuning_contract.conformance import must, should

from .clock import Clock
from .conftest import ClientFor
from .documents import job, page
from .methods import Method
from .servers import Server, json_answer, refusal
from .sockets import SocketServer, Visit

_JOB = "fine_tuning.jobs.retrieve"
_PASSING = [408, 429, 500, 502, 503, 504, 529, 599]
_LASTING = [400, 401, 403, 404, 405, 409, 410, 413, 422, 451]
_BROKEN = [
    httpx.ConnectError("refused"),
    httpx.ConnectTimeout("slow"),
    httpx.PoolTimeout("slow"),
    httpx.ReadError("reset"),
    httpx.ReadTimeout("slow"),
    httpx.WriteError("broken pipe"),
    httpx.RemoteProtocolError("disconnected"),
]
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 8.0


@should("retries-outlast-what-passes", spec="retrieveFineTuningJob/responses/500")
@pytest.mark.parametrize("status", _PASSING)
def test_passing_failure_is_outlasted(client_for: ClientFor, clock: Clock, status: int) -> None:
    """
    A reading call that fails for the moment is tried twice more unless told otherwise.

    A restart of one server among many must not end a training of a day.
    """
    server = Server(refusal(status), refusal(status), json_answer(job()))
    found = client_for(server, retries=2).call(_JOB, "ftjob-1")

    assert found.status == "validating_files"
    assert len(clock.waits) == 2


@should("retries-outlast-broken-connections", spec="retrieveFineTuningJob")
@pytest.mark.parametrize("failure", _BROKEN, ids=lambda failure: type(failure).__name__)
def test_broken_connection_is_outlasted(
    client_for: ClientFor, clock: Clock, failure: Exception
) -> None:
    """
    A reading call whose connection fails is tried twice more.

    Networks drop connections all day; reading again does no harm.
    """
    server = Server(failure, failure, json_answer(job()))
    client_for(server, retries=2).call(_JOB, "ftjob-1")

    assert len(clock.waits) == 2


@should("retries-are-two-unless-told", spec="retrieveFineTuningJob")
@pytest.mark.parametrize("retries", [None, 0, 1, 5])
def test_number_of_tries_is_as_told(
    client_for: ClientFor, clock: Clock, retries: int | None
) -> None:
    """
    A call is tried as often as the client was told, and three times if it was told nothing.

    The last failure is the one that is raised.
    """
    server = Server(*(refusal(503) for _ in range(9)))
    options = {"retries": 2 if retries is None else retries}
    with pytest.raises(APIStatusError):
        client_for(server, **options).call(_JOB, "ftjob-1")

    assert len(server.requests) == options["retries"] + 1
    assert len(clock.waits) == options["retries"]


@should("retries-spare-what-lasts", spec="retrieveFineTuningJob/responses/404")
@pytest.mark.parametrize("status", _LASTING)
def test_lasting_refusal_is_raised_at_once(
    client_for: ClientFor, clock: Clock, status: int
) -> None:
    """
    A refusal that will not change is raised at once.

    Three wrong keys in a row may lock an account.
    """
    server = Server(refusal(status))
    with pytest.raises(APIStatusError):
        client_for(server, retries=2).call(_JOB, "ftjob-1")

    assert (len(server.requests), clock.waits) == (1, [])


@should("retries-spare-what-cannot-work", spec="retrieveFineTuningJob")
@pytest.mark.parametrize(
    "base_url", ["not a url", "ftp://api.test/v1", "//api.test/v1", "api.test"]
)
def test_wrong_address_is_raised_at_once(
    client_for: ClientFor, clock: Clock, base_url: str
) -> None:
    """
    A base URL that can never work is raised at once, whatever the number of tries.

    It was mistyped, and stays so however long one waits.
    """
    with pytest.raises(FineTuningError):
        client_for(base_url=base_url, retries=2).call(_JOB, "ftjob-1")

    assert clock.waits == []


@should("retries-cover-all-that-reads", spec="schemas")
@pytest.mark.usefixtures("clock")
def test_every_reading_call_is_tried_again(client_for: ClientFor, reading_method: Method) -> None:
    """
    Every call that only reads is tried again.

    It would be strange if a list were less robust than its items.
    """
    server = Server(refusal(500), httpx.ReadError("reset"), json_answer(page([])))
    ids = dict.fromkeys(reading_method.path_names, "made-up")
    client_for(server, retries=2).call(reading_method.name, **ids)

    assert len(server.requests) == 3


@should("retries-back-off", spec="retrieveFineTuningJob/responses/500")
def test_waits_double_up_to_a_bound(client_for: ClientFor, clock: Clock) -> None:
    """
    The waits double from half a second up to eight seconds, each shortened by up to a quarter.

    A server that struggles needs peace, and a thousand clients must not come back at one moment.
    """
    with pytest.raises(APIStatusError):
        client_for(Server(refusal(503)), retries=8, deadline=None).call(_JOB, "ftjob-1")

    longest = [min(_FIRST_WAIT * 2**number, _LONGEST_WAIT) for number in range(8)]
    assert len(clock.waits) == len(longest)
    assert all(0.7 * most <= wait <= most for wait, most in zip(clock.waits, longest, strict=True))


@should("retries-do-not-march-in-step", spec="retrieveFineTuningJob/responses/500")
def test_waits_differ_from_call_to_call(client_for: ClientFor, clock: Clock) -> None:
    """
    Two calls that fail together are not tried again together.

    All clients of a server fail at the same moment when it falls.
    """
    client = client_for(Server(refusal(503)), retries=1)
    for _ in range(8):
        with pytest.raises(APIStatusError):
            client.call(_JOB, "ftjob-1")

    assert len(set(clock.waits)) == 8


@must(
    "retries-obey-the-server",
    spec="retrieveFineTuningJob/responses/429/headers/Retry-After",
    says="Seconds to wait before the next try",
)
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "0"}, 0.0),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after_ms": "250"}, 0.25),
        ({"retry_after_ms": "250", "retry_after": "9"}, 0.25),
    ],
    ids=["seconds", "none", "part of a second", "milliseconds", "both"],
)
def test_advice_of_the_server_is_obeyed(
    client_for: ClientFor, clock: Clock, headers: dict[str, str], seconds: float
) -> None:
    """
    A client waits as long as the server asks, in `Retry-After` or, finer, in `retry-after-ms`.

    Coming sooner earns another refusal, and on some servers a longer ban.
    """
    server = Server(refusal(429, **headers), json_answer(job()))
    client_for(server, retries=2).call(_JOB, "ftjob-1")

    assert sum(clock.waits) == pytest.approx(seconds)


@should("retries-obey-dates", spec="retrieveFineTuningJob/responses/429/headers/Retry-After")
def test_advice_may_be_a_date(client_for: ClientFor, clock: Clock) -> None:
    """
    `Retry-After` may be a date, as HTTP has it.

    Proxies send it in this form.
    """
    at = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=20)
    advice = format_datetime(at, usegmt=True)
    server = Server(refusal(503, retry_after=advice), json_answer(job()))
    client_for(server, retries=2).call(_JOB, "ftjob-1")

    assert 15 < sum(clock.waits) <= 20


@should("retries-doubt-bad-advice", spec="retrieveFineTuningJob/responses/429/headers/Retry-After")
@pytest.mark.parametrize(
    "advice", ["soon", "", "-5", "nan", "inf", "Thu, 99 Foo 2026 99:99:99 GMT"]
)
def test_bad_advice_is_not_followed(client_for: ClientFor, clock: Clock, advice: str) -> None:
    """
    Advice that makes no sense leads to the client's own wait, or to an error of its own.

    A header from elsewhere must not crash a program, nor stop it for ever.
    """
    server = Server(refusal(429, retry_after=advice), json_answer(job()))
    outcome = _outcome(client_for(server, retries=2))

    assert outcome in {"validating_files", "RateLimitError"}
    assert sum(clock.waits) <= _FIRST_WAIT


@should("retries-bound-the-advice", spec="retrieveFineTuningJob/responses/429/headers/Retry-After")
@pytest.mark.parametrize(
    "headers", [{"retry_after": "3600"}, {"retry_after_ms": "3600000"}], ids=["seconds", "ms"]
)
def test_long_advice_ends_the_tries(
    client_for: ClientFor, clock: Clock, headers: dict[str, str]
) -> None:
    """
    A server that asks for an hour is not waited for: its refusal is raised at once.

    A program that sleeps for an hour without a word looks dead.
    """
    server = Server(refusal(429, **headers))
    with pytest.raises(RateLimitError):
        client_for(server, retries=2).call(_JOB, "ftjob-1")

    assert (len(server.requests), clock.waits) == (1, [])


@should("retries-end-at-the-deadline", spec="retrieveFineTuningJob")
def test_deadline_bounds_all_tries_together(client_for: ClientFor, clock: Clock) -> None:
    """
    The deadline bounds all tries of a call with their waits, not each of them.

    Whoever allows ten seconds means ten seconds.
    """
    server = Server(refusal(503, retry_after="4"))
    with pytest.raises(APIStatusError):
        client_for(server, retries=9, deadline=10.0).call(_JOB, "ftjob-1")

    assert 4 <= sum(clock.waits) <= 10


@should("retries-deadline-ends-a-drip", spec="retrieveFineTuningJob")
def test_deadline_ends_an_answer_that_drips(client_for: ClientFor) -> None:
    """
    The deadline also ends an answer that comes, but drop by drop.

    Each drop is in time, so no other bound would ever end the call.
    """
    with SocketServer(Visit.drip) as server:
        client = client_for(base_url=server.url, timeout=0.5, deadline=0.3)
        with pytest.raises(APITimeoutError) as raised:
            client.call(_JOB, "ftjob-1")

    assert raised.value.phase == "total"


@should("retries-deadline-ends-a-dripping-head", spec="retrieveFineTuningJob")
def test_deadline_ends_a_head_that_drips(client_for: ClientFor) -> None:
    """
    The deadline ends an answer whose head comes drop by drop.

    A server that never ends its headers would hold a program for ever.
    """
    with SocketServer(Visit.drip_headers) as server:
        client = client_for(base_url=server.url, timeout=0.5, deadline=0.3)
        with pytest.raises(APITimeoutError) as raised:
            client.call(_JOB, "ftjob-1")

    assert raised.value.phase == "total"


@should("retries-tell-how-many", spec="retrieveFineTuningJob")
def test_error_tells_how_often_it_was_tried(client_for: ClientFor, clock: Clock) -> None:
    """
    The error after several tries says how many there were, and to which address.

    One failed try and nine are different faults.
    """
    server = Server(httpx.ConnectError("refused"))
    with pytest.raises(APIConnectionError, match=r"/fine_tuning/jobs/ftjob-1 .*3 tries") as raised:
        client_for(server, retries=2).call(_JOB, "ftjob-1")

    assert raised.value.tries == 3
    assert len(clock.waits) == 2


def _outcome(client: Any) -> str:
    try:
        status: str = client.call(_JOB, "ftjob-1").status
    except FineTuningError as error:
        return type(error).__name__
    return status
