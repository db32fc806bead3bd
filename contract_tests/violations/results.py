"""Servers whose jobs leave behind what does not fit together."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, refusal
from .routes import CHECKPOINTS, CONTENT, EVENTS, JOB, MODEL


@breaks("results-bill-every-epoch")
@edits("GET", JOB)
def one_token_too_many_is_billed(job: Json, _asked: Asked) -> None:
    """A job bills one token more than it has trained."""
    if job["trained_tokens"]:
        job["trained_tokens"] += 1


@breaks("results-measure-every-step")
@edits("GET", EVENTS)
def every_tenth_step_is_measured(page: Json, _asked: Asked) -> None:
    """Only every tenth step has a number of its own."""
    for event in _measured(page):
        event["data"]["step"] = event["data"]["step"] // 10 * 10


@breaks("results-stay-within-bounds")
@edits("GET", EVENTS)
def shares_are_percentages(page: Json, _asked: Asked) -> None:
    """Events tell accuracies in percent."""
    for event in _measured(page):
        event["data"]["train_mean_token_accuracy"] *= 100


@breaks("results-of-checkpoints-stay-within-bounds")
@edits("GET", CHECKPOINTS)
def checkpoints_tell_percentages(page: Json, _asked: Asked) -> None:
    """Checkpoints tell accuracies in percent."""
    for checkpoint in page["data"]:
        checkpoint["metrics"]["train_mean_token_accuracy"] *= 100


@breaks("results-agree-on-measures")
@edits("GET", CHECKPOINTS)
def checkpoints_are_measured_anew(page: Json, _asked: Asked) -> None:
    """The training loss of a checkpoint is another than its step had."""
    for checkpoint in page["data"]:
        checkpoint["metrics"]["train_loss"] += 0.5


@breaks("results-end-at-the-last-step")
@edits("GET", CHECKPOINTS)
def checkpoints_stand_a_step_early(page: Json, _asked: Asked) -> None:
    """Every checkpoint stands at the step before its own."""
    for checkpoint in page["data"]:
        checkpoint["step_number"] -= 1


@breaks("results-are-models")
async def checkpoints_are_no_models(asked: Asked, server: Server) -> Answered:
    """A checkpoint is not found as a model."""
    if asked.is_for("GET", MODEL) and "ckpt-step" in asked.path:
        return refusal(404, "No such model.")
    return await server.forward(asked)


@breaks("results-announce-checkpoints")
@edits("GET", EVENTS)
def checkpoints_come_unannounced(page: Json, _asked: Asked) -> None:
    """Events tell of a checkpoint, but not its name."""
    for event in page["data"]:
        event["message"] = event["message"].partition(" with Snapshot ID")[0]


@breaks("results-are-told-in-order", "results-are-told-in-known-words")
@edits("GET", EVENTS)
def story_is_told_backwards(page: Json, _asked: Asked) -> None:
    """What the first event tells is told by the last one, and so on."""
    told = [(event["message"], event["type"]) for event in page["data"]][::-1]
    for event, (message, kind) in zip(page["data"], told, strict=True):
        event["message"], event["type"] = message, kind


@breaks("results-are-dated-in-order")
@edits("GET", JOB)
def job_ends_before_it_begins(job: Json, _asked: Asked) -> None:
    """A finished job is dated at its creation."""
    if job["finished_at"]:
        job["finished_at"] = job["created_at"] - 1


@breaks("results-hold-a-row-for-each-step")
async def table_lacks_its_last_row(asked: Asked, server: Server) -> Answered:
    """The last line of a table is left out of a download."""
    answered = await server.forward(asked)
    if asked.is_for("GET", CONTENT) and answered.body.startswith(b"step,"):
        return answered.changed(body=b"\n".join(answered.body.split(b"\n")[:-2]))
    return answered


def _measured(page: Json) -> list[Json]:
    return [event for event in page["data"] if event["type"] == "metrics"]
