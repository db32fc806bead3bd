# Copied from fine_tuning_contract/codegen/runtime/model.py: change it there.
"""What every generated class has in common: reading, writing, comparing, showing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import frozen

from .absence import UNSET
from .errors import MissingFieldError, ResponseDecodingError
from .problems import Problem, Problems

if TYPE_CHECKING:
    from typing import Self

    from .kinds import Kind

_M = TypeVar("_M", bound="Model")


@frozen
class Field:
    """One described field: its name on the wire, its name in Python, what it holds, whether it must be there."""

    wire: str
    name: str
    kind: Kind
    required: bool = False
    secret: bool = False


class Model:
    """
    An object of the API.

    Fields that the description does not know are kept in `additional_properties`
    and sent back. A required field that an answer left out, or sent as null where
    null is not described, raises `MissingFieldError` when it is asked for; the
    rest of the object stays usable.
    """

    __slots__ = ()
    _fields: ClassVar[tuple[Field, ...]] = ()
    additional_properties: dict[str, Any]

    @classmethod
    def from_dict(cls, source: Mapping[str, Any], *, strict: bool = False) -> Self:
        """
        Return an instance made from a JSON object.

        Lenient by default: what does not fit is kept and can be asked for with
        `problems`. With `strict`, any difference raises `ResponseDecodingError`.
        """
        problems = Problems()
        read = cls.read_object(dict(source), problems)
        if strict and problems:
            raise ResponseDecodingError(cls.__name__, problems=problems.found)
        return read

    @classmethod
    def read_object(cls, value: dict[str, Any], problems: Problems) -> Self:
        """Return an instance made from a JSON object, noting what does not fit."""
        self = cls.__new__(cls)
        rest = dict(value)
        for described in cls._fields:
            given = rest.pop(described.wire, UNSET)
            if given is UNSET or (
                given is None and described.required and not _takes_null(described)
            ):
                _read_absence(self, described, given, rest, problems)
            else:
                read = problems.inside(described.wire, described.kind.read, given)
                object.__setattr__(self, described.name, read)
        object.__setattr__(self, "additional_properties", rest)
        return self

    def problems(self) -> tuple[Problem, ...]:
        """Return where this object differs from its description."""
        problems = Problems()
        type(self).read_object(self.to_dict(), problems)
        return problems.found

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: every field that is set, and every unknown one, as they came."""
        written: dict[str, Any] = {}
        for described in self._fields:
            value = _slot(self, described.name)
            if value is not UNSET:
                written[described.wire] = described.kind.write(value)
        return {**written, **self.additional_properties}

    def __getitem__(self, name: str) -> Any:
        """Return a field that the description does not know."""
        return self.additional_properties[name]

    def __eq__(self, other: object) -> bool:
        """Return whether both are of one class and hold the same."""
        if not isinstance(other, Model) or type(self) is not type(other):
            return NotImplemented
        return dict(_state(self)) == dict(_state(other))

    __hash__ = None  # type: ignore[assignment] # objects of the API can be changed, so they cannot be keys

    def __repr__(self) -> str:
        """Return the class and every field that is set."""
        shown = ", ".join(f"{name}={value!r}" for name, value in _shown(self))
        return f"{type(self).__name__}({shown})"

    def __getstate__(self) -> dict[str, Any]:
        """Return what is set, for pickling and copying."""
        return dict(_state(self))

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Set what was pickled or copied."""
        for name, value in state.items():
            object.__setattr__(self, name, value)

    if not TYPE_CHECKING:
        # Hidden from checkers: with it, they would take every misspelt field for granted.
        def __getattr__(self, name: str) -> Any:
            """Return UNSET for an optional field that is not there; a required one is an error."""
            for described in type(self)._fields:
                if described.name == name:
                    if not described.required:
                        return UNSET
                    raise MissingFieldError(type(self).__name__, described.wire)
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=self)


def as_datetime(seconds: Any) -> dt.datetime | None:
    """Return Unix seconds as a time in UTC; None for anything else."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, tz=dt.timezone.utc)
    except (OverflowError, OSError, ValueError):
        return None


def _takes_null(described: Field) -> bool:
    problems = Problems()
    described.kind.read(None, problems)
    return not problems


def _read_absence(
    model: Model, described: Field, given: Any, rest: dict[str, Any], problems: Problems
) -> None:
    """Leave a required field empty and keep the null that stood for it; an optional one is UNSET."""
    if not described.required:
        object.__setattr__(model, described.name, UNSET)
        return
    if given is None:
        rest[described.wire] = None
    found = "null" if given is None else "nothing"
    problems.inside(described.wire, lambda _, at: at.note(f"required, found {found}"), None)


def fields_of(model: Model | type[Model]) -> tuple[Field, ...]:
    """Return the described fields of an object or a class."""
    found: tuple[Field, ...] = getattr(model, "_fields")  # noqa: B009 - checkers see a protected name
    return found


def _slot(model: Model, name: str) -> Any:
    try:
        return object.__getattribute__(model, name)
    except AttributeError:
        return UNSET


def _state(model: Model) -> Iterator[tuple[str, Any]]:
    for described in fields_of(model):
        value = _slot(model, described.name)
        if value is not UNSET:
            yield described.name, value
    yield "additional_properties", model.additional_properties


def _shown(model: Model) -> Iterator[tuple[str, Any]]:
    secret = {described.name for described in fields_of(model) if described.secret}
    for name, value in _state(model):
        if name != "additional_properties" or value:
            yield name, "…" if name in secret else value
