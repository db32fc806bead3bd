"""The result file of a job: what was measured, step by step."""

import base64
from collections.abc import Iterator

from fine_tuning_contract.emulator.jobs import Job
from fine_tuning_contract.emulator.measures import at_step

# Column of the file, and the measure that fills it.
_COLUMNS = (
    ("step", "step"),
    ("train_loss", "train_loss"),
    ("train_accuracy", "train_mean_token_accuracy"),
    ("valid_loss", "valid_loss"),
    ("valid_mean_token_accuracy", "valid_mean_token_accuracy"),
)
_REWARD_COLUMNS = (
    ("step", "step"),
    ("train_reward_mean", "train_reward_mean"),
    ("valid_reward_mean", "valid_reward_mean"),
)


def result_content(job: Job, *, wire: bool) -> bytes:
    """Return the content of a job's result file; on the wire it stands in base64."""
    text = "\n".join(_lines(job)).encode()
    return base64.b64encode(text) if wire else text


def _lines(job: Job) -> Iterator[str]:
    columns = _REWARD_COLUMNS if job.method_type == "reinforcement" else _COLUMNS
    yield ",".join(title for title, _ in columns)
    for step in range(1, job.plan.steps + 1):
        values = at_step(job, step)
        yield ",".join(str(values.get(name, "")) for _, name in columns)
    yield ""
