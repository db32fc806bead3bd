"""The operations on models: those that can be fine-tuned, and those that were."""

from typing import Any

from fine_tuning_contract.emulator.catalog import BASE_MODEL_CREATED, BASE_MODELS
from fine_tuning_contract.emulator.errors import Refused, unknown_model
from fine_tuning_contract.emulator.storage import models as stored_models
from fine_tuning_contract.emulator.storage.models import Model
from fine_tuning_contract.emulator.world import Request, World

Json = dict[str, Any]


def listing(world: World, request: Request) -> Json:
    """Return every model that the caller can use."""
    with world.database.reading() as connection:
        tuned = stored_models.every(connection, request.organization, world.now())
    data = [*map(_base_view, BASE_MODELS), *map(_tuned_view, tuned)]
    return {"object": "list", "data": data}


def retrieve(world: World, request: Request) -> Json:
    """Return one model."""
    name = request.ids["model"]
    return _base_view(name) if name in BASE_MODELS else _tuned_view(_tuned(world, request))


def delete(world: World, request: Request) -> Json:
    """Delete a fine-tuned model."""
    name = request.ids["model"]
    if name in BASE_MODELS:
        message = "You have insufficient permissions for this operation: not your model."
        raise Refused(403, message, "model", "insufficient_permissions")
    _tuned(world, request)
    with world.database.writing() as connection:
        stored_models.remove(connection, request.organization, name)
    return {"id": name, "object": "model", "deleted": True}


def _tuned(world: World, request: Request) -> Model:
    name = request.ids["model"]
    with world.database.reading() as connection:
        model = stored_models.find(connection, request.organization, name, world.now())
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
