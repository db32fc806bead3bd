"""The making of a job from a request that is in order."""

import hashlib
from typing import Any

import attrs

from fine_tuning_contract.emulator.errors import bad_request
from fine_tuning_contract.emulator.identifiers import new
from fine_tuning_contract.emulator.jobs import Failure, Job
from fine_tuning_contract.emulator.plans import plan
from fine_tuning_contract.emulator.training import (
    Inspection,
    inspect,
    training_failure,
    validation_failure,
)
from fine_tuning_contract.emulator.world import Request, World

Json = dict[str, Any]
_LARGEST_SEED = 2**31 - 1
# The description bounds them only where jobs show them.
_MOST_INTEGRATIONS = 5


@attrs.frozen
class Files:
    """The ids of the files that a job reads."""

    training: str
    validation: str | None


def prepared(world: World, request: Request, model: str, method: Json, files: Files) -> Job:
    """Return the job that a request asks for, with everything about its future settled."""
    body = request.body
    _refuse_many_integrations(body)
    training, failure = _inspected(world, files, method["type"])
    foreseen = world.script.next_fate()
    asked: int | None = body.get("seed")
    return Job(
        id=new("ftjob-"),
        organization=request.organization,
        project=request.caller.project,
        created_at=world.now(),
        model=model,
        method=method,
        training_file=files.training,
        validation_file=files.validation,
        suffix=body.get("suffix"),
        seed=_automatic_seed(world, training) if asked is None else int(asked),
        integrations=body.get("integrations") or [],
        metadata=body.get("metadata"),
        plan=attrs.evolve(
            plan(world.settings, model, method, training),
            failure=failure or foreseen.failure,
            fate=foreseen.fate,
        ),
    )


def _refuse_many_integrations(body: Json) -> None:
    if len(body.get("integrations") or ()) > _MOST_INTEGRATIONS:
        message = (
            f"Invalid 'integrations': expected an array with at most {_MOST_INTEGRATIONS} items."
        )
        raise bad_request(message, "integrations", "array_above_max_length")


def _inspected(world: World, files: Files, method: str) -> tuple[Inspection, Failure | None]:
    training = inspect(world.uploads.path(files.training), method)
    failure = training_failure(training)
    if failure is None and files.validation is not None:
        failure = validation_failure(inspect(world.uploads.path(files.validation), method))
    return training, failure


def _automatic_seed(world: World, training: Inspection) -> int:
    digest = hashlib.sha256(f"{world.settings.seed}:{training.fingerprint}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % _LARGEST_SEED
