"""What is settled when a job is created: the automatic values, the steps and how long they take."""

import math

from fine_tuning_contract.emulator.catalog import automatic_multiplier
from fine_tuning_contract.emulator.jobs import Json, Plan
from fine_tuning_contract.emulator.methods import hyperparameters
from fine_tuning_contract.emulator.settings import Settings
from fine_tuning_contract.emulator.training import Inspection

# Ten examples were seen to train for ten epochs, eighty for three.
_EXAMPLES_PER_RUN = 100
_MOST_EPOCHS = 10
_FEWEST_EPOCHS = 3
_LARGEST_BATCH = 256
_EXAMPLES_PER_BATCH_SIZE = 500


def plan(
    settings: Settings,
    model: str,
    method: Json,
    training: Inspection,
) -> Plan:
    """Return the plan of a job whose training file was inspected, if all goes well."""
    asked = hyperparameters(method)
    epochs = _number(asked["n_epochs"], _automatic_epochs(training.examples))
    batch = _number(asked["batch_size"], _automatic_batch(training.examples))
    return Plan(
        validating=settings.pace.validating / settings.speed,
        queued=settings.pace.queued / settings.speed,
        running=settings.pace.running / settings.speed,
        examples=training.examples,
        steps=max(1, math.ceil(training.examples * epochs / batch)),
        epochs=epochs,
        batch_size=batch,
        multiplier=_multiplier(asked["learning_rate_multiplier"], model),
        tokens=epochs * training.tokens,
        fingerprint=training.fingerprint,
    )


def _number(asked: int | str, automatic: int) -> int:
    # JSON writes a whole number as 3.0 too.
    return automatic if isinstance(asked, str) else int(asked)


def _multiplier(asked: float | str, model: str) -> float:
    return automatic_multiplier(model) if isinstance(asked, str) else float(asked)


def _automatic_epochs(examples: int) -> int:
    wanted = round(_EXAMPLES_PER_RUN / max(examples, 1))
    return min(max(wanted, _FEWEST_EPOCHS), _MOST_EPOCHS)


def _automatic_batch(examples: int) -> int:
    return min(max(1, examples // _EXAMPLES_PER_BATCH_SIZE), _LARGEST_BATCH)
