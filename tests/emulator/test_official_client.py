"""The provider's own Python client, unchanged except for its base URL and key."""

from typing import Any

import openai
import pytest
from callers import WHOLE_JOB, Served, chat_lines
from openai import OpenAI

from fine_tuning_contract.emulator.control.remote import Control
from fine_tuning_contract.emulator.settings import DEFAULT_ADMIN_KEY, DEFAULT_API_KEY


@pytest.fixture
def client(emulator: Served) -> Any:
    """Return the official client with an ordinary key."""
    with OpenAI(base_url=emulator.url, api_key=DEFAULT_API_KEY, max_retries=0) as opened:
        yield opened


@pytest.fixture
def admin_client(emulator: Served) -> Any:
    """Return the official client with an admin key."""
    with OpenAI(base_url=emulator.url, api_key=DEFAULT_ADMIN_KEY, max_retries=0) as opened:
        yield opened


@pytest.fixture
def training_file(client: OpenAI) -> Any:
    """Return the id of a file that was uploaded by the official client."""
    content = chat_lines(10).encode()
    return client.files.create(file=("data.jsonl", content), purpose="fine-tune").id


@pytest.fixture
def finished(client: OpenAI, control: Control, training_file: Any) -> Any:
    """Return a job that the official client created and saw succeed."""
    job = client.fine_tuning.jobs.create(
        model="gpt-4o-mini",
        training_file=training_file,
        validation_file=training_file,
        suffix="mine",
        seed=7,
        metadata={"team": "a"},
        method={"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 3}}},
    )
    control.advance(WHOLE_JOB)
    return client.fine_tuning.jobs.retrieve(job.id)


def test_job_is_followed_to_its_end(client: OpenAI, finished: Any) -> None:
    """Create, retrieve, events, checkpoints and the result file."""
    events = list(client.fine_tuning.jobs.list_events(finished.id, limit=7))
    checkpoints = list(client.fine_tuning.jobs.checkpoints.list(finished.id))
    table = client.files.content(finished.result_files[0]).text

    assert finished.status == "succeeded"
    assert finished.hyperparameters.n_epochs == 3
    assert events[0].message == "The job has successfully completed"
    assert len(events) == 30 + 8
    assert [checkpoint.step_number for checkpoint in checkpoints] == [30, 20, 10]
    assert table.startswith("step,train_loss")


def test_pages_of_jobs_are_followed(client: OpenAI, training_file: Any) -> None:
    """Iterating over a list visits 45 jobs, each once."""
    made = [
        client.fine_tuning.jobs.create(model="gpt-4o-mini", training_file=training_file).id
        for _ in range(45)
    ]
    listed = [job.id for job in client.fine_tuning.jobs.list(limit=20)]

    assert listed == made[::-1]


def test_metadata_filters_jobs(client: OpenAI, finished: Any) -> None:
    """The filter arrives as the client encodes it."""
    hits = list(client.fine_tuning.jobs.list(metadata={"team": "a"}))
    misses = list(client.fine_tuning.jobs.list(metadata={"team": "b"}))

    assert [job.id for job in hits] == [finished.id]
    assert misses == []


def test_job_is_paused_resumed_and_cancelled(
    client: OpenAI, control: Control, training_file: Any
) -> None:
    """Each action answers with the job in its new status."""
    jobs = client.fine_tuning.jobs
    job = jobs.create(model="gpt-4o-mini", training_file=training_file)
    control.advance(12)
    seen = [jobs.pause(job.id).status, jobs.resume(job.id).status, jobs.cancel(job.id).status]

    assert seen == ["paused", "queued", "cancelled"]


def test_permissions_are_managed(admin_client: Any, finished: Any) -> None:
    """Create, list and delete permissions."""
    permissions = admin_client.fine_tuning.checkpoints.permissions
    model = finished.fine_tuned_model
    created = list(permissions.create(model, project_ids=["proj_a", "proj_b"]))
    listed = list(permissions.list(model, limit=1))
    deleted = permissions.delete(created[0].id, fine_tuned_model_checkpoint=model)

    assert [one.id for one in listed] == [one.id for one in created][::-1]
    assert deleted.deleted is True


def test_graders_are_run_and_validated(client: OpenAI) -> None:
    """The client's types fit what the graders answer."""
    grader = {
        "type": "string_check",
        "name": "g",
        "input": "{{sample.output_text}}",
        "reference": "{{item.answer}}",
        "operation": "eq",
    }
    graders = client.fine_tuning.alpha.graders
    run = graders.run(grader=grader, model_sample="x", item={"answer": "x"})
    valid = graders.validate(grader=grader)

    assert run.reward == 1
    assert run.metadata.errors.other_error is False
    assert valid.grader.name == "g"


def test_files_are_managed(client: OpenAI) -> None:
    """Upload with an expiry, retrieve, list, download, delete."""
    made = client.files.create(
        file=("a.jsonl", b"hello"),
        purpose="batch",
        expires_after={"anchor": "created_at", "seconds": 3600},
    )
    listed = [file.id for file in client.files.list(purpose="batch", order="asc")]

    assert made.expires_at == made.created_at + 3600
    assert listed == [made.id]
    assert client.files.wait_for_processing(made.id).status == "processed"
    assert client.files.content(made.id).read() == b"hello"
    assert client.files.delete(made.id).deleted is True


def test_models_are_managed(client: OpenAI, finished: Any) -> None:
    """List, retrieve and delete models."""
    model = finished.fine_tuned_model

    assert model in [one.id for one in client.models.list()]
    assert client.models.retrieve(model).id == model
    assert client.models.delete(model).deleted is True


def test_each_refusal_is_its_own_exception(client: OpenAI, emulator: Served, finished: Any) -> None:
    """400, 401, 403 and 404 raise what users of the client catch."""
    with pytest.raises(openai.BadRequestError, match="invalid training_file"):
        client.fine_tuning.jobs.create(model="gpt-4o-mini", training_file="file-x")
    with pytest.raises(openai.BadRequestError, match="already completed"):
        client.fine_tuning.jobs.cancel(finished.id)
    with pytest.raises(openai.NotFoundError) as missing:
        client.fine_tuning.jobs.retrieve("ftjob-nobody")
    with pytest.raises(openai.PermissionDeniedError):
        list(client.fine_tuning.checkpoints.permissions.list(finished.fine_tuned_model))
    with (
        OpenAI(base_url=emulator.url, api_key="sk-no") as wrong,
        pytest.raises(openai.AuthenticationError),
    ):
        wrong.models.list()

    assert missing.value.code == "fine_tune_not_found"
    assert missing.value.request_id.startswith("req_")


@pytest.mark.parametrize(
    ("status", "error"), [(429, openai.RateLimitError), (500, openai.InternalServerError)]
)
def test_faults_on_purpose_raise_too(
    client: OpenAI, control: Control, status: int, error: Any
) -> None:
    """A scripted 429 or 500 is what the client makes of a real one."""
    control.fault("status", status=status)

    with pytest.raises(error):
        client.models.list()


def test_client_retries_through_faults(client: OpenAI, control: Control) -> None:
    """With its retries on, the client gets its answer in the end."""
    control.fault("drop")
    control.fault("status", status=429, retry_after=0)

    patient = client.with_options(max_retries=2)

    assert patient.models.retrieve("gpt-4o").id == "gpt-4o"
