"""Who may do what, and who sees whose data."""

import pytest
from callers import Caller, Json, Served

PLACES = ["/fine_tuning/jobs", "/fine_tuning/jobs/ftjob-nobody", "/files", "/models", "/nowhere"]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("key", ["", "Bearer", "Bearer sk-wrong", "Basic sk-test", "sk-test"])
def test_without_a_good_key_nothing_is_told(emulator: Served, path: str, key: str) -> None:
    """A missing or wrong key is refused before anything is looked up."""
    with emulator.client("") as http:
        answer = http.get(path, headers={"authorization": key})

    assert answer.status_code == 401
    assert set(answer.json()["error"]) == {"message", "type", "param", "code"}
    assert answer.headers["x-request-id"].startswith("req_")


def test_key_goes_before_the_body(emulator: Served) -> None:
    """A faulty body with a wrong key is a wrong key."""
    with emulator.client("sk-wrong") as http:
        answer = http.post("/fine_tuning/jobs", content=b"{")

    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "invalid_api_key"


def test_wrong_key_is_not_repeated(emulator: Served) -> None:
    """The refusal does not print the key, since answers end in logs."""
    with emulator.client("sk-secret-of-mine") as http:
        answer = http.get("/models")

    assert "secret" not in answer.text


def test_permissions_need_an_admin_key(api: Caller, succeeded_job: Json) -> None:
    """An ordinary key is told that an admin key is needed."""
    model = succeeded_job["fine_tuned_model"]
    path = f"/fine_tuning/checkpoints/{model}/permissions"
    answers = [
        api.http.get(path),
        api.post(path, {"project_ids": []}),
        api.http.delete(f"{path}/cp_1"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "admin" in answers[0].json()["error"]["message"]


def test_admin_key_opens_everything_else_too(admin: Caller) -> None:
    """An admin key creates and reads jobs like an ordinary one."""
    job = admin.create()

    assert admin.job(job["id"])["id"] == job["id"]


def test_other_organization_sees_nothing(stranger: Caller, succeeded_job: Json) -> None:
    """Jobs, files and models of one organization are not there for another."""
    model = succeeded_job["fine_tuned_model"]
    paths = [
        f"/fine_tuning/jobs/{succeeded_job['id']}",
        f"/fine_tuning/jobs/{succeeded_job['id']}/events",
        f"/fine_tuning/jobs/{succeeded_job['id']}/checkpoints",
        f"/files/{succeeded_job['training_file']}",
        f"/files/{succeeded_job['result_files'][0]}/content",
        f"/models/{model}",
    ]

    assert [stranger.http.get(path).status_code for path in paths] == [404] * len(paths)
    assert stranger.get("/fine_tuning/jobs")["data"] == []
    assert stranger.get("/files")["data"] == []
    assert model not in [one["id"] for one in stranger.get("/models")["data"]]


def test_other_organization_can_change_nothing(
    api: Caller, stranger: Caller, succeeded_job: Json
) -> None:
    """Deleting and training need one's own files and models."""
    model = succeeded_job["fine_tuned_model"]
    body = {"model": "gpt-4o-mini", "training_file": succeeded_job["training_file"]}
    answers = [
        stranger.http.delete(f"/files/{succeeded_job['training_file']}"),
        stranger.http.delete(f"/models/{model}"),
        stranger.post("/fine_tuning/jobs", body),
        stranger.post("/fine_tuning/jobs", {**body, "model": model}),
        stranger.http.get(f"/fine_tuning/jobs?after={succeeded_job['id']}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 400, 400, 400]
    assert api.get(f"/models/{model}")["id"] == model


def test_organization_header_must_fit_the_key(api: Caller) -> None:
    """A key of one organization does not act for another."""
    own = api.http.get("/models", headers={"OpenAI-Organization": "org-emulator"})
    foreign = api.http.get("/models", headers={"OpenAI-Organization": "org-other"})

    assert own.status_code == 200
    assert own.headers["openai-organization"] == "org-emulator"
    assert foreign.status_code == 401


def test_project_header_is_echoed(api: Caller) -> None:
    """The answer names the project that the request acted for."""
    answer = api.http.get("/models", headers={"OpenAI-Project": "proj_mine"})

    assert answer.headers["openai-project"] == "proj_mine"
