"""Models and the permissions on their checkpoints."""

from typing import Any

import pytest
from callers import Caller, Json

from fine_tuning_contract.emulator.control.remote import Control


@pytest.fixture
def permitted_model(succeeded_job: Json) -> Any:
    """Return the name of a model that permissions can be given for."""
    return str(succeeded_job["fine_tuned_model"])


def test_models_are_listed_with_those_that_were_tuned(api: Caller, permitted_model: str) -> None:
    """Base models and fine-tuned ones stand in one list."""
    names = [model["id"] for model in api.get("/models")["data"]]

    assert "gpt-4o-mini" in names
    assert permitted_model in names
    assert len([name for name in names if ":ckpt-step-" in name]) == 2


def test_model_is_not_there_before_its_job_has_succeeded(api: Caller, control: Control) -> None:
    """What a job will make is not shown before it is made."""
    job = api.create()
    before = len(api.get("/models")["data"])
    files = len(api.get("/files")["data"])
    control.advance(20)

    assert len(api.get("/models")["data"]) == before + 3
    assert len(api.get("/files")["data"]) == files + 1
    assert api.job(job["id"])["fine_tuned_model"]


def test_cancelled_job_leaves_no_model(api: Caller, control: Control, running_job: Json) -> None:
    """What was foreseen is forgotten when the job is cancelled."""
    before = len(api.get("/models")["data"])
    api.post(f"/fine_tuning/jobs/{running_job['id']}/cancel")
    control.advance(100)

    assert len(api.get("/models")["data"]) == before


def test_deleted_model_is_gone(api: Caller, permitted_model: str) -> None:
    """After deletion a model is unknown."""
    deleted = api.http.delete(f"/models/{permitted_model}")
    again = api.http.get(f"/models/{permitted_model}")

    assert deleted.json() == {"id": permitted_model, "object": "model", "deleted": True}
    assert again.status_code == 404
    assert again.json()["error"]["code"] == "model_not_found"


def test_base_model_cannot_be_deleted(api: Caller) -> None:
    """Base models belong to nobody who calls."""
    answer = api.http.delete("/models/gpt-4o-mini")

    assert answer.status_code == 403


def test_base_model_can_be_retrieved(api: Caller) -> None:
    """A base model is described like any other."""
    assert api.get("/models/gpt-4o-mini")["owned_by"] == "system"


def test_permissions_are_given_listed_and_taken_back(admin: Caller, permitted_model: str) -> None:
    """A permission lives from its creation to its deletion."""
    path = f"/fine_tuning/checkpoints/{permitted_model}/permissions"
    given = admin.post(path, {"project_ids": ["proj_a", "proj_b"]}).json()["data"]
    listed = admin.get(path)["data"]
    deleted = admin.http.delete(f"{path}/{given[0]['id']}").json()
    again = admin.http.delete(f"{path}/{given[0]['id']}")

    assert [one["project_id"] for one in given] == ["proj_a", "proj_b"]
    assert listed == given[::-1]
    assert deleted == {"id": given[0]["id"], "object": "checkpoint.permission", "deleted": True}
    assert again.status_code == 404
    assert admin.get(path)["data"] == [given[1]]


def test_repeated_permission_is_the_one_there_is(admin: Caller, permitted_model: str) -> None:
    """Permitting a project again does not make a second permission."""
    path = f"/fine_tuning/checkpoints/{permitted_model}/permissions"
    first = admin.post(path, {"project_ids": ["proj_a"]}).json()["data"]
    second = admin.post(path, {"project_ids": ["proj_a", "proj_a"]}).json()["data"]

    assert first == second == admin.get(path)["data"]


def test_permissions_come_in_pages_and_orders(admin: Caller, permitted_model: str) -> None:
    """Lists of permissions can be cut, turned round, and filtered by project."""
    path = f"/fine_tuning/checkpoints/{permitted_model}/permissions"
    admin.post(path, {"project_ids": ["a", "b", "c"]})

    def listed(**query: Any) -> Any:
        return [one["project_id"] for one in admin.get(path, **query)["data"]]

    first = admin.get(path, limit=2)
    assert listed() == ["c", "b", "a"]
    assert listed(order="ascending") == ["a", "b", "c"]
    assert listed(project_id="b") == ["b"]
    assert listed(after=first["last_id"]) == ["a"]
    assert listed(after=first["last_id"], order="ascending") == ["c"]
    assert first["has_more"] is True


@pytest.mark.parametrize("query", ["limit=0", "order=asc", "after=cp_nobody"])
def test_faulty_list_of_permissions_is_refused(
    admin: Caller, permitted_model: str, query: str
) -> None:
    """Limits, orders and cursors are checked."""
    path = f"/fine_tuning/checkpoints/{permitted_model}/permissions"

    assert admin.http.get(f"{path}?{query}").status_code == 400


def test_escaped_colons_name_the_same_checkpoint(admin: Caller, permitted_model: str) -> None:
    """A model's colons may arrive escaped."""
    escaped = permitted_model.replace(":", "%3A")

    assert admin.get(f"/fine_tuning/checkpoints/{escaped}/permissions")["data"] == []


def test_unknown_checkpoint_is_not_found(admin: Caller) -> None:
    """Permissions need a checkpoint."""
    path = "/fine_tuning/checkpoints/ft:nobody/permissions"
    answers = [
        admin.http.get(path),
        admin.post(path, {"project_ids": ["a"]}),
        admin.http.delete(f"{path}/cp_1"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_closed_body_takes_no_other_keys(admin: Caller, permitted_model: str) -> None:
    """The one closed body names the key that it does not know."""
    path = f"/fine_tuning/checkpoints/{permitted_model}/permissions"
    answer = admin.post(path, {"project_ids": [], "colour": "red"})

    assert answer.json()["error"]["message"] == "Unknown parameter: 'colour'."
