"""Clients that know only what they were made for."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from fine_tuning_client import Unrecognized
from fine_tuning_contract.conformance import breaks

from .client_parts import (
    answers_changed,
    calls_changed,
    models_changed,
    rewritten,
    settings_changed,
)


def _rewriting(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    return answers_changed(lambda response: rewritten(response, change))


@breaks("tolerance-keeps-unknown-fields")
@contextmanager
def unknown_fields_are_dropped() -> Generator[None]:
    """What the description does not know is dropped."""

    def change(members: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in members.items() if name != "brand_new"}

    with _rewriting(change):
        yield


@breaks("tolerance-takes-unknown-fields-for-valid")
@contextmanager
def unknown_fields_are_problems() -> Generator[None]:
    """What the description does not know is a problem."""

    def member(problems: Any) -> Any:
        def changed(self: Any) -> Any:
            return (*problems(self), *self.additional_properties)

        return changed

    with models_changed("problems", member):
        yield


@breaks("tolerance-keeps-unknown-values")
@contextmanager
def unknown_values_become_unknown() -> Generator[None]:
    """A value that an enum does not list is read as `unknown`."""

    def member(from_dict: Any) -> Any:
        def changed(source: dict[str, Any], **named: Any) -> Any:
            new = {k: "unknown" if v == "brand-new" else v for k, v in source.items()}
            return from_dict(new, **named)

        return staticmethod(changed)

    with models_changed("from_dict", member):
        yield


@breaks("tolerance-keeps-unknown-status")
@contextmanager
def unknown_status_is_a_known_one() -> Generator[None]:
    """A state that the client does not know is read as the last one that it knows."""

    def change(members: dict[str, Any]) -> dict[str, Any]:
        return {**members, "status": "cancelled"} if "status" in members else members

    with _rewriting(change):
        yield


@breaks("tolerance-keeps-unknown-variants", "tolerance-keeps-unknown-variants-inside")
@contextmanager
def first_variant_fits_all() -> Generator[None]:
    """An object of an unknown kind is read as one of the first kind."""

    def change(members: dict[str, Any]) -> dict[str, Any]:
        strange = members.get("type") == "brand_new"
        return {**members, "type": "string_check"} if strange else members

    with _rewriting(change):
        yield


@breaks("tolerance-sends-the-unknown-back")
@contextmanager
def unknown_variants_are_sent_empty() -> Generator[None]:
    """A grader of an unknown kind is sent as an empty object."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        unknown = isinstance(named["grader"], Unrecognized)
        return call(**({**named, "grader": {}} if unknown else named))

    with calls_changed(change, "fine_tuning.alpha.graders.validate"):
        yield


@breaks("tolerance-tells-null-from-absent")
@contextmanager
def null_is_absence() -> Generator[None]:
    """What is null is read as absent."""

    def change(members: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in members.items() if value is not None}

    with _rewriting(change):
        yield


@breaks("tolerance-survives-holes")
@contextmanager
def holes_are_filled() -> Generator[None]:
    """A field that is missing is given as None."""

    def nothing(*_: object) -> None:
        """Stand for any field."""

    with models_changed("__getattr__", lambda _: nothing):
        yield


@breaks("tolerance-does-not-lose-a-page", "tolerance-keeps-wrong-types")
@contextmanager
def every_client_is_strict() -> Generator[None]:
    """The first difference from the description is raised."""
    with settings_changed(strict=True):
        yield


@breaks("tolerance-ends-where-strictness-begins")
@contextmanager
def no_client_is_strict() -> Generator[None]:
    """A strict client is as lenient as any other."""
    with settings_changed(strict=False):
        yield


@breaks("tolerance-of-seen-shapes-is-not-needed")
@contextmanager
def models_drop_the_unknown() -> Generator[None]:
    """What the description does not know is not written back."""

    def member(to_dict: Any) -> Any:
        def changed(self: Any) -> Any:
            known = to_dict(self)
            return {name: known[name] for name in known if name not in self.additional_properties}

        return changed

    with models_changed("to_dict", member):
        yield
