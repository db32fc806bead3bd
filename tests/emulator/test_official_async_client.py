"""The provider's own asynchronous Python client, unchanged except for its base URL and key."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import openai
import pytest
from callers import WHOLE_JOB, Served, chat_lines
from openai import AsyncOpenAI

from fine_tuning_contract.emulator.control.remote import Control
from fine_tuning_contract.emulator.settings import DEFAULT_ADMIN_KEY, DEFAULT_API_KEY

Walk = Callable[[Callable[[AsyncOpenAI], Awaitable[Any]]], Any]
GRADER: Any = {
    "type": "string_check",
    "name": "g",
    "input": "{{sample.output_text}}",
    "reference": "{{item.answer}}",
    "operation": "eq",
}


@pytest.fixture
def walk(emulator: Served) -> Walk:
    """Return a function that runs a walk with a client of its own."""

    def run(steps: Callable[[AsyncOpenAI], Awaitable[Any]], key: str = DEFAULT_API_KEY) -> Any:
        async def inside() -> Any:
            async with AsyncOpenAI(base_url=emulator.url, api_key=key, max_retries=0) as client:
                return await steps(client)

        return asyncio.run(inside())

    return run


async def uploaded(client: AsyncOpenAI) -> str:
    """Upload ten examples and return the file's id."""
    content = chat_lines(10).encode()
    return (await client.files.create(file=("data.jsonl", content), purpose="fine-tune")).id


async def finished(client: AsyncOpenAI, control: Control) -> Any:
    """Return a job that was seen to succeed."""
    file_id = await uploaded(client)
    job = await client.fine_tuning.jobs.create(
        model="gpt-4o-mini", training_file=file_id, validation_file=file_id, metadata={"team": "a"}
    )
    control.advance(WHOLE_JOB)
    return await client.fine_tuning.jobs.retrieve(job.id)


def test_job_is_followed_to_its_end(walk: Any, control: Control) -> None:
    """Create, retrieve, events, checkpoints and the result file."""

    async def steps(client: AsyncOpenAI) -> Any:
        job = await finished(client, control)
        jobs = client.fine_tuning.jobs
        events = [event async for event in jobs.list_events(job.id, limit=50)]
        checkpoints = [one async for one in jobs.checkpoints.list(job.id, limit=1)]
        table = (await client.files.content(job.result_files[0])).text
        found = [one.id async for one in jobs.list(metadata={"team": "a"})]
        return job, events, checkpoints, table, found

    job, events, checkpoints, table, found = walk(steps)
    assert (job.status, found) == ("succeeded", [job.id])
    assert events[0].message == "The job has successfully completed"
    assert [one.step_number for one in checkpoints] == [100, 90, 80]
    assert table.startswith("step,train_loss")


def test_pages_are_followed_over_45_jobs(walk: Any) -> None:
    """Iterating visits each job once, whatever the size of a page."""

    async def steps(client: AsyncOpenAI) -> Any:
        file_id = await uploaded(client)
        create = client.fine_tuning.jobs.create
        for _ in range(45):
            await create(model="gpt-4o-mini", training_file=file_id)
        jobs = client.fine_tuning.jobs
        return [[job.id async for job in jobs.list(limit=limit)] for limit in (7, 20, 100)]

    small, middle, large = walk(steps)
    assert len({*small}) == 45
    assert small == middle == large


def test_job_is_paused_resumed_and_cancelled(walk: Any, control: Control) -> None:
    """Each action answers with the job in its new status."""

    async def steps(client: AsyncOpenAI) -> Any:
        jobs = client.fine_tuning.jobs
        job = await jobs.create(model="gpt-4o-mini", training_file=await uploaded(client))
        control.advance(12)
        actions = (jobs.pause, jobs.resume, jobs.cancel)
        return [(await act(job.id)).status for act in actions]

    assert walk(steps) == ["paused", "queued", "cancelled"]


