"""Faults in what a server takes although the description forbids it, and the other way round."""

# What is replaced lies inside the emulator, where a stand-in's parameters have no types to follow.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Callable, Iterator
from typing import Any, cast

from contract_tests.mutants.catalogue import faulty_server
from contract_tests.mutants.exchange import Exchange
from contract_tests.mutants.faulty import FaultyServer, Json
from contract_tests.mutants.operations import CREATE, PERMIT

_HYPERPARAMETERS = ("n_epochs", "batch_size", "learning_rate_multiplier", "beta")


def _mends(faulty: FaultyServer, mend: Callable[[Json], object], operation: str = CREATE) -> None:
    """Let the server take what it should refuse: it reads something valid instead."""

    def change(exchange: Exchange) -> None:
        body = exchange.sent()
        if body is None:
            return
        try:
            mend(body)
        except (KeyError, TypeError, AttributeError, ValueError):
            return
        exchange.send(body)

    faulty.before(operation, change)


def _refuses(
    faulty: FaultyServer, strange: Callable[[Json], object], operation: str = CREATE
) -> None:
    """Let the server refuse what it should take."""

    def change(exchange: Exchange) -> None:
        body = exchange.sent()
        try:
            if exchange.succeeded and body is not None and strange(body):
                exchange.refuse(400, "Invalid request.")
        except (KeyError, TypeError, AttributeError):
            return

    faulty.after(operation, change)


def _hyperparameters(body: Json) -> Iterator[Json]:
    method: Any = body.get("method") or {}
    places: list[Any] = [body, *(value for value in method.values() if isinstance(value, dict))]
    for place in places:
        if isinstance(place.get("hyperparameters"), dict):
            yield cast("Json", place["hyperparameters"])


def _clamp(body: Json, name: str, low: float, high: float) -> None:
    for found in _hyperparameters(body):
        value = found.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = min(max(value, low), high)


@faulty_server
def many_metadata_are_taken(faulty: FaultyServer) -> None:
    """Seventeen pairs of metadata are taken."""

    def cut(body: Json) -> None:
        body["metadata"] = dict(list(body["metadata"].items())[:16])

    _mends(faulty, cut)


@faulty_server
def long_metadata_keys_are_taken(faulty: FaultyServer) -> None:
    """A key of metadata with more than 64 characters is taken."""

    def cut(body: Json) -> None:
        body["metadata"] = {key[:64]: value for key, value in body["metadata"].items()}

    _mends(faulty, cut)


@faulty_server
def long_metadata_values_are_cut(faulty: FaultyServer) -> None:
    """A value of metadata with more than 512 characters is cut."""

    def cut(body: Json) -> None:
        body["metadata"] = {key: value[:512] for key, value in body["metadata"].items()}

    _mends(faulty, cut)


@faulty_server
def metadata_of_any_type_are_taken(faulty: FaultyServer) -> None:
    """Numbers and lists in metadata are taken as texts."""

    def spell(body: Json) -> None:
        body["metadata"] = {key: str(value) for key, value in body["metadata"].items()}

    _mends(faulty, spell)


@faulty_server
def long_suffixes_are_cut(faulty: FaultyServer) -> None:
    """A suffix of more than 64 characters is cut."""
    _mends(faulty, lambda body: body.update(suffix=body["suffix"][:64]))


@faulty_server
def suffixes_end_at_eighteen(faulty: FaultyServer) -> None:
    """A suffix of more than 18 characters is refused, as it was before 2024."""
    _refuses(faulty, lambda body: len(body["suffix"]) > 18)


@faulty_server
def an_empty_suffix_is_none(faulty: FaultyServer) -> None:
    """An empty suffix is taken for none."""
    _mends(faulty, lambda body: body.update(suffix=body["suffix"] or None))


@faulty_server
def negative_seeds_are_taken(faulty: FaultyServer) -> None:
    """A negative seed is taken."""
    _mends(faulty, lambda body: body.update(seed=abs(body["seed"])))


