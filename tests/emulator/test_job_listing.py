"""Lists of jobs: their order, their pages, their filters."""

from typing import Any

import pytest
from callers import Caller

from fine_tuning_contract.emulator.control.remote import Control


@pytest.fixture
def five_jobs(api: Caller) -> Any:
    """Return the ids of five jobs of the same second, newest first."""
    file_id = api.upload()
    return [api.create(training_file=file_id)["id"] for _ in range(5)][::-1]


def pages(api: Caller, limit: int, **query: Any) -> Any:
    """Follow `after` through all pages and return the ids on each."""
    found, after = [], {}
    while True:
        page = api.get("/fine_tuning/jobs", limit=limit, **query, **after)
        found.append([job["id"] for job in page["data"]])
        if not page["has_more"]:
            return found
        after = {"after": page["data"][-1]["id"]}


@pytest.mark.parametrize("limit", [1, 2, 4, 5, 100])
def test_pages_of_any_size_show_every_job_once_newest_first(
    api: Caller, five_jobs: list[str], limit: int
) -> None:
    """Jobs of one second keep one order, whatever the page size."""
    found = pages(api, limit)

    assert [job_id for page in found for job_id in page] == five_jobs
    assert all(len(page) <= limit for page in found)


def test_default_page_has_twenty_jobs(api: Caller) -> None:
    """Without a limit, twenty jobs stand on a page."""
    file_id = api.upload()
    for _ in range(21):
        api.create(training_file=file_id)

    page = api.get("/fine_tuning/jobs")

    assert (len(page["data"]), page["has_more"]) == (20, True)


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=abc", "limit=1.5", "limit=1&limit=2"]
)
def test_faulty_limit_is_refused(api: Caller, query: str) -> None:
    """A limit that is not one number from 1 to 100 is refused by name."""
    answer = api.http.get(f"/fine_tuning/jobs?{query}")

    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == "limit"


@pytest.mark.usefixtures("five_jobs")
def test_unknown_cursor_is_refused(api: Caller) -> None:
    """A page after a job that is not there is refused, not empty."""
    answer = api.http.get("/fine_tuning/jobs?after=ftjob-nobody")

    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == "after"


@pytest.mark.usefixtures("five_jobs")
def test_unknown_query_parameters_are_ignored(api: Caller) -> None:
    """What the description does not know does no harm."""
    assert len(api.get("/fine_tuning/jobs", colour="red")["data"]) == 5


@pytest.fixture
def tagged(api: Caller) -> Any:
    """Return four jobs by the metadata they have."""
    file_id = api.upload()
    tags = {
        "none": None,
        "a": {"team": "a"},
        "a1": {"team": "a", "run": "1"},
        "empty": {"team": ""},
    }
    return {
        name: api.create(training_file=file_id, metadata=metadata)["id"]
        for name, metadata in tags.items()
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        pytest.param("metadata[team]=a", ["a1", "a"], id="one pair"),
        pytest.param("metadata%5Bteam%5D=a&metadata%5Brun%5D=1", ["a1"], id="two pairs"),
        pytest.param("metadata[team]=", ["empty"], id="empty value"),
        pytest.param("metadata[team]=b", [], id="other value"),
        pytest.param("metadata[]=b", [], id="empty key"),
        pytest.param("metadata=null", ["none"], id="null"),
        pytest.param("metadata=", ["none"], id="empty for null"),
        pytest.param("metadata[team]=a&limit=1", ["a1"], id="with a limit"),
    ],
)
def test_metadata_filters_select_jobs(
    api: Caller, tagged: dict[str, str], query: str, names: list[str]
) -> None:
    """All named pairs must match; null selects jobs without metadata."""
    page = api.http.get(f"/fine_tuning/jobs?{query}").json()

    assert [job["id"] for job in page["data"]] == [tagged[name] for name in names]


@pytest.mark.parametrize(
    "query",
    ["metadata=x", "metadata[a]=b&metadata=null", "metadata[a]=b&metadata[a]=c"],
)
def test_faulty_metadata_filter_is_refused(api: Caller, query: str) -> None:
    """A filter in no known form, or in two forms, is refused."""
    assert api.http.get(f"/fine_tuning/jobs?{query}").status_code == 400


def test_list_tells_of_changes_at_once(api: Caller, control: Control) -> None:
    """Asking again and again never shows what was true before, whoever changed it."""
    first = api.create()
    seen = [[job["status"] for job in api.get("/fine_tuning/jobs")["data"]]]
    api.create(training_file=first["training_file"])
    seen.append([job["status"] for job in api.get("/fine_tuning/jobs")["data"]])
    control.advance(3)
    seen.append([job["status"] for job in api.get("/fine_tuning/jobs")["data"]])
    api.post(f"/fine_tuning/jobs/{first['id']}/cancel")
    seen.append([job["status"] for job in api.get("/fine_tuning/jobs")["data"]])

    assert seen == [
        ["validating_files"],
        ["validating_files", "validating_files"],
        ["queued", "queued"],
        ["queued", "cancelled"],
    ]
