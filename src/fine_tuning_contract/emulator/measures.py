"""What is measured at each step: the values of metrics events, checkpoints and the result file."""

from fine_tuning_contract.emulator.jobs import Job, Json
from fine_tuning_contract.emulator.simulation import accuracy, curve

_VALIDATIONS_PER_JOB = 10


def epoch_ends(job: Job) -> list[int]:
    """Return the last step of each epoch, oldest first."""
    steps, epochs = job.plan.steps, job.plan.epochs
    return sorted({max(1, round(steps * epoch / epochs)) for epoch in range(1, epochs + 1)})


def is_epoch_end(job: Job, step: int) -> bool:
    """Tell whether an epoch ends with this step."""
    steps, epochs = job.plan.steps, job.plan.epochs
    nearest = round(step * epochs / steps)
    return any(
        max(1, round(steps * epoch / epochs)) == step
        for epoch in (nearest - 1, nearest, nearest + 1)
        if 1 <= epoch <= epochs
    )


def at_step(job: Job, step: int) -> Json:
    """Return the measured values of one step, by the names of the wire."""
    if job.method_type == "reinforcement":
        return _rewards(job, step)
    shape = curve(job)
    loss = shape.train_loss(step)
    values: Json = {"step": step, "train_loss": loss}
    values["train_mean_token_accuracy"] = accuracy(loss)
    if job.validation_file is None:
        return values
    if _validates(job, step):
        values["valid_loss"] = shape.valid_loss(step)
        values["valid_mean_token_accuracy"] = accuracy(values["valid_loss"])
    if is_epoch_end(job, step):
        values["full_valid_loss"] = shape.full_valid_loss(step)
        values["full_valid_mean_token_accuracy"] = accuracy(values["full_valid_loss"])
    return values


def details(job: Job, step: int, values: Json) -> Json:
    """Return the data of a step's metrics event; a graded step has more than its measures."""
    data: Json = {**values, "total_steps": job.plan.steps}
    if job.method_type != "reinforcement":
        return data
    shape = curve(job)
    grader: Json = job.method["reinforcement"]["grader"]
    rewards = {name: value for name, value in values.items() if name.endswith("reward_mean")}
    return {
        **data,
        "reasoning_tokens_mean": shape.reasoning_tokens(step),
        "scores": {grader["name"]: rewards},
        "errors": {"parse_error_mean": shape.parse_errors(step)},
        "usage": {"samples": job.plan.batch_size},
        "timing": {"step_seconds": round(job.plan.step_seconds, 6)},
    }


def message(job: Job, step: int, values: Json) -> str:
    """Return the text of a step's metrics event."""
    if job.method_type == "reinforcement":
        text = f"Step {step}/{job.plan.steps} , train mean reward={values['train_reward_mean']}"
        if "valid_reward_mean" in values:
            errors = curve(job).parse_errors(step)
            text += f", full validation mean reward={values['valid_reward_mean']}"
            text += f", full validation mean parse error={errors}"
        return text
    text = f"Step {step}/{job.plan.steps}: training loss={values['train_loss']:.2f}"
    if "valid_loss" in values:
        text += f", validation loss={values['valid_loss']:.2f}"
    if "full_valid_loss" in values:
        text += f", full validation loss={values['full_valid_loss']:.2f}"
    return text


def _rewards(job: Job, step: int) -> Json:
    shape = curve(job)
    values: Json = {"step": step, "train_reward_mean": shape.reward(step)}
    if is_epoch_end(job, step):
        values["valid_reward_mean"] = shape.reward(step, "valid")
    return values


def _validates(job: Job, step: int) -> bool:
    every = max(1, job.plan.steps // _VALIDATIONS_PER_JOB)
    return step % every == 0 or is_epoch_end(job, step)
