"""`jobs`: the jobs of an API, listed, created and steered by hand."""

import json
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from . import watching
from .arguments import A_FILE
from .endings import WRONG_USAGE, Ending, ending_at_file_errors
from .speaking import client_at, moment, pairs, spoken, told_json, told_object, told_table

if TYPE_CHECKING:
    from fine_tuning_client.models import FineTuningJob

_METHODS = ("supervised", "dpo", "reinforcement")
_HEAD = ("ID", "STATUS", "MODEL", "CREATED", "FINE-TUNED MODEL")


@click.group(epilog="Example: fine-tuning-contract jobs list --metadata team=search")
def command() -> None:
    """
    List, create and steer fine-tuning jobs.

    The key comes from OPENAI_API_KEY, the address from --base-url or OPENAI_BASE_URL.
    """


@command.command("list", epilog="Example: fine-tuning-contract jobs list --limit 5 --json")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--metadata", multiple=True, callback=pairs, metavar="KEY=VALUE", help="Only these.")
@spoken
def list_jobs(limit: int, metadata: dict[str, str], base_url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """List jobs, the newest first."""
    with client_at(base_url) as client:
        wanted: dict[str, Any] = {"metadata": metadata} if metadata else {}
        listed = client.fine_tuning.jobs.list(limit=min(limit, 100), **wanted)
        jobs = [job for job, _ in zip(listed, range(limit), strict=False)]
    if as_json:
        told_json([job.to_dict() for job in jobs])
    else:
        told_table(_HEAD, map(_row, jobs))


@command.command(
    epilog="Example: fine-tuning-contract jobs create --model M --training-file file-a"
)
@click.option("--model", required=True, help="The model to start from.")
@click.option("--training-file", required=True, metavar="ID", help="An uploaded file.")
@click.option("--validation-file", metavar="ID", help="An uploaded file to measure on.")
@click.option("--suffix", help="A part of the new model's name.")
@click.option("--seed", type=int, help="Start of the job's random numbers.")
@click.option("--method", type=click.Choice(_METHODS), help="How to train.")
@click.option("--epochs", type=int, help="How often the examples are gone through.")
@click.option("--batch-size", type=int, help="Examples in a step.")
@click.option("--learning-rate-multiplier", type=float, help="Times the usual learning rate.")
@click.option("--beta", type=float, help="For DPO: how close to stay to the model.")
@click.option("--metadata", multiple=True, callback=pairs, metavar="KEY=VALUE")
@click.option("--body", type=A_FILE, metavar="FILE", help="More of the request, as JSON.")
@spoken
def create(base_url: str | None, as_json: bool, **given: Any) -> None:  # noqa: FBT001 - click's
    """
    Create a job and print its id.

    What no option says stands in the file for --body, such as the grader of a reinforcement job.
    """
    more = _read(given.pop("body"))
    body = _request({name: value for name, value in given.items() if value not in (None, {})})
    with client_at(base_url) as client:
        job = client.fine_tuning.jobs.create(**body, extra_body=more, reconcile=False)
    if as_json:
        told_json(job.to_dict())
    else:
        click.echo(job.id)


@command.command(epilog="Example: fine-tuning-contract jobs show ftjob-abc123")
@click.argument("job_id", metavar="JOB")
@spoken
def show(job_id: str, base_url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """Show a job."""
    with client_at(base_url) as client:
        job = client.fine_tuning.jobs.retrieve(job_id)
    if as_json:
        told_json(job.to_dict())
    else:
        told_object(job.to_dict())


@command.command(epilog="Example: fine-tuning-contract jobs events ftjob-abc123")
@click.argument("job_id", metavar="JOB")
@spoken
def events(job_id: str, base_url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """List what happened to a job, the oldest first."""
    with client_at(base_url) as client:
        found = list(client.fine_tuning.jobs.list_events(job_id, limit=100))[::-1]
    if as_json:
        told_json([event.to_dict() for event in found])
    else:
        rows = ((moment(event.created_at), str(event.level), event.message) for event in found)
        told_table(("TIME", "LEVEL", "MESSAGE"), rows)


@command.command(epilog="Example: fine-tuning-contract jobs checkpoints ftjob-abc123")
@click.argument("job_id", metavar="JOB")
@spoken
def checkpoints(job_id: str, base_url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's
    """List a job's checkpoints."""
    with client_at(base_url) as client:
        found = list(client.fine_tuning.jobs.checkpoints.list(job_id))
    if as_json:
        told_json([each.to_dict() for each in found])
    else:
        rows = (
            (str(each.step_number), each.id, each.fine_tuned_model_checkpoint) for each in found
        )
        told_table(("STEP", "ID", "MODEL"), rows)


def _steering(name: str, what: str) -> click.Command:
    """Return a command that does one thing to a job and prints its state."""

    @click.argument("job_id", metavar="JOB")
    @spoken
    def steer(job_id: str, base_url: str | None, as_json: bool) -> None:  # noqa: FBT001 - click's
        with client_at(base_url) as client:
            job: FineTuningJob = getattr(client.fine_tuning.jobs, name)(job_id)
        if as_json:
            told_json(job.to_dict())
        else:
            click.echo(f"{job.id}: {job.status}")

    example = f"Example: fine-tuning-contract jobs {name} ftjob-abc123"
    return click.command(name, help=what, epilog=example)(steer)


_watch = copy(watching.command)
_watch.epilog = "Example: fine-tuning-contract jobs watch ftjob-abc123"
command.add_command(_watch, "watch")
command.add_command(_steering("cancel", "Cancel a job for good."))
command.add_command(_steering("pause", "Pause a job."))
command.add_command(_steering("resume", "Let a paused job go on."))


def _row(job: "FineTuningJob") -> tuple[str, ...]:
    made = job.fine_tuned_model or ""
    return str(job.id), str(job.status), str(job.model), moment(job.created_at), str(made)


def _request(given: dict[str, Any]) -> dict[str, Any]:
    """Return the request that options make; hyperparameters stand below the method."""
    names = {"epochs": "n_epochs", "batch_size": "batch_size", "beta": "beta"}
    names["learning_rate_multiplier"] = "learning_rate_multiplier"
    hyper = {names[name]: given.pop(name) for name in tuple(given) if name in names}
    method = given.pop("method", None)
    if method is None and hyper:
        method = "dpo" if "beta" in hyper else "supervised"
    if method is not None:
        below = {method: {"hyperparameters": hyper}} if hyper else {}
        given["method"] = {"type": method, **below}
    return given


def _read(place: Path | None) -> dict[str, Any] | None:
    if place is None:
        return None
    with ending_at_file_errors():
        text = place.read_text(encoding="utf-8", errors="replace")
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Ending(f"{place}: no JSON: {error}", WRONG_USAGE) from error
    if not isinstance(content, dict):
        raise Ending(f'{place}: a JSON object is wanted, as in {{"method": …}}', WRONG_USAGE)
    return cast("dict[str, Any]", content)
