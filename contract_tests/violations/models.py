"""Servers that lose models, or keep them too long."""

from fine_tuning_contract.conformance import breaks

from .edge import Answered, Asked, Json, Server, edits, misreads, plain
from .routes import JOBS, MODEL, MODELS


@breaks("models-trained-are-models")
@edits("GET", MODELS)
def trained_models_are_not_listed(page: Json, _asked: Asked) -> None:
    """The list leaves out models that were trained here."""
    page["data"] = [model for model in page["data"] if not model["id"].startswith("ft:")]


@breaks("models-are-listed-once")
@edits("GET", MODELS)
def models_are_listed_twice(page: Json, _asked: Asked) -> None:
    """The list shows every model twice."""
    page["data"] += page["data"]


@breaks("models-deleted-are-gone", "models-of-the-provider-stay")
async def deletion_is_only_promised(asked: Asked, server: Server) -> Answered:
    """Deleting any model answers that it was done, and does nothing."""
    if not asked.is_for("DELETE", MODEL):
        return await server.forward(asked)
    from urllib.parse import unquote  # noqa: PLC0415

    name = unquote(asked.path.rpartition("/")[2])
    return plain({"id": name, "object": "model", "deleted": True})


@breaks("models-deleted-train-nothing")
async def deletion_is_only_for_show(asked: Asked, server: Server) -> Answered:
    """A deleted model is not shown any more, and can still be trained on."""
    gone = server.memory.setdefault("gone", [])
    if asked.is_for("DELETE", MODEL):
        found = await server.forward(asked.changed(method="GET"))
        gone.append(found.json["id"])
        return plain({"id": gone[-1], "object": "model", "deleted": True})
    return await server.forward(asked)


@breaks("models-deleted-leave-others")
async def deletion_is_by_base(asked: Asked, server: Server) -> Answered:
    """Deleting a model deletes every model that was trained here."""
    if not asked.is_for("DELETE", MODEL):
        return await server.forward(asked)
    page = await server.forward(asked.changed(method="GET", path="/models"))
    for model in page.json["data"]:
        if model["id"].startswith("ft:") and model["id"] not in asked.path:
            await server.forward(asked.changed(path=f"/models/{model['id']}"))
    return await server.forward(asked)


@breaks("models-belong-to-their-owner")
@edits("GET", MODEL)
def every_model_is_the_providers(model: Json, _asked: Asked) -> None:
    """Every model belongs to the provider."""
    model["owned_by"] = "system"


@breaks("models-trained-can-be-trained-on")
@misreads("POST", JOBS)
def training_starts_from_the_base(asked: Asked) -> Asked:
    """A job on a fine-tuned model starts from that model's base."""
    name = str(asked.json.get("model"))
    base = name.split(":")[1] if name.startswith("ft:") else name
    return asked.changed(json={**asked.json, "model": base})