@faulty_server
def huge_seeds_are_taken(faulty: FaultyServer) -> None:
    """A seed beyond 2147483647 is taken."""
    _mends(faulty, lambda body: body.update(seed=body["seed"] % 2**31))


@faulty_server
def truth_is_taken_for_a_seed(faulty: FaultyServer) -> None:
    """The seed `true` is taken for 1."""

    def count(body: Json) -> None:
        if isinstance(body.get("seed"), bool):
            body["seed"] = int(body["seed"])

    _mends(faulty, count)


@faulty_server
def fractions_are_taken_for_seeds(faulty: FaultyServer) -> None:
    """The seed 1.5 is taken for 1."""

    def cut(body: Json) -> None:
        if isinstance(body.get("seed"), float):
            body["seed"] = int(body["seed"])

    _mends(faulty, cut)


@faulty_server
def texts_are_taken_for_numbers(faulty: FaultyServer) -> None:
    """A number in quotes is taken for the number."""

    def count(body: Json) -> None:
        if isinstance(body.get("seed"), str):
            body["seed"] = int(body["seed"]) if body["seed"].isdecimal() else 1
        for found in _hyperparameters(body):
            for name in _HYPERPARAMETERS:
                if isinstance(found.get(name), str) and found[name].isdecimal():
                    found[name] = int(found[name])

    _mends(faulty, count)


@faulty_server
def numbers_are_taken_for_names(faulty: FaultyServer) -> None:
    """A number for the training file is looked up as text, and not found."""

    def spell(body: Json) -> None:
        for name in ("training_file", "validation_file", "suffix"):
            if isinstance(body.get(name), int | float):
                body[name] = "x" if name == "suffix" else str(body[name])

    _mends(faulty, spell)


@faulty_server
def no_epochs_are_taken(faulty: FaultyServer) -> None:
    """`n_epochs` of 0 or less is taken for 1."""
    _mends(faulty, lambda body: _clamp(body, "n_epochs", 1, 10**9))


@faulty_server
def many_epochs_are_taken(faulty: FaultyServer) -> None:
    """`n_epochs` of more than 50 is taken for 50."""
    _mends(faulty, lambda body: _clamp(body, "n_epochs", -(10**9), 50))


@faulty_server
def no_batch_is_taken(faulty: FaultyServer) -> None:
    """`batch_size` of 0 is taken for 1."""
    _mends(faulty, lambda body: _clamp(body, "batch_size", 1, 10**9))


@faulty_server
def large_batches_are_taken(faulty: FaultyServer) -> None:
    """`batch_size` of more than 256 is taken for 256."""
    _mends(faulty, lambda body: _clamp(body, "batch_size", -(10**9), 256))


@faulty_server
def a_multiplier_of_zero_is_taken(faulty: FaultyServer) -> None:
    """`learning_rate_multiplier` of 0 is taken."""
    _mends(faulty, lambda body: _clamp(body, "learning_rate_multiplier", 0.01, 10**9))


@faulty_server
def a_large_beta_is_taken(faulty: FaultyServer) -> None:
    """`beta` of more than 2 is taken for 2."""
    _mends(faulty, lambda body: _clamp(body, "beta", -(10**9), 2))


@faulty_server
def any_word_is_taken_for_auto(faulty: FaultyServer) -> None:
    """Any text in a hyperparameter is taken for `auto`."""

    def guess(body: Json) -> None:
        for found in _hyperparameters(body):
            for name in _HYPERPARAMETERS:
                if isinstance(found.get(name), str):
                    found[name] = "auto"

    _mends(faulty, guess)


@faulty_server
def an_unknown_method_is_supervised(faulty: FaultyServer) -> None:
    """A method of an unknown type is taken for a supervised one."""

    def guess(body: Json) -> None:
        if body["method"].get("type") not in ("supervised", "dpo", "reinforcement"):
            body["method"] = {"type": "supervised"}

    _mends(faulty, guess)


@faulty_server
def a_method_needs_no_type(faulty: FaultyServer) -> None:
    """A method without a type is taken."""

    def guess(body: Json) -> None:
        if isinstance(body.get("method"), dict):
            body["method"].setdefault("type", "supervised")

    _mends(faulty, guess)


