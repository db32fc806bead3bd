"""Faults in the models that the API tells of, those that were trained above all."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.inside import models
from contract_tests.mutants.operations import (
    DELETE_MODEL,
    LIST_MODELS,
    MODEL,
    RETRIEVE_MODEL,
)


@faulty_server
def a_deleted_model_is_still_listed(faulty: FaultyServer) -> None:
    """The list of models goes on to show a model that was deleted."""
    gone: list[Json] = []
    faulty.answers(
        DELETE_MODEL,
        lambda view: gone.append(
            {"id": view["id"], "object": "model", "created": 1_700_000_000, "owned_by": "org"}
        ),
    )
    faulty.answers(LIST_MODELS, lambda page: page["data"].extend(gone))


@faulty_server
def a_deleted_model_can_be_retrieved(faulty: FaultyServer) -> None:
    """A deleted model is still there when it is asked for by its name."""
    gone: dict[str, Json] = {}
    faulty.answers(
        DELETE_MODEL,
        lambda view: gone.__setitem__(
            view["id"],
            {"id": view["id"], "object": "model", "created": 1_700_000_000, "owned_by": "org"},
        ),
    )

    def haunt(exchange: Exchange) -> None:
        name = exchange.path.rpartition("/models/")[2].replace("%3A", ":")
        if exchange.status == 404 and name in gone:
            exchange.answer(200, gone[name])

    faulty.after(RETRIEVE_MODEL, haunt)


@faulty_server
def deleting_a_model_does_nothing(faulty: FaultyServer) -> None:
    """The deletion of a model is answered, and the model stays."""
    faulty.replace(models.stored_models, "remove", lambda *_: True)


@faulty_server
def deleting_a_model_twice_is_a_success(faulty: FaultyServer) -> None:
    """The deletion of a model that is not there is answered with 200."""

    def accept(exchange: Exchange) -> None:
        if exchange.status == 404:
            name = exchange.path.rpartition("/models/")[2]
            exchange.answer(200, {"id": name, "object": "model", "deleted": True})

    faulty.after(DELETE_MODEL, accept)


@faulty_server
def deleting_a_model_says_deleted_false(faulty: FaultyServer) -> None:
    """The deletion of a model is answered with `deleted: false`."""
    faulty.answers(DELETE_MODEL, lambda view: view.update(deleted=False))


@faulty_server
def deleting_a_model_names_another(faulty: FaultyServer) -> None:
    """The deletion of a model is answered with another id."""
    faulty.answers(DELETE_MODEL, lambda view: view.update(id="gpt-4o-mini"))


@faulty_server
def deleting_a_model_deletes_its_siblings(faulty: FaultyServer) -> None:
    """The deletion of a model deletes every trained model."""

    def wrap(remove: Any) -> Any:
        def sweep(session: Any, organization: str, _name: str) -> bool:
            for one in models.stored_models.every(session, organization, 2**40):
                remove(session, organization, one.id)
            return True

        return sweep

    faulty.around(models.stored_models, "remove", wrap)


@faulty_server
def any_model_can_be_retrieved(faulty: FaultyServer) -> None:
    """A model that does not exist is answered with 200."""

    def invent(exchange: Exchange) -> None:
        if exchange.status == 404:
            name = exchange.path.rpartition("/models/")[2]
            exchange.answer(200, {"id": name, "object": "model", "created": 1, "owned_by": "org"})

    faulty.after(RETRIEVE_MODEL, invent)


@faulty_server
def trained_models_are_not_listed(faulty: FaultyServer) -> None:
    """The list of models has base models only."""

    def hide(page: Json) -> None:
        page["data"] = [one for one in page["data"] if not one["id"].startswith("ft:")]

    faulty.answers(LIST_MODELS, hide)


@faulty_server
def a_model_is_known_by_another_name(faulty: FaultyServer) -> None:
    """A retrieved model has the id of its base."""

    def rename(model: Json) -> None:
        model["id"] = model["id"].split(":")[1] if model["id"].startswith("ft:") else model["id"]

    faulty.answers(RETRIEVE_MODEL, rename)


@faulty_server
def models_count_time_in_milliseconds(faulty: FaultyServer) -> None:
    """`created` of a model is in milliseconds."""
    faulty.objects(
        MODEL, lambda model: "created" in model and model.update(created=model["created"] * 1000)
    )


@faulty_server
def models_have_no_owner(faulty: FaultyServer) -> None:
    """Models lack `owned_by`."""
    faulty.objects(MODEL, lambda model: model.pop("owned_by", None), (LIST_MODELS, RETRIEVE_MODEL))


@faulty_server
def base_models_cannot_be_retrieved(faulty: FaultyServer) -> None:
    """A base model that is listed is answered with 404 when it is asked for."""

    def hide(exchange: Exchange) -> None:
        view = exchange.view() or {}
        if exchange.succeeded and not str(view["id"]).startswith("ft:"):
            exchange.refuse(404, "The model does not exist", "model", "model_not_found")

    faulty.after(RETRIEVE_MODEL, hide)


@faulty_server
def base_models_can_be_deleted(faulty: FaultyServer) -> None:
    """The deletion of a base model is answered with 200."""

    def accept(exchange: Exchange) -> None:
        if exchange.status == 403:
            name = exchange.path.rpartition("/models/")[2]
            exchange.answer(200, {"id": name, "object": "model", "deleted": True})

    faulty.after(DELETE_MODEL, accept)
