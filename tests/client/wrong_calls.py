"""A program full of mistakes, each of which a type checker must find; nobody runs it."""

from pathlib import Path

import fine_tuning_client.models as m
from fine_tuning_client import AsyncFineTuningClient, FineTuningClient


def show(*values: object) -> None:
    """Stand for whatever a program does with what it has."""


def wrong_clients() -> None:
    """Make clients wrongly."""
    FineTuningClient("sk-positional")  # error: call-arg
    FineTuningClient(api_key=5)  # error: arg-type
    FineTuningClient(timeout="5")  # error: arg-type
    FineTuningClient(no_such_option=True)  # error: call-arg


def wrong_calls(client: FineTuningClient, path: Path) -> None:
    """Call methods wrongly."""
    client.fine_tuning.jobs.create(model="gpt-4o-mini")  # error: call-arg
    client.fine_tuning.jobs.create("gpt-4o-mini", "file-1")  # error: call-arg
    client.fine_tuning.jobs.create(model="m", training_file="f", seed="7")  # error: arg-type
    client.fine_tuning.jobs.create(model="m", training_file="f", sufix="x")  # error: call-arg
    client.fine_tuning.jobs.create(model="m", training_file=path)  # error: arg-type
    client.fine_tuning.jobs.create(model="m", training_file=None)  # error: arg-type
    client.fine_tuning.jobs.retrieve()  # error: call-arg
    client.fine_tuning.jobs.retrieve(5)  # error: arg-type
    client.fine_tuning.jobs.retrieve(None)  # error: arg-type
    client.fine_tuning.jobs.list(limit="5")  # error: arg-type
    client.fine_tuning.jobs.list(limit=None)  # error: arg-type
    client.fine_tuning.jobs.list(metadata={"k": 1})  # error: dict-item
    client.fine_tuning.jobs.cancle("ftjob-1")  # error: attr-defined
    client.fine_tuning.alpha.graders.run(grader="python", model_sample="a")  # error: arg-type
    client.files.create(file="train.jsonl", purpose="fine-tune")  # error: arg-type
    client.files.create(file=path)  # error: call-arg
    client.fine_tuning.checkpoints.permissions.create("m", project_ids=5)  # error: arg-type
    client.fine_tuning.checkpoints.permissions.delete("cp_1")  # error: call-arg
    client.no_such_resource.list()  # error: attr-defined


def wrong_fields(client: FineTuningClient, job: m.FineTuningJob) -> None:
    """Read fields wrongly."""
    show(job.staus)  # error: attr-defined
    job.fine_tuned_model.upper()  # error: union-attr
    show(job.metadata["team"])  # error: index
    job.created_at.isoformat()  # error: attr-defined
    m.GraderStringCheck(name="g", input="i", reference="r")  # error: call-arg
    show(client.models.list().has_more)  # error: attr-defined
    answer = client.fine_tuning.jobs.with_raw_response.retrieve("ftjob-1")
    show(answer.status)  # error: attr-defined


async def forgotten_await(client: AsyncFineTuningClient) -> None:
    """Forget to wait."""
    show(client.fine_tuning.jobs.retrieve("ftjob-1").status)  # error: attr-defined
    for job in client.fine_tuning.jobs.list():  # error: attr-defined
        show(job)
