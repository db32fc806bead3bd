"""Rules for ids that name nothing."""

import pytest

from fine_tuning_contract.conformance import Session, must, should

from .steps import Json, error_of

_JOB: Json = {"fine_tuning_job_id": "ftjob-unknown00000000000000000"}
_FILE: Json = {"file_id": "file-unknown000000000000000"}
_MODEL: Json = {"model": "ft:no-such-model:contract::00000000"}
_CHECKPOINT: Json = {"fine_tuned_model_checkpoint": "ft:no-such-model:contract::00000000"}

_OF_JOBS = (
    "retrieveFineTuningJob",
    "cancelFineTuningJob",
    "listFineTuningEvents",
)


@must("unknown-jobs-are-not-found", spec="retrieveFineTuningJob/responses/404")
@pytest.mark.parametrize("operation", _OF_JOBS)
def test_unknown_job_is_not_found(api: Session, operation: str) -> None:
    """
    An id that names no job is answered with 404.

    A client that mistypes an id must not be told that all is well.
    """
    api.call(operation, **_JOB, expect=404)


@must(
    "unknown-jobs-have-no-checkpoints",
    spec="listFineTuningJobCheckpoints/responses/404",
    needs="checkpoints",
)
def test_checkpoints_of_an_unknown_job_are_not_found(api: Session) -> None:
    """
    The checkpoints of a job that does not exist are answered with 404, not with an empty list.

    An empty list reads as a job that has made none yet, and is waited for.
    """
    api.call("listFineTuningJobCheckpoints", **_JOB, expect=404)


@must("unknown-jobs-do-not-pause", spec="pauseFineTuningJob/responses/404", needs="pausing")
@pytest.mark.parametrize("operation", ["pauseFineTuningJob", "resumeFineTuningJob"])
def test_unknown_job_cannot_be_paused_or_resumed(api: Session, operation: str) -> None:
    """
    Pausing or resuming a job that does not exist is answered with 404.

    Whoever pauses to save money must know that nothing was paused.
    """
    api.call(operation, **_JOB, expect=404)


@must("unknown-files-are-not-found", spec="retrieveFile/responses/404", needs="files")
@pytest.mark.parametrize("operation", ["retrieveFile", "downloadFile", "deleteFile"])
def test_unknown_file_is_not_found(api: Session, operation: str) -> None:
    """
    An id that names no file is answered with 404.

    A script that deletes old files must see that one was gone already.
    """
    api.call(operation, **_FILE, expect=404)


@must("unknown-models-are-not-found", spec="retrieveModel/responses/404", needs="models")
@pytest.mark.parametrize("operation", ["retrieveModel", "deleteModel"])
def test_unknown_model_is_not_found(api: Session, operation: str) -> None:
    """
    A name that no model has is answered with 404.

    A deployment must stop before it sends users to a model that is not there.
    """
    api.call(operation, **_MODEL, expect=404)


@must(
    "unknown-checkpoints-have-no-permissions",
    spec="listFineTuningCheckpointPermissions/responses/404",
    needs="permissions",
)
@pytest.mark.parametrize("operation", ["list", "create", "delete"])
def test_permissions_of_an_unknown_checkpoint_are_not_found(api: Session, operation: str) -> None:
    """
    The permissions of a checkpoint that does not exist are answered with 404.

    A permission for nothing would be taken for one that works.
    """
    calls: Json = {
        "list": ("listFineTuningCheckpointPermissions", {}),
        "create": ("createFineTuningCheckpointPermission", {"json": {"project_ids": ["proj_a"]}}),
        "delete": ("deleteFineTuningCheckpointPermission", {"permission_id": "cp_unknown"}),
    }
    name, others = calls[operation]

    api.call(name, **_CHECKPOINT, **others, expect=404)


@should("unknown-ids-are-named", spec="ErrorResponse")
@pytest.mark.parametrize(
    ("operation", "named"),
    [("retrieveFineTuningJob", _JOB), ("retrieveFile", _FILE), ("retrieveModel", _MODEL)],
    ids=["job", "file", "model"],
)
def test_refusal_names_the_unknown_id(api: Session, operation: str, named: Json) -> None:
    """
    The refusal names the id that was not found.

    In a log of a thousand calls, the message is all that tells which one failed.
    """
    error = error_of(api.call(operation, **named, expect=404).json)

    assert next(iter(named.values())) in error["message"]
