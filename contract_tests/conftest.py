"""What holds for the rules of both sides: the model to train on, and nothing left behind."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from fine_tuning_contract.conformance import Session

from .discovery import discover_model
from .server.steps import ANYTHING, FINAL, STRANGE, UNCLEARED


@pytest.fixture(scope="session")
def api(api: Session, notes: list[str]) -> Iterator[Session]:
    """Return the recording session; what the run's jobs leave behind is removed with them."""
    told = discover_model(api)
    if told is not None:
        notes.append(told)
    yield api
    api.lift_limits()
    # A faulty server may say anything about its jobs, in any form.
    with contextlib.suppress(*UNCLEARED, *STRANGE):
        for job_id in api.courier.ledger.made_by("createFineTuningJob"):
            _adopt_results(api, job_id)


def _adopt_results(api: Session, job_id: str) -> None:
    """End a job, and enter its models and result files among what the run has to remove."""
    job = _job(api, job_id)
    if job.get("status") not in FINAL:
        # It would leave its results behind after this last look.
        api.call("cancelFineTuningJob", fine_tuning_job_id=job_id, expect=ANYTHING)
        job = _job(api, job_id)
    if job.get("fine_tuned_model"):
        for model in {job["fine_tuned_model"], *_checkpoints(api, job_id)}:
            api.courier.ledger.adopt("deleteModel", model=model)
    files: list[str] = job.get("result_files") or []
    for file_id in files:
        api.courier.ledger.adopt("deleteFile", file_id=file_id)


def _job(api: Session, job_id: str) -> dict[str, Any]:
    answer = api.call("retrieveFineTuningJob", fine_tuning_job_id=job_id, expect=ANYTHING)
    job: dict[str, Any] = answer.json if answer.status == 200 else {}
    return job


def _checkpoints(api: Session, job_id: str) -> list[str]:
    """Return the names of the models that a job left on its way."""
    if "checkpoints" in api.target.setup.lacks:
        return []
    answer = api.call("listFineTuningJobCheckpoints", fine_tuning_job_id=job_id, expect=ANYTHING)
    page: dict[str, Any] = answer.json if answer.status == 200 else {}
    return [each["fine_tuned_model_checkpoint"] for each in page.get("data", [])]
