"""A program that uses every method of the client, as type checkers see it; nobody runs it."""

from collections.abc import Iterator
from pathlib import Path
from typing import assert_type

import httpx

import fine_tuning_client.models as m
from fine_tuning_client import (
    UNSET,
    APIStatusError,
    AsyncDownload,
    AsyncFineTuningClient,
    AsyncPages,
    Download,
    FineTuningClient,
    Pace,
    Pages,
    RateLimitError,
    RawResponse,
    RetryPolicy,
    Row,
    Unrecognized,
    Unset,
    WaitTimeoutError,
)


def show(*values: object) -> None:
    """Stand for whatever a program does with what it has."""


def clients() -> FineTuningClient:
    """Make clients in every way."""
    FineTuningClient()
    FineTuningClient(api_key=lambda: "sk-renewed", retries=RetryPolicy(tries=5), timeout=None)
    FineTuningClient(http_client=httpx.Client(), default_headers={"X-Team": "blue"})
    with FineTuningClient(api_key="sk", base_url="http://127.0.0.1:8000/v1", retries=0) as client:
        assert_type(client.base_url, str)
    return client.with_options(timeout=1.5, deadline=60, strict=True)


def jobs(client: FineTuningClient) -> None:
    """Work with jobs."""
    job = client.fine_tuning.jobs.create(
        model="gpt-4o-mini",
        training_file="file-1",
        validation_file=None,
        suffix="greeter",
        seed=7,
        metadata={"team": "blue"},
        method={"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 3}}},
        integrations=[{"type": "wandb", "wandb": {"project": "p"}}],
        extra_headers={"X-Team": "blue"},
        extra_query={"dry_run": True},
        extra_body={"brand_new": 1},
        timeout=5,
    )
    assert_type(job, m.FineTuningJob)
    client.fine_tuning.jobs.create(
        model="anything", training_file="file-1", method=m.FineTuneMethod.from_dict({"type": "dpo"})
    )
    assert_type(client.fine_tuning.jobs.retrieve(job.id), m.FineTuningJob)
    assert_type(client.fine_tuning.jobs.cancel(job.id), m.FineTuningJob)
    assert_type(client.fine_tuning.jobs.pause(job.id), m.FineTuningJob)
    assert_type(client.fine_tuning.jobs.resume(job.id), m.FineTuningJob)
    listed = client.fine_tuning.jobs.list(after="ftjob-1", limit=5, metadata=None)
    assert_type(listed, Pages[m.ListPaginatedFineTuningJobsResponse, m.FineTuningJob])
    assert_type(listed.data, list[m.FineTuningJob])
    assert_type(listed.pages(), Iterator[m.ListPaginatedFineTuningJobsResponse])
    for each in listed:
        assert_type(each, m.FineTuningJob)


def progress(client: FineTuningClient) -> None:
    """Follow a job to its end."""
    for event in client.fine_tuning.jobs.list_events("ftjob-1", limit=100):
        assert_type(event, m.FineTuningJobEvent)
    for event in client.fine_tuning.jobs.stream_events("ftjob-1", after="ftevent-1", timeout=60):
        assert_type(event.message, str)
    for checkpoint in client.fine_tuning.jobs.checkpoints.list("ftjob-1", limit=1):
        assert_type(checkpoint.metrics, m.FineTuningJobCheckpointMetrics)
        assert_type(checkpoint.step_number, int)
    try:
        job = client.fine_tuning.jobs.wait("ftjob-1", timeout=3600, pace=Pace(first=0.5))
    except WaitTimeoutError as error:
        show(error.last)
    else:
        assert_type(job.status in {"succeeded", "failed"}, bool)
    assert_type(client.fine_tuning.jobs.metrics("ftjob-1"), list[Row])


def fields(job: m.FineTuningJob) -> None:
    """Read what a job says."""
    assert_type(job.id, str)
    assert_type(job.created_at, int)
    assert_type(job.fine_tuned_model, str | None)
    assert_type(job.metadata, dict[str, str] | None | Unset)
    assert_type(job.error, m.FineTuningJobError | None)
    assert_type(job.result_files, list[str])
    assert_type(isinstance(job.to_dict()["id"], str), bool)
    if job.metadata:
        assert_type(job.metadata["team"], str)
    if job.method is UNSET or isinstance(job.estimated_finish, Unset):
        show("an older server")
    if job.created_at_datetime is not None:
        assert_type(job.created_at_datetime.isoformat(), str)
    for problem in job.problems():
        show(problem.pointer, problem.message)
    show(job.status, job["brand_new"], job.additional_properties)


def graders(client: FineTuningClient) -> None:
    """Run graders, and tell them apart."""
    grader = m.GraderStringCheck(name="g", input="i", reference="r", operation="eq")
    run = client.fine_tuning.alpha.graders.run(grader=grader, model_sample="a", item={"answer": 1})
    assert_type(run, m.RunGraderResponse)
    assert_type(run.reward, float)
    found = client.fine_tuning.alpha.graders.validate(grader={"type": "python"})
    assert_type(found, m.ValidateGraderResponse)
    if isinstance(found.grader, m.GraderMulti):
        assert_type(found.grader.calculate_output, str)
    elif isinstance(found.grader, Unrecognized):
        show(found.grader.get("type"))


def files(client: FineTuningClient, folder: Path) -> None:
    """Move files."""
    assert_type(client.files.create(file=folder / "a.jsonl", purpose="fine-tune"), m.OpenAIFile)
    client.files.create(file=("a.jsonl", b"{}\n"), purpose="batch")
    client.files.create(file=b"{}", purpose="evals", expires_after={"anchor": "created_at"})
    with (folder / "a.jsonl").open("rb") as opened:
        client.files.create(file=("a.jsonl", opened, "application/jsonl"), purpose="user_data")
    assert_type(client.files.retrieve("file-1"), m.OpenAIFile)
    assert_type(client.files.delete("file-1"), m.DeleteFileResponse)
    assert_type(
        client.files.list(purpose="fine-tune", order="asc", limit=10, after="file-1"),
        Pages[m.ListFilesResponse, m.OpenAIFile],
    )
    content = client.files.content("file-1")
    assert_type(content, Download)
    assert_type(content.read(), bytes)
    assert_type(content.text(), str)
    assert_type(content.write_to(folder / "out.csv"), Path)
    for piece in content:
        assert_type(piece, bytes)


def permissions(client: FineTuningClient) -> None:
    """Share checkpoints."""
    resource = client.fine_tuning.checkpoints.permissions
    given = resource.create("ft:m:o::1", project_ids=["proj_1"])
    assert_type(given, m.ListFineTuningCheckpointPermissionResponse)
    for each in resource.list("ft:m:o::1", project_id="proj_1", order="ascending"):
        assert_type(each, m.FineTuningCheckpointPermission)
    for each in resource.retrieve("ft:m:o::1"):
        assert_type(each.project_id, str)
    assert_type(
        resource.delete("cp_1", fine_tuned_model_checkpoint="ft:m:o::1"),
        m.DeleteFineTuningCheckpointPermissionResponse,
    )


def models(client: FineTuningClient) -> None:
    """Look at models."""
    assert_type(client.models.list(), m.ListModelsResponse)
    assert_type(client.models.retrieve("gpt-4o-mini"), m.Model)
    assert_type(client.models.delete("ft:m:o::1"), m.DeleteModelResponse)


def raw(client: FineTuningClient) -> None:
    """Look at the HTTP answer."""
    answer = client.fine_tuning.jobs.with_raw_response.retrieve("ftjob-1", timeout=1)
    assert_type(answer, RawResponse[m.FineTuningJob])
    assert_type(answer.parse(), m.FineTuningJob)
    assert_type((answer.status_code, answer.request_id), tuple[int, str | None])
    page = client.files.with_raw_response.list(limit=1)
    assert_type(page.parse(), m.ListFilesResponse)


def failures(client: FineTuningClient) -> None:
    """Read what went wrong."""
    try:
        client.models.list()
    except RateLimitError as error:
        assert_type(
            (error.status_code, error.code, error.param), tuple[int, str | None, str | None]
        )
    except APIStatusError as error:
        show(error.request_id, error.type, error.body)


async def asynchronous(client: AsyncFineTuningClient, folder: Path) -> None:
    """Do it all at once."""
    job = await client.fine_tuning.jobs.create(model="gpt-4o-mini", training_file="file-1")
    assert_type(job, m.FineTuningJob)
    assert_type(await client.fine_tuning.jobs.retrieve(job.id), m.FineTuningJob)
    assert_type(await client.fine_tuning.jobs.cancel(job.id), m.FineTuningJob)
    assert_type(await client.fine_tuning.jobs.pause(job.id), m.FineTuningJob)
    assert_type(await client.fine_tuning.jobs.resume(job.id), m.FineTuningJob)
    assert_type(await client.fine_tuning.jobs.wait(job.id), m.FineTuningJob)
    assert_type(await client.fine_tuning.jobs.metrics(job.id), list[Row])
    listed = client.fine_tuning.jobs.list(limit=5)
    assert_type(listed, AsyncPages[m.ListPaginatedFineTuningJobsResponse, m.FineTuningJob])
    assert_type(await listed, m.ListPaginatedFineTuningJobsResponse)
    async for each in listed:
        assert_type(each, m.FineTuningJob)
    async for event in client.fine_tuning.jobs.list_events(job.id):
        assert_type(event, m.FineTuningJobEvent)
    async for event in client.fine_tuning.jobs.stream_events(job.id):
        assert_type(event, m.FineTuningJobEvent)
    async for checkpoint in client.fine_tuning.jobs.checkpoints.list(job.id):
        assert_type(checkpoint, m.FineTuningJobCheckpoint)
    await asynchronous_files(client, folder)
    await asynchronous_rest(client)


async def asynchronous_files(client: AsyncFineTuningClient, folder: Path) -> None:
    """Move files, many at once."""
    assert_type(await client.files.create(file=b"", purpose="fine-tune"), m.OpenAIFile)
    assert_type(await client.files.retrieve("file-1"), m.OpenAIFile)
    assert_type(await client.files.delete("file-1"), m.DeleteFileResponse)
    async for file in client.files.list(order="desc"):
        assert_type(file, m.OpenAIFile)
    content = await client.files.content("file-1")
    assert_type(content, AsyncDownload)
    assert_type(await content.read(), bytes)
    assert_type(await content.write_to(folder / "out.csv"), Path)


async def asynchronous_rest(client: AsyncFineTuningClient) -> None:
    """Use what is left."""
    permissions = client.fine_tuning.checkpoints.permissions
    given = await permissions.create("ft:m:o::1", project_ids=["proj_1"])
    assert_type(given, m.ListFineTuningCheckpointPermissionResponse)
    async for each in permissions.list("ft:m:o::1"):
        assert_type(each, m.FineTuningCheckpointPermission)
    async for each in permissions.retrieve("ft:m:o::1"):
        assert_type(each.id, str)
    await permissions.delete("cp_1", fine_tuned_model_checkpoint="ft:m:o::1")
    run = await client.fine_tuning.alpha.graders.run(grader={}, model_sample="a")
    assert_type(run, m.RunGraderResponse)
    assert_type(
        await client.fine_tuning.alpha.graders.validate(grader={}), m.ValidateGraderResponse
    )
    assert_type(await client.models.list(), m.ListModelsResponse)
    assert_type(await client.models.retrieve("gpt-4o-mini"), m.Model)
    assert_type(await client.models.delete("ft:m:o::1"), m.DeleteModelResponse)
    answer = await client.models.with_raw_response.retrieve("gpt-4o-mini")
    assert_type(answer, RawResponse[m.Model])
    await client.close()
