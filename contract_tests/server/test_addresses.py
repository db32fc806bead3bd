"""Rules for addresses: how ids, paths and queries may be written."""

import pytest

from fine_tuning_contract.conformance import Session, should

from .steps import Json

_ODD_QUERIES = {
    "parameter twice": "limit=1&limit=2",
    "parameter without a value": "limit",
    "nothing but separators": "&&&",
    "broken encoding": "%zz=%",
    "not UTF-8": "after=%ff%fe",
    "NUL": "after=%00",
    "unknown parameter": "no_such_parameter=1",
    "empty filter": "metadata=",
    "filter without a key": "metadata[]=x",
    "filter with two keys": "metadata[a][b]=x",
    "filter that does not close": "metadata[a=x",
    "very long": "after=" + "x" * 4000,
}


@should("addresses-may-be-encoded", spec="retrieveFineTuningJob/parameters/fine_tuning_job_id")
def test_encoded_id_names_the_same(api: Session, five_jobs: list[Json]) -> None:
    """
    An id whose characters are percent-encoded names the same object.

    Careful clients encode more than they must.
    """
    job_id = five_jobs[0]["id"]
    encoded = "".join(f"%{byte:02X}" for byte in job_id.encode())
    found = api.send("GET", f"/fine_tuning/jobs/{encoded}", expect=200).json

    assert found["id"] == job_id


@should("addresses-may-hold-colons", spec="retrieveModel/parameters/model", needs="models")
@pytest.mark.parametrize("colon", [":", "%3A", "%3a"], ids=["bare", "encoded", "lower case"])
def test_colons_of_a_model_may_be_encoded(api: Session, finished_job: Json, colon: str) -> None:
    """
    The colons in a model's name may be encoded or not.

    Some clients encode them, the best known do not.
    """
    name = finished_job["fine_tuned_model"]
    found = api.send("GET", f"/models/{name.replace(':', colon)}", expect=200).json

    assert found["id"] == name


@should("addresses-with-a-slash-too-many", spec="listPaginatedFineTuningJobs")
@pytest.mark.parametrize(
    "path",
    ["/fine_tuning/jobs/", "//fine_tuning/jobs", "/fine_tuning/jobs//events", "/files/"],
    ids=["behind", "before", "in the middle", "behind files"],
)
def test_slash_too_many_does_no_harm(api: Session, path: str) -> None:
    """
    A path with a slash too many is read as one without, led to it, or not found.

    Base URLs are written with a slash behind them as often as not.
    """
    answer = api.send("GET", path, expect=range(200, 500))

    assert answer.status != 200 or answer.json["object"] == "list"


@should("addresses-unknown-are-told", spec="ErrorResponse")
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_unknown_path_is_refused_in_the_envelope(api: Session, method: str) -> None:
    """
    A path that does not exist is refused in the same envelope as everything else.

    A client shows the message of the envelope; of a web page it can show nothing.
    """
    answer = api.send(method, "/fine_tuning/no-such-thing", expect=(404, 405))

    assert answer.headers.get("content-type", "").startswith("application/json")
    assert answer.json.get("error", {}).get("message")


@should("addresses-for-heads", spec="retrieveFineTuningJob")
def test_head_is_an_answer_without_a_body(api: Session, five_jobs: list[Json]) -> None:
    """
    HEAD is answered like GET without the content, or refused; a further request is served.

    Load balancers ask so whether a server is alive.
    """
    path = f"/fine_tuning/jobs/{five_jobs[0]['id']}"
    answer = api.send("HEAD", path, expect=(200, 404, 405, 501))
    again = api.send("GET", path, expect=200)

    assert answer.body == b""
    assert again.json["id"] == five_jobs[0]["id"]


@should("addresses-with-odd-queries", spec="listPaginatedFineTuningJobs/parameters/after")
@pytest.mark.parametrize("query", _ODD_QUERIES.values(), ids=_ODD_QUERIES.keys())
def test_odd_query_is_refused_or_read(api: Session, query: str) -> None:
    """
    A query that is odd is refused, or read as well as it can be.

    Whoever types a URL by hand is not to see a server error.
    """
    answer = api.send("GET", f"/fine_tuning/jobs?{query}", expect=range(200, 500))

    assert answer.status != 200 or isinstance(answer.json["data"], list)
