"""What a user of the API does, from upload to clean-up, in the steps of a real one."""

import json
import time
from collections.abc import Callable
from typing import Any

from fine_tuning_contract.conformance import Session, Upload

Json = dict[str, Any]
Workflow = Callable[[Session], None]

# An action may come too late: the job has moved on, and says so.
_TAKEN_OR_TOO_LATE = (200, 400, 409)
_PROJECT = "proj_soak"
_FINAL = frozenset({"succeeded", "failed", "cancelled"})
_LOOKS = 20
_PAUSE = 0.2


def train_and_cancel(api: Session) -> None:
    """Upload a file, create a job, look at it and its events, and cancel it."""
    job = _created(api)
    api.call("retrieveFineTuningJob", fine_tuning_job_id=job["id"])
    api.call("listFineTuningEvents", fine_tuning_job_id=job["id"], limit=5)
    _act(api, "cancelFineTuningJob", job)
    api.call("retrieveFineTuningJob", fine_tuning_job_id=job["id"])


def pause_and_resume(api: Session) -> None:
    """Create a job, pause and resume it where it lets itself, and cancel it."""
    job = _created(api)
    for action in ("pauseFineTuningJob", "resumeFineTuningJob", "cancelFineTuningJob"):
        _act(api, action, job)


def watch_to_the_end(api: Session) -> None:
    """Look at a job and its events until it ends, and share one of its checkpoints."""
    job = _created(api)
    for _ in range(_LOOKS):
        if job["status"] in _FINAL:
            break
        time.sleep(_PAUSE)
        job = api.call("retrieveFineTuningJob", fine_tuning_job_id=job["id"]).json
        api.call("listFineTuningEvents", fine_tuning_job_id=job["id"], limit=20)
    page = api.call("listFineTuningJobCheckpoints", fine_tuning_job_id=job["id"]).json
    for checkpoint in page["data"][:1]:
        _share(api, checkpoint["fine_tuned_model_checkpoint"])


def walk_the_lists(api: Session) -> None:
    """Follow the pages of jobs and files for a while."""
    for operation in ("listPaginatedFineTuningJobs", "listFiles"):
        after = None
        for _ in range(3):
            page = api.call(operation, limit=10, after=after).json
            if not page["has_more"] or not page["data"]:
                break
            after = page["data"][-1]["id"]


WORKFLOWS: tuple[Workflow, ...] = (
    train_and_cancel,
    pause_and_resume,
    watch_to_the_end,
    walk_the_lists,
)


def _created(api: Session) -> Json:
    upload = Upload("soak.jsonl", _examples(), "application/jsonl")
    file = api.call("createFile", form={"purpose": "fine-tune"}, files={"file": upload}).json
    body = {"model": api.target.setup.model, "training_file": file["id"]}
    job: Json = api.call("createFineTuningJob", json=body).json
    return job


def _act(api: Session, action: str, job: Json) -> None:
    api.call(action, fine_tuning_job_id=job["id"], expect=_TAKEN_OR_TOO_LATE)


def _share(api: Session, checkpoint: str) -> None:
    given: Json = {"fine_tuned_model_checkpoint": checkpoint}
    api.call("createFineTuningCheckpointPermission", json={"project_ids": [_PROJECT]}, **given)
    page = api.call("listFineTuningCheckpointPermissions", **given).json
    for permission in page["data"]:
        api.call("deleteFineTuningCheckpointPermission", permission_id=permission["id"], **given)


def _examples() -> bytes:
    turn = [{"role": "user", "content": "Say one."}, {"role": "assistant", "content": "one"}]
    return b"".join(json.dumps({"messages": turn}).encode() + b"\n" for _ in range(10))
