"""Rules for keys: who is let in, and what a stranger learns."""

import json
from typing import Any

import pytest

from fine_tuning_contract.conformance import (
    Description,
    NotApplicable,
    Session,
    Target,
    must,
    should,
)

from .steps import Json, needs, tag, upload

_UNKNOWN = {
    "fine_tuning_job_id": "ftjob-unknown00000000000000000",
    "file_id": "file-unknown000000000000000",
    "model": "no-such-model",
    "fine_tuned_model_checkpoint": "no-such-model",
    "permission_id": "cp_unknown",
}
_ENTRIES = {
    "no key": {"key": None},
    "wrong key": {"key": "sk-not-a-key-of-this-server"},
    "empty key": {"headers": {"authorization": "Bearer"}},
    "wrong scheme": {"headers": {"authorization": "Basic c2stdGVzdDo="}},
    "no scheme": {"headers": {"authorization": "sk-not-a-key-of-this-server"}},
}

strangers = pytest.mark.parametrize("entry", _ENTRIES.values(), ids=_ENTRIES.keys())


@must("keys-are-demanded-everywhere", spec="retrieveFineTuningJob/responses/401")
@strangers
def test_no_operation_lets_a_stranger_in(
    api: Session, description: Description, entry: dict[str, Any]
) -> None:
    """
    Every operation answers 401 to a caller without a valid key, also for ids that do not exist.

    Any other answer is a way in, or tells a stranger what exists.
    """
    statuses = {
        name: api.call(name, **_path(description, name), **entry, expect=range(200, 500)).status
        for name in description.operations
    }

    assert {name: status for name, status in statuses.items() if status != 401} == {}


@must("keys-count-whole", spec="listPaginatedFineTuningJobs/responses/401")
@pytest.mark.parametrize("change", ["shortened", "lengthened", "other case"])
def test_key_that_is_nearly_right_is_wrong(api: Session, target: Target, change: str) -> None:
    """
    A key that is nearly right is refused: one character less, one more, or in another case.

    A server that compares only the start of a key can be opened by guessing.
    """
    key = _nearly(target.api_key or "", change)

    api.call("listPaginatedFineTuningJobs", key=key, expect=401)


@must("keys-right-in-the-wrong-scheme", spec="listPaginatedFineTuningJobs/responses/401")
@pytest.mark.parametrize("scheme", ["Basic ", "Token ", "ApiKey ", ""], ids=str.strip)
def test_right_key_in_the_wrong_scheme_is_refused(
    api: Session, target: Target, scheme: str
) -> None:
    """
    The right key in another scheme than Bearer, or in none, is refused.

    A proxy that checks one scheme and a server that reads another do not guard the same door.
    """
    headers = {"authorization": f"{scheme}{target.api_key}"}

    api.call("listPaginatedFineTuningJobs", headers=headers, expect=401)


@should("keys-guard-heads", spec="listPaginatedFineTuningJobs/responses/401")
@pytest.mark.parametrize("path", ["/models", "/files", "/fine_tuning/jobs"])
def test_head_lets_no_stranger_in(api: Session, path: str) -> None:
    """
    HEAD without a key is refused, as GET is.

    Its headers tell a stranger what exists, how long it is, and that nobody looks at the key.
    """
    api.send("HEAD", path, headers={"authorization": ""}, expect=range(400, 500))


@should("keys-take-the-scheme-in-any-case", spec="components/securitySchemes")
@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_scheme_is_read_in_any_case(api: Session, target: Target, scheme: str) -> None:
    """
    The scheme before a key may be written in any case.

    HTTP says so, and some clients write it in lower case.
    """
    headers = {"authorization": f"{scheme} {target.api_key}"}

    api.call("listPaginatedFineTuningJobs", headers=headers, limit=1)


@pytest.fixture
def there(api: Session, cancelled_job: Json, training_file: str) -> dict[str, str]:
    """Return ids of things that exist, by the parameter that names them."""
    return {
        "fine_tuning_job_id": cancelled_job["id"],
        "file_id": training_file,
        "model": api.target.setup.model,
    }


