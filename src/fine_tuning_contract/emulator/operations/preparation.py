"""The making of a job from a request that is in order."""

import hashlib
from functools import lru_cache
from typing import Any

import attrs

from fine_tuning_contract.codegen.runtime.training_data import Method
from fine_tuning_contract.emulator.control.script import Foreseen
from fine_tuning_contract.emulator.errors import bad_request, invalid_file
from fine_tuning_contract.emulator.identifiers import new
from fine_tuning_contract.emulator.jobs import Failure, Job
from fine_tuning_contract.emulator.plans import plan
from fine_tuning_contract.emulator.storage.uploads import Uploads
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
    """Return the job that a request asks for, with everything about its training settled."""
    body = request.body
    _refuse_many_integrations(body)
    training, failure = _inspected(world, files, method["type"])
    asked: int | None = body.get("seed")
    return Job(
        id=new("ftjob-"),
        organization=request.organization,
        project=request.caller.project,
        created_at=request.now,
        model=model,
        method=method,
        training_file=files.training,
        validation_file=files.validation,
        suffix=body.get("suffix"),
        seed=_automatic_seed(world, training) if asked is None else int(asked),
        integrations=body.get("integrations") or [],
        metadata=body.get("metadata"),
        plan=attrs.evolve(plan(world.settings, model, method, training), failure=failure),
    )


def begun(job: Job, foreseen: Foreseen, now: float) -> Job:
    """Return a job at the moment when it is kept, with the fate that it meets."""
    failure = job.plan.failure or foreseen.failure
    settled = attrs.evolve(job.plan, failure=failure, fate=foreseen.fate)
    return attrs.evolve(job, created_at=now, plan=settled)


def _refuse_many_integrations(body: Json) -> None:
    if len(body.get("integrations") or ()) > _MOST_INTEGRATIONS:
        message = (
            f"Invalid 'integrations': expected an array with at most {_MOST_INTEGRATIONS} items."
        )
        raise bad_request(message, "integrations", "array_above_max_length")


def _inspected(world: World, files: Files, method: Method) -> tuple[Inspection, Failure | None]:
    training = _inspection(world.uploads, "training_file", files.training, method)
    failure = training_failure(training)
    if failure is None and files.validation is not None:
        validation = _inspection(world.uploads, "validation_file", files.validation, method)
        failure = validation_failure(validation)
    return training, failure


# A file never changes, and one file often trains many jobs.
@lru_cache(maxsize=1024)
def _inspection(uploads: Uploads, param: str, file_id: str, method: Method) -> Inspection:
    try:
        with uploads.open(file_id) as lines:
            return inspect(lines, method, validation=param == "validation_file")
    except FileNotFoundError as fault:
        # Another request has just deleted it.
        raise invalid_file(param, file_id) from fault


def _automatic_seed(world: World, training: Inspection) -> int:
    digest = hashlib.sha256(f"{world.settings.seed}:{training.fingerprint}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % _LARGEST_SEED