def test_permissions_are_managed(walk: Any, control: Control) -> None:
    """Create, list, retrieve by the older name, and delete."""

    async def steps(client: AsyncOpenAI) -> Any:
        model = (await finished(client, control)).fine_tuned_model
        permissions = client.fine_tuning.checkpoints.permissions
        made = [one.id async for one in permissions.create(model, project_ids=["proj_a", "proj_b"])]
        listed = [one.id async for one in permissions.list(model, limit=1)]
        with pytest.warns(DeprecationWarning, match="deprecated"):
            older = await permissions.retrieve(model)
        gone = await permissions.delete(made[0], fine_tuned_model_checkpoint=model)
        return made, listed, [one.id for one in older.data], gone.deleted

    made, listed, older, deleted = walk(steps, DEFAULT_ADMIN_KEY)
    assert listed == older == made[::-1]
    assert deleted is True


def test_graders_are_run_and_validated(walk: Any) -> None:
    """The client's types fit what the graders answer."""

    async def steps(client: AsyncOpenAI) -> Any:
        graders = client.fine_tuning.alpha.graders
        run = await graders.run(grader=GRADER, model_sample="x", item={"answer": "x"})
        return run, await graders.validate(grader=GRADER)

    run, valid = walk(steps)
    assert (run.reward, run.metadata.errors.other_error) == (1, False)
    assert valid.grader.name == "g"


def test_files_go_up_and_come_down(walk: Any, tmp_path: Path) -> None:
    """A file of several megabytes comes back as it was, streamed to a path."""
    content = bytes(range(256)) * 12_000
    source, copy = tmp_path / "source.bin", tmp_path / "copy.bin"
    source.write_bytes(content)

    async def steps(client: AsyncOpenAI) -> Any:
        made = await client.files.create(file=source, purpose="user_data")
        async with client.files.with_streaming_response.content(made.id) as answer:
            await answer.stream_to_file(copy)
        listed = [file.id async for file in client.files.list(purpose="user_data", order="asc")]
        ready = await client.files.wait_for_processing(made.id)
        gone = await client.files.delete(made.id)
        return made, listed, ready.status, gone.deleted

    made, listed, status, deleted = walk(steps)
    assert (made.bytes, made.filename, listed) == (len(content), "source.bin", [made.id])
    assert hashlib.sha256(copy.read_bytes()).digest() == hashlib.sha256(content).digest()
    assert (status, deleted) == ("processed", True)


def test_models_are_managed(walk: Any, control: Control) -> None:
    """List, retrieve and delete; what is deleted is not found."""

    async def steps(client: AsyncOpenAI) -> Any:
        model = (await finished(client, control)).fine_tuned_model
        listed = [one.id async for one in client.models.list()]
        found = (await client.models.retrieve(model)).id
        gone = (await client.models.delete(model)).deleted
        with pytest.raises(openai.NotFoundError) as missing:
            await client.models.retrieve(model)
        return model in listed, found == model, gone, missing.value.code

    assert walk(steps) == (True, True, True, "model_not_found")


def test_client_retries_through_faults(walk: Any, control: Control) -> None:
    """With its retries on, the client gets its answer in the end."""
    control.fault("truncate")
    control.fault("status", status=429, retry_after=0)

    async def steps(client: AsyncOpenAI) -> Any:
        return (await client.with_options(max_retries=2).models.retrieve("gpt-4o")).id

    assert walk(steps) == "gpt-4o"


def test_many_callers_at_once_are_answered(walk: Any) -> None:
    """Forty uploads and jobs at the same time are forty files and forty jobs."""

    async def steps(client: AsyncOpenAI) -> Any:
        async def one() -> str:
            file_id = await uploaded(client)
            job = await client.fine_tuning.jobs.create(model="gpt-4o-mini", training_file=file_id)
            return job.id

        return await asyncio.gather(*(one() for _ in range(40)))

    assert len({*walk(steps)}) == 40
