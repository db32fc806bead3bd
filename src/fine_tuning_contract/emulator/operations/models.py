"""The operations on models: those that can be fine-tuned, and those that were."""

from typing import Any

from fine_tuning_contract.emulator.catalog import BASE_MODEL_CREATED, BASE_MODELS
from fine_tuning_contract.emulator.errors import Refused, unknown_model
from fine_tuning_contract.emulator.storage import models as stored_models
from fine_tuning_contract.emulator.storage.database import Session
from fine_tuning_contract.emulator.storage.models import Model
from fine_tuning_contract.emulator.world import Request, World

Json = dict[str, Any]


def listing(world: World, request: Request) -> Json:
    """Return every model that the caller can use."""
    with world.database.reading() as session:
        tuned = stored_models.every(session, request.organization, request.now)
    data = [*map(_base_view, BASE_MODELS), *map(_tuned_view, tuned)]
    return {"object": "list", "data": data}


def retrieve(world: World, request: Request) -> Json:
    """Return one model."""
    name = request.ids["model"]
    if name in BASE_MODELS:
        return _base_view(name)
    with world.database.reading() as session:
        return _tuned_view(_tuned(session, request))


def delete(world: World, request: Request) -> Json:
    """Delete a fine-tuned model."""
    name = request.ids["model"]
    if name in BASE_MODELS:
        message = "You have insufficient permissions for this operation: not your model."
        raise Refused(403, message, "model", "insufficient_permissions")
    with world.database.writing() as session:
        if stored_models.claim(session, request.organization, name, world.now(session)) is None:
            raise unknown_model(name)
        stored_models.remove(session, request.organization, name)
    return {"id": name, "object": "model", "deleted": True}


def _tuned(session: Session, request: Request) -> Model:
    name = request.ids["model"]
    model = stored_models.find(session, request.organization, name, request.now)
    if model is None:
        raise unknown_model(name)
    return model


def _base_view(name: str) -> Json:
    return {"id": name, "object": "model", "created": BASE_MODEL_CREATED, "owned_by": "system"}


def _tuned_view(model: Model) -> Json:
    return {
        "id": model.id,
        "object": "model",
        "created": int(model.created_at),
        "owned_by": model.organization,
    }