@faulty_server
def reinforcement_needs_no_grader(faulty: FaultyServer) -> None:
    """A reinforcement job without a grader is taken."""
    grader = {
        "type": "string_check",
        "name": "g",
        "input": "a",
        "reference": "a",
        "operation": "eq",
    }

    def invent(body: Json) -> None:
        if body["method"]["type"] == "reinforcement":
            body["method"].setdefault("reinforcement", {}).setdefault("grader", grader)

    _mends(faulty, invent)


@faulty_server
def unknown_integrations_are_dropped(faulty: FaultyServer) -> None:
    """An integration of an unknown type is left out."""

    def drop(body: Json) -> None:
        body["integrations"] = [one for one in body["integrations"] if one.get("type") == "wandb"]

    _mends(faulty, drop)


@faulty_server
def an_integration_needs_no_project(faulty: FaultyServer) -> None:
    """A wandb integration without a project is taken."""

    def invent(body: Json) -> None:
        for one in body["integrations"]:
            one.setdefault("wandb", {}).setdefault("project", "default")

    _mends(faulty, invent)


@faulty_server
def a_model_is_not_needed(faulty: FaultyServer) -> None:
    """A creation without a model is done with a default one."""
    _mends(faulty, lambda body: body.setdefault("model", "gpt-4o-mini"))


@faulty_server
def null_is_not_taken(faulty: FaultyServer) -> None:
    """A creation with null for an optional member is refused."""
    optional = ("suffix", "validation_file", "seed", "integrations", "metadata")
    _refuses(faulty, lambda body: any(name in body and body[name] is None for name in optional))


@faulty_server
def unknown_members_are_refused(faulty: FaultyServer) -> None:
    """A creation with a member that is not described is refused, and not told why."""
    known = {
        "model",
        "training_file",
        "validation_file",
        "hyperparameters",
        "suffix",
        "seed",
        "integrations",
        "metadata",
        "method",
    }
    _refuses(faulty, lambda body: set(body) - known)


@faulty_server
def sixteen_metadata_are_too_many(faulty: FaultyServer) -> None:
    """Sixteen pairs of metadata are refused."""
    _refuses(faulty, lambda body: len(body["metadata"]) > 15)


@faulty_server
def the_largest_seed_is_refused(faulty: FaultyServer) -> None:
    """The seed 2147483647 is refused."""
    _refuses(faulty, lambda body: body["seed"] == 2**31 - 1)


@faulty_server
def fifty_epochs_are_refused(faulty: FaultyServer) -> None:
    """`n_epochs` of 50 is refused."""
    _refuses(
        faulty, lambda body: any(found.get("n_epochs") == 50 for found in _hyperparameters(body))
    )


@faulty_server
def old_hyperparameters_are_refused(faulty: FaultyServer) -> None:
    """Hyperparameters in their old place are refused."""
    _refuses(faulty, lambda body: body.get("hyperparameters"))


@faulty_server
def unknown_members_of_a_permission_are_taken(faulty: FaultyServer) -> None:
    """A permission is granted although the request has a member that is forbidden."""

    def drop(body: Json) -> None:
        for name in set(body) - {"project_ids"}:
            del body[name]

    _mends(faulty, drop, PERMIT)


@faulty_server
def one_project_is_taken_for_a_list(faulty: FaultyServer) -> None:
    """A text for `project_ids` is taken for a list of one."""

    def wrap(body: Json) -> None:
        if isinstance(body["project_ids"], str):
            body["project_ids"] = [body["project_ids"]]

    _mends(faulty, wrap, PERMIT)


@faulty_server
def a_server_error_over_no_projects(faulty: FaultyServer) -> None:
    """A permission for a list of projects that is empty is answered with 500."""

    def break_down(exchange: Exchange) -> None:
        body = exchange.sent()
        if body is not None and body.get("project_ids") == []:
            exchange.fail()

    faulty.after(PERMIT, break_down)
