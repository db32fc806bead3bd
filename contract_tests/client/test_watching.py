"""Rules for watching a job: waiting for its end, following its events, reading its metrics."""

import base64
from typing import Any

import httpx
import pytest

from fine_tuning_client import Pace, ResponseDecodingError, WaitTimeoutError
from fine_tuning_contract.conformance import should

from .clock import Clock
from .conftest import ClientFor
from .documents import event, job, page, succeeded
from .servers import Answer, Server, json_answer, refusal

_WAIT = "fine_tuning.jobs.wait"
_FOLLOW = "fine_tuning.jobs.stream_events"
_METRICS = "fine_tuning.jobs.metrics"
_TABLE = b"step,train_loss,valid_loss\n1,0.5,\n2,0.25,0.75\n"
_TABLES = {
    "plain": _TABLE,
    "base64": base64.b64encode(_TABLE),
    "Windows": b"\xef\xbb\xbf" + _TABLE.replace(b"\n", b"\r\n"),
    "blank line at the end": _TABLE + b"\n",
}


class Training:
    """A made-up server whose job goes from state to state, one with every look at it."""

    def __init__(self, *states: str, events_a_look: int = 2) -> None:
        """Go through these states; some events happen before each look."""
        self._states = states
        self._events_a_look = events_a_look
        self.looks = 0
        self.happened: list[dict[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer with the job, or with what has happened so far."""
        if request.url.path.endswith("/events"):
            return json_answer(self._page(request)).response()
        state = self._states[min(self.looks, len(self._states) - 1)]
        self.looks += 1
        first = len(self.happened)
        self.happened += [event(first + each) for each in range(self._events_a_look)]
        return json_answer(job(status=state)).response()

    def _page(self, request: httpx.Request) -> dict[str, Any]:
        newest_first = self.happened[::-1]
        ids = [each["id"] for each in newest_first]
        after = request.url.params.get("after")
        start = ids.index(after) + 1 if after else 0
        return page(newest_first[start : start + 3], has_more=start + 3 < len(ids))


@should("watching-waits-for-the-end", spec="FineTuningJob/x-contract-lifecycle")
@pytest.mark.parametrize("end", ["succeeded", "failed", "cancelled", "paused"])
def test_waiting_ends_with_the_job(client_for: ClientFor, clock: Clock, end: str) -> None:
    """
    Waiting for a job returns it when it has ended or is paused, in whatever way, and not before.

    A state that the client does not know is no end; a pause is one, since only a call ends it.
    """
    training = Training("validating_files", "queued", "running", "pausing", "running", end)
    found = client_for(training).call(_WAIT, "ftjob-1")

    assert (found.status, training.looks, len(clock.waits)) == (end, 6, 5)


@should("watching-tells-changes", spec="FineTuningJob/x-contract-lifecycle")
def test_changes_are_told_once(client_for: ClientFor, clock: Clock) -> None:
    """
    Waiting tells each change of the state once, with the job as it was then, the last included.

    A program that reports progress neither sleeps through a state nor repeats itself.
    """
    told: list[Any] = []
    training = Training("queued", "queued", "running", "running", "succeeded")
    client_for(training).call(_WAIT, "ftjob-1", on_change=told.append)

    assert [seen.status for seen in told] == ["queued", "running", "succeeded"]
    assert len(clock.waits) == 4


@should("watching-looks-less-and-less-often", spec="FineTuningJob/x-contract-lifecycle")
def test_waits_between_looks_grow(client_for: ClientFor, clock: Clock) -> None:
    """
    While nothing happens the looks become rarer, up to the pace that the caller allows.

    A training of ten hours is no reason for ten thousand requests.
    """
    training = Training("queued", *["running"] * 30, "succeeded")
    client_for(training).call(_WAIT, "ftjob-1", pace=Pace(first=1.0, longest=30.0))

    assert 0.5 <= clock.waits[0] <= 1.0
    assert 20.0 <= clock.waits[-1] <= 30.0


@should("watching-gives-up-in-time", spec="FineTuningJob/x-contract-lifecycle")
def test_waiting_ends_with_the_time(client_for: ClientFor, clock: Clock) -> None:
    """
    Waiting with a timeout raises an error when the time is up, with the job as it was last seen.

    The job goes on; only the waiting ends.
    """
    with pytest.raises(WaitTimeoutError, match="running") as raised:
        client_for(Training("queued", "running")).call(_WAIT, "ftjob-1", timeout=60)

    last: Any = raised.value.last
    assert last.status == "running"
    assert 50 <= sum(clock.waits) <= 60


@should("watching-tells-every-event-once", spec="listFineTuningEvents")
def test_every_event_is_told_once_and_oldest_first(client_for: ClientFor, clock: Clock) -> None:
    """
    Following a job gives each of its events once, oldest first, the last ones included.

    The list comes newest first and in pages, and grows while it is read.
    """
    training = Training(*["running"] * 4, "succeeded", events_a_look=5)
    found = client_for(training).items(_FOLLOW, "ftjob-1")

    assert [each.id for each in found] == [each["id"] for each in training.happened]
    assert len(found) == 25
    assert len(clock.waits) == 4


@should("watching-goes-on-where-it-stopped", spec="listFineTuningEvents")
def test_following_goes_on_after_an_event(client_for: ClientFor, clock: Clock) -> None:
    """
    Following from a given event gives those that came after it.

    A program that was restarted neither repeats nor misses what happened meanwhile.
    """
    training = Training("running", "succeeded", events_a_look=4)
    found = client_for(training).items(_FOLLOW, "ftjob-1", after=event(2)["id"])

    assert [each.id for each in found] == [each["id"] for each in training.happened[3:]]
    assert len(clock.waits) == 1


@should("watching-outlasts-what-passes", spec="retrieveFineTuningJob/responses/500")
def test_waiting_outlasts_a_passing_failure(client_for: ClientFor, clock: Clock) -> None:
    """
    A look that fails for the moment does not end the waiting.

    In ten hours some look will fail.
    """
    answers = [json_answer(job(status="running")), refusal(502), json_answer(succeeded())]
    found = client_for(Server(*answers), retries=2).call(_WAIT, "ftjob-1")

    assert found.status == "succeeded"
    assert len(clock.waits) == 2


@should("watching-reads-metrics", spec="FineTuningJob/properties/result_files")
@pytest.mark.parametrize("content", _TABLES.values(), ids=_TABLES.keys())
def test_metrics_are_rows(client_for: ClientFor, content: bytes) -> None:
    """
    The metrics of a job are rows of numbers, however its result file is written.

    The real server sends the table in base64, others send it as it is.
    """
    client = client_for(Server(json_answer(succeeded()), Answer(content)))
    found = client.call(_METRICS, "ftjob-1")

    assert [(row.step, row.values) for row in found] == [
        (1, {"train_loss": 0.5, "valid_loss": None}),
        (2, {"train_loss": 0.25, "valid_loss": 0.75}),
    ]


@should("watching-refuses-what-are-no-metrics", spec="FineTuningJob/properties/result_files")
@pytest.mark.parametrize(
    "content",
    [
        b"<p>, </p>\n<p>, </p>",
        b"step,train_loss\n1,zero\n",
        b"step,loss\n1,2,3\n",
        b"\xff,\n",
    ],
    ids=["HTML", "words", "too many cells", "not UTF-8"],
)
def test_what_is_no_table_is_refused(client_for: ClientFor, content: bytes) -> None:
    """
    A result file that is no table of numbers is an error, not a shorter table.

    A plot that leaves out what it could not read looks like a good one.
    """
    client = client_for(Server(json_answer(succeeded()), Answer(content)))
    with pytest.raises(ResponseDecodingError):
        client.call(_METRICS, "ftjob-1")
