"""Servers whose checkpoints cannot be told apart."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits
from .routes import CHECKPOINTS

_OTHER_JOB = "ftjob-000000000000000000000000"


@breaks("checkpoints-name-their-job")
@edits("GET", CHECKPOINTS)
def checkpoints_name_another_job(page: Json, _asked: Asked) -> None:
    """Checkpoints name a job that did not make them."""
    for checkpoint in page["data"]:
        checkpoint["fine_tuning_job_id"] = _OTHER_JOB


@breaks("checkpoints-stand-latest-first", "checkpoints-end-with-the-model")
@edits("GET", CHECKPOINTS)
def earliest_step_stands_first(page: Json, _asked: Asked) -> None:
    """Checkpoints are listed from the earliest step to the latest."""
    page["data"].reverse()


@breaks("checkpoints-wait-for-training")
@edits("GET", CHECKPOINTS)
def checkpoints_are_there_from_the_start(page: Json, asked: Asked) -> None:
    """A job without checkpoints lists one all the same."""
    if not page["data"] and "after" not in asked.query:
        made: Json = {
            "id": "ftckpt-000000000000000000000000",
            "object": "fine_tuning.job.checkpoint",
            "created_at": 1767225600,
            "fine_tuned_model_checkpoint": "ft:gpt-4o-mini:org::00000000:ckpt-step-40",
            "fine_tuning_job_id": asked.path.split("/")[-2],
            "metrics": {"step": 40, "train_loss": 1.0},
            "step_number": 40,
        }
        page |= {"data": [made], "first_id": made["id"], "last_id": made["id"]}


@breaks("checkpoints-are-different-models")
@edits("GET", CHECKPOINTS)
def checkpoints_share_a_model(page: Json, _asked: Asked) -> None:
    """All checkpoints have the name of the final model."""
    for checkpoint in page["data"]:
        name = page["data"][0]["fine_tuned_model_checkpoint"]
        checkpoint["fine_tuned_model_checkpoint"] = name


@breaks("checkpoints-measure-their-step")
@edits("GET", CHECKPOINTS)
def metrics_are_of_the_step_before(page: Json, _asked: Asked) -> None:
    """The metrics of a checkpoint are those of the step before."""
    for checkpoint in page["data"]:
        checkpoint["metrics"]["step"] = checkpoint["step_number"] - 1


@breaks("checkpoints-appear-only-when-made")
async def empty_lists_borrow_from_others(asked: Asked, server: Server) -> Answered:
    """A job without checkpoints shows one all the same."""
    answered = await server.forward(asked)
    page = answered.json
    if not asked.is_for("GET", CHECKPOINTS) or answered.status != 200 or page["data"]:
        return answered
    checkpoint: Json = {
        "id": "ftckpt_0000",
        "object": "fine_tuning.job.checkpoint",
        "created_at": 1700000000,
        "fine_tuned_model_checkpoint": "ft:gpt-4o-mini:org::00000000",
        "fine_tuning_job_id": _OTHER_JOB,
        "metrics": {},
        "step_number": 1,
    }
    return answered.changed(json={**page, "data": [checkpoint]})