@must("keys-hide-what-exists", spec="retrieveFineTuningJob/responses/401")
@pytest.mark.parametrize(
    ("operation", "name", "feature"),
    [
        ("retrieveFineTuningJob", "fine_tuning_job_id", "jobs"),
        ("retrieveFile", "file_id", "files"),
        ("retrieveModel", "model", "models"),
    ],
    ids=["job", "file", "model"],
)
def test_stranger_cannot_tell_what_exists(
    api: Session, there: dict[str, str], operation: str, name: str, feature: str
) -> None:
    """
    A stranger gets the same answer for a thing that exists and for one that does not.

    Otherwise ids can be tried until one fits.
    """
    needs(api.target, feature)
    told = [_refused(api, operation, name, each) for each in (there[name], _UNKNOWN[name])]

    assert told[0] == told[1]


@must("keys-guard-changes", spec="cancelFineTuningJob/responses/401")
def test_stranger_changes_nothing(api: Session, running_job: Json) -> None:
    """
    A refused caller changes nothing.

    An answer of 401 is worth nothing if the deed is done all the same.
    """
    job_id = running_job["id"]
    api.call("cancelFineTuningJob", fine_tuning_job_id=job_id, key="sk-wrong-key", expect=401)
    job = api.call("retrieveFineTuningJob", fine_tuning_job_id=job_id).json

    assert job["status"] != "cancelled"


@must(
    "keys-guard-files",
    spec="responses/Unauthorized",
    says="The key is missing or wrong.",
    needs="files",
)
def test_stranger_deletes_no_file(api: Session) -> None:
    """
    A stranger deletes no file.

    A key that was changed because it had leaked must be worth nothing.
    """
    file_id = upload(api, b"{}\n", purpose="user_data")["id"]
    api.call("deleteFile", file_id=file_id, key="sk-wrong-key", expect=401)

    assert api.call("retrieveFile", file_id=file_id).json["id"] == file_id


@must("keys-guard-creation", spec="responses/Unauthorized", says="The key is missing or wrong.")
def test_stranger_creates_no_job(api: Session, training_file: str) -> None:
    """
    A stranger creates no job, however right the request is otherwise.

    The bill would go to the owner of the data.
    """
    mark = {"contract": tag()}
    body = {"model": api.target.setup.model, "training_file": training_file, "metadata": mark}
    api.call("createFineTuningJob", json=body, key="sk-wrong-key", expect=401)

    assert api.call("listPaginatedFineTuningJobs", metadata=mark).json["data"] == []


@must(
    "keys-of-admins-count-whole",
    spec="createFineTuningCheckpointPermission/responses/401",
    needs="permissions",
)
@pytest.mark.parametrize("change", ["shortened", "lengthened", "other case"])
def test_admin_key_that_is_nearly_right_is_wrong(api: Session, target: Target, change: str) -> None:
    """
    An admin key that is nearly right is refused as a whole one is demanded.

    It opens more doors than any other.
    """
    key = _nearly(target.admin_key or "", change)
    name = _UNKNOWN["fine_tuned_model_checkpoint"]

    api.call(
        "listFineTuningCheckpointPermissions",
        fine_tuned_model_checkpoint=name,
        key=key,
        expect=(401, 403),
    )


@should("keys-name-the-error", spec="Error/properties/code")
def test_wrong_key_is_told_by_its_code(api: Session) -> None:
    """
    The refusal of a wrong key carries the code `invalid_api_key`.

    Clients tell by it that trying again is useless.
    """
    error = api.call("listModels", key="sk-not-a-key-of-this-server", expect=401).json["error"]

    assert error["code"] == "invalid_api_key"


def _refused(api: Session, operation: str, name: str, value: str) -> str:
    """Return what a stranger is told of a thing, but for its id, which an error may repeat."""
    given: Json = {name: value}
    answer = api.call(operation, **given, key="sk-wrong-key", expect=401)
    return json.dumps(answer.json).replace(value, "ID")


def _nearly(key: str, change: str) -> str:
    changed = {"shortened": key[:-1], "lengthened": f"{key}x", "other case": key.swapcase()}
    if changed[change] == key:
        raise NotApplicable("the key has no letters, so there is no other case of it")
    return changed[change]


def _path(description: Description, operation_id: str) -> Json:
    """Return ids that name nothing, for the path of an operation."""
    parameters = description.operation(operation_id).parameters
    return {each.name: _UNKNOWN[each.name] for each in parameters if each.place == "path"}
