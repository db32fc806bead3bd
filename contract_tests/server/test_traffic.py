"""Rules for what happens between the messages: many at once, slow ones, broken ones."""

import gzip
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from fine_tuning_contract.conformance import Session, should

from .steps import REFUSED_STATE, Json, retrieve_job, tag
from .wire import hang_up, request_for, send_at_once, send_in_pieces

_WRITERS = 5
# What a busy server does all the same, it does a moment later.
_LOOKS = 5
_MOMENT = 0.1
_JSON = {"content-type": "application/json"}


@pytest.fixture
def marked_body(api: Session, training_file: str) -> Json:
    """Return a job's request, with a mark that no other job carries."""
    mark = {"contract": tag()}
    return {"model": api.target.setup.model, "training_file": training_file, "metadata": mark}


@should("traffic-of-many-writers", spec="createFineTuningJob")
def test_jobs_created_at_once_are_all_created(api: Session, marked_body: Json) -> None:
    """
    Five creations at the same time make five jobs, and all of them are listed.

    A server that loses one of them loses it on the busiest day.
    """
    answers = _at_once(lambda: api.call("createFineTuningJob", json=marked_body), _WRITERS)
    ids = {answer.json["id"] for answer in answers}
    page = api.call("listPaginatedFineTuningJobs", metadata=marked_body["metadata"]).json

    assert len(ids) == _WRITERS
    assert {job["id"] for job in page["data"]} == ids


@should("traffic-of-two-cancellations", spec="cancelFineTuningJob")
def test_two_cancellations_at_once_agree(api: Session, new_job: Callable[..., Json]) -> None:
    """
    Of two cancellations at the same time at least one is done, and the other is done or refused.

    Two people who press the button must not leave a job that runs.
    """
    job_id = new_job()["id"]
    expect = (200, *REFUSED_STATE)
    answers = _at_once(
        lambda: api.call("cancelFineTuningJob", fine_tuning_job_id=job_id, expect=expect), 2
    )

    done = 200 in {answer.status for answer in answers}

    # It may have ended before either came, where the way to the server is long.
    assert (done, retrieve_job(api, job_id)["status"]) in {
        (True, "cancelled"),
        (False, "succeeded"),
    }


@should("traffic-that-is-slow", spec="createFineTuningJob/requestBody")
def test_body_that_comes_in_pieces_is_read_whole(api: Session, marked_body: Json) -> None:
    """
    A body that arrives slowly, piece by piece, is read to its end.

    A bad line must not make a bad request of a good one.
    """
    request = request_for(api, "POST", "/fine_tuning/jobs", marked_body)
    answer = send_in_pieces(api, request, pieces=4, pause=0.03)

    assert answer.status == 200
    assert answer.json["metadata"] == marked_body["metadata"]


@should("traffic-in-chunks", spec="createFineTuningJob/requestBody")
@pytest.mark.parametrize(
    "headers",
    [{"transfer-encoding": "chunked"}, {"expect": "100-continue"}],
    ids=["of unknown length", "announced"],
)
def test_body_may_be_sent_as_http_allows(
    api: Session, marked_body: Json, headers: dict[str, str]
) -> None:
    """
    A body may come in chunks of unknown number, or be announced first.

    Proxies send the one, and command line tools the other.
    """
    content = json.dumps(marked_body).encode()
    job = api.call("createFineTuningJob", content=content, headers=headers).json

    assert job["metadata"] == marked_body["metadata"]


@should("traffic-in-one-go", spec="retrieveFineTuningJob")
def test_requests_sent_at_once_are_answered_in_order(api: Session, five_jobs: list[Json]) -> None:
    """
    Requests that are sent before the first answer came are answered one by one, in their order.

    An answer in the wrong place is another customer's job.
    """
    asked = [job["id"] for job in five_jobs[:3]]
    requests = [request_for(api, "GET", f"/fine_tuning/jobs/{each}") for each in asked]
    answers = send_at_once(api, requests)

    assert [answer.json["id"] for answer in answers] == asked[: len(answers)]


@should("traffic-that-breaks-off", spec="createFineTuningJob/requestBody")
def test_request_that_breaks_off_does_nothing(api: Session, marked_body: Json) -> None:
    """
    A request whose sender hangs up before its end does nothing, and hinders nobody.

    What was not said to the end was not ordered.
    """
    hang_up(api, request_for(api, "POST", "/fine_tuning/jobs", marked_body), missing=7)
    api.call("listModels")

    for _ in range(_LOOKS):
        page = api.call("listPaginatedFineTuningJobs", metadata=marked_body["metadata"]).json
        assert page["data"] == []
        time.sleep(_MOMENT)


@should("traffic-in-known-codings", spec="retrieveFineTuningJob/responses/200")
@pytest.mark.parametrize("accepted", ["gzip", "identity", "gzip;q=0.5, deflate"])
def test_answer_comes_in_an_accepted_coding(
    api: Session, five_jobs: list[Json], accepted: str
) -> None:
    """
    An answer is compressed only as its reader said that he can read it, and says the same.

    To everybody else it is noise.
    """
    job_id = five_jobs[0]["id"]
    headers = {"accept-encoding": accepted}
    answer = api.call("retrieveFineTuningJob", fine_tuning_job_id=job_id, headers=headers)

    assert answer.headers.get("content-encoding", "identity") in f"{accepted}, identity"
    assert answer.json["id"] == job_id


@should("traffic-of-compressed-requests", spec="createFineTuningJob/requestBody")
def test_compressed_request_is_read_or_refused(api: Session, marked_body: Json) -> None:
    """
    A request whose body is compressed is read, or refused as one that is wrong.

    Some clients compress whatever is large, and must learn that it was not understood.
    """
    content = gzip.compress(json.dumps(marked_body).encode(), mtime=0)
    headers = {**_JSON, "content-encoding": "gzip"}

    api.send("POST", "/fine_tuning/jobs", content=content, headers=headers, expect=(200, 400, 415))


@should("traffic-that-is-too-much", spec="createFineTuningJob/requestBody")
def test_oversized_body_is_refused(api: Session, marked_body: Json) -> None:
    """
    A body of many megabytes is refused, and the next request is served.

    Anyone with a key could otherwise fill the memory of the server.
    """
    content = json.dumps({**marked_body, "suffix": "x" * 8_000_000}).encode()
    api.send("POST", "/fine_tuning/jobs", content=content, headers=_JSON, expect=range(400, 500))

    api.call("listModels")


def _at_once(call: Callable[[], Any], times: int) -> list[Any]:
    """Return what so many calls at the same time answer."""
    with ThreadPoolExecutor(times) as pool:
        return [each.result() for each in [pool.submit(call) for _ in range(times)]]
