"""Rules for the permissions of checkpoints: who may use a model beside its own project."""

import pytest

from fine_tuning_contract.conformance import MissingPrerequisite, Session, Target, must, should

from .steps import Json, Listing, ids_of, tag

_CREATE = "createFineTuningCheckpointPermission"
_LIST = "listFineTuningCheckpointPermissions"
_DELETE = "deleteFineTuningCheckpointPermission"


@pytest.fixture
def permission(api: Session, checkpoint: str) -> Json:
    """Return a permission for a project that no other rule knows."""
    given: Json = _permit(api, checkpoint, f"proj_{tag()}")["data"][0]
    return given


@pytest.fixture
def other_checkpoint(api: Session, checkpoints_listing: Listing, checkpoint: str) -> str:
    """Return another checkpoint of the same job."""
    page = api.call(checkpoints_listing.operation, **checkpoints_listing.parameters).json
    names: list[str] = [item["fine_tuned_model_checkpoint"] for item in page["data"]]
    others = [name for name in names if name != checkpoint]
    if not others:
        raise MissingPrerequisite("the finished job has only one checkpoint")
    return others[0]


@must(
    "permissions-answer-each-project",
    spec=_CREATE,
    says="The answer holds one permission for each project of the request",
    needs="permissions",
)
def test_creation_answers_one_permission_for_each_project(api: Session, checkpoint: str) -> None:
    """
    Permitting two projects answers two permissions, one for each.

    A project that is left out finds the model locked.
    """
    projects = [f"proj_{tag()}", f"proj_{tag()}"]
    page = _permit(api, checkpoint, *projects)

    assert sorted(item["project_id"] for item in page["data"]) == sorted(projects)
    assert len({item["id"] for item in page["data"]}) == 2


@must(
    "permissions-are-listed",
    spec=_CREATE,
    says="from now on they are listed",
    needs="permissions",
)
def test_new_permission_is_listed(api: Session, checkpoint: str, permission: Json) -> None:
    """
    A permission that was given is listed, as it was answered.

    Whoever audits the access to a model reads the list.
    """
    page = api.call(_LIST, fine_tuned_model_checkpoint=checkpoint, limit=100).json

    assert permission in page["data"]


@must(
    "permissions-filter-by-project",
    spec=f"{_LIST}/parameters/project_id",
    says="only the permission of this project is listed",
    needs="permissions",
)
def test_project_filter_lists_only_its_permission(
    api: Session, checkpoint: str, permission: Json, permissions_listing: Listing
) -> None:
    """
    Asked for one project, the list shows that project's permission and no other.

    A filter that is ignored would make every project look permitted.
    """
    parameters = {"fine_tuned_model_checkpoint": checkpoint, "project_id": permission["project_id"]}
    found = ids_of(api, Listing(_LIST, parameters, ()))

    assert found == [permission["id"]]
    assert permission["id"] not in permissions_listing.ids


@must(
    "permissions-withdrawn-are-gone",
    spec=_DELETE,
    says="It is gone at once: it is no longer listed.",
    needs="permissions",
)
def test_withdrawn_permission_is_gone(api: Session, checkpoint: str, permission: Json) -> None:
    """
    A withdrawn permission is no longer listed, and cannot be withdrawn again.

    Access that was taken away and is still there is a leak.
    """
    name: Json = {"fine_tuned_model_checkpoint": checkpoint}
    deleted = api.call(_DELETE, **name, permission_id=permission["id"]).json
    page = api.call(_LIST, **name, project_id=permission["project_id"]).json
    api.call(_DELETE, **name, permission_id=permission["id"], expect=404)

    assert (deleted["id"], deleted["deleted"]) == (permission["id"], True)
    assert page["data"] == []


@must(
    "permissions-withdrawn-leave-the-others",
    spec=_DELETE,
    says="Take back one project's permission",
    needs="permissions",
)
def test_withdrawal_leaves_the_other_permissions(
    api: Session, checkpoint: str, permission: Json
) -> None:
    """
    The withdrawal of one permission leaves those of the other projects as they are.

    One project that is shut out would shut out all.
    """
    name: Json = {"fine_tuned_model_checkpoint": checkpoint}
    other = _permit(api, checkpoint, f"proj_{tag()}")["data"][0]
    api.call(_DELETE, **name, permission_id=other["id"])
    page = api.call(_LIST, **name, project_id=permission["project_id"]).json

    assert [item["id"] for item in page["data"]] == [permission["id"]]


@must(
    "permissions-belong-to-one-checkpoint",
    spec="FineTuningCheckpointPermission",
    says="One project's permission to use a fine-tuned model or checkpoint.",
    needs="permissions",
)
def test_permission_for_one_checkpoint_says_nothing_of_another(
    api: Session, permission: Json, other_checkpoint: str
) -> None:
    """
    A permission for one checkpoint is neither listed nor withdrawn under another.

    Sharing one model would share them all.
    """
    name: Json = {"fine_tuned_model_checkpoint": other_checkpoint}
    page = api.call(_LIST, **name, project_id=permission["project_id"]).json
    api.call(_DELETE, **name, permission_id=permission["id"], expect=404)

    assert page["data"] == []


@must(
    "permissions-need-the-admin-key",
    spec=_CREATE,
    says="Needs an admin API key",
    needs="permissions",
)
@pytest.mark.parametrize("operation", [_LIST, _CREATE, _DELETE], ids=["list", "create", "delete"])
def test_ordinary_key_is_refused(
    api: Session, target: Target, checkpoint: str, permission: Json, operation: str
) -> None:
    """
    An ordinary key is refused, and changes nothing.

    Otherwise every intern could give the company's model away.
    """
    body: Json = {"json": {"project_ids": ["proj_intruder"]}} if operation == _CREATE else {}
    extra: Json = {"permission_id": permission["id"]} if operation == _DELETE else {}
    name: Json = {"fine_tuned_model_checkpoint": checkpoint}
    api.call(operation, **name, **extra, **body, key=target.api_key, expect=(401, 403))
    page = api.call(_LIST, **name, project_id="proj_intruder").json
    kept = api.call(_LIST, **name, project_id=permission["project_id"]).json

    assert (page["data"], kept["data"]) == ([], [permission])


@should("permissions-repeat-without-harm", spec=_CREATE, needs="permissions")
def test_permitting_twice_gives_one_permission_or_is_refused(
    api: Session, checkpoint: str, permission: Json
) -> None:
    """
    Permitting a project twice leaves one permission, or is refused.

    Two permissions for one project would let it keep one when the other is withdrawn.
    """
    name: Json = {"fine_tuned_model_checkpoint": checkpoint}
    body = {"project_ids": [permission["project_id"]]}
    api.call(_CREATE, **name, json=body, expect=(200, 400))
    page = api.call(_LIST, **name, project_id=permission["project_id"]).json

    assert [item["id"] for item in page["data"]] == [permission["id"]]


def _permit(api: Session, checkpoint: str, *projects: str) -> Json:
    body = {"project_ids": list(projects)}
    page: Json = api.call(_CREATE, fine_tuned_model_checkpoint=checkpoint, json=body).json
    return page
