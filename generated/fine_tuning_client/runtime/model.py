# Copied from fine_tuning_contract/codegen/runtime/model.py: change it there.
"""
What every generated class has in common: reading, writing, comparing, showing.

An answer's objects are made in one straight run that stores members as they came. A member that
is itself an object, or a list of objects, becomes one when it is first looked at.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from .absence import UNSET
from .errors import MissingFieldError, ResponseDecodingError
from .problems import Problem, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from .kinds import Kind

_M = TypeVar("_M", bound="Model")
_REST = "additional_properties"


class Field:
    """One described field: its names, on the wire and in Python, and what it holds."""

    __slots__ = ("kind", "name", "required", "secret", "wire")

    def __init__(
        self, wire: str, name: str, kind: Kind, *, required: bool = False, secret: bool = False
    ) -> None:
        """Take all there is to know."""
        self.wire = wire
        self.name = name
        self.kind = kind
        self.required = required
        self.secret = secret


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
                given is None and described.required and not takes_null(described)
            ):
                _note_absence(described, given, rest, problems)
            else:
                read = problems.inside(described.wire, described.kind.read, given)
                object.__setattr__(self, described.name, read)
        if rest:
            object.__setattr__(self, _REST, rest)
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
            value = _stored(self, described.name)
            if value is not UNSET:
                written[described.wire] = described.kind.write(value)
        written.update(_stored(self, _REST) or {})
        return written

    def __getitem__(self, name: str) -> Any:
        """Return a field that the description does not know."""
        return self.additional_properties[name]

    # An object that can be asked by name would else be walked by number, to end in a KeyError.
    __iter__ = None

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
            setattr(self, name, value)

    if not TYPE_CHECKING:
        # Hidden from checkers: with it, they would take every misspelt field for granted.
        def __getattr__(self, name: str) -> Any:
            """Return UNSET for an optional field that is not there; a required one is an error."""
            if name == _REST:
                rest = {}
                object.__setattr__(self, _REST, rest)
                return rest
            for described in type(self)._fields:
                if described.name == name:
                    if not described.required:
                        return UNSET
                    raise MissingFieldError(type(self).__name__, described.wire)
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=self)


class _Settling:
    """A member that becomes an object when it is first looked at."""

    __slots__ = ("_kind", "_slot")

    def __init__(self, slot: Any, kind: Kind) -> None:
        self._slot = slot
        self._kind = kind

    def __get__(self, model: Any, owner: type | None = None) -> Any:
        if model is None:
            return self
        value = self._slot.__get__(model, owner)
        settled = self._kind.settle(value)
        if settled is not value:
            self._slot.__set__(model, settled)
        return settled

    def __set__(self, model: Any, value: Any) -> None:
        self._slot.__set__(model, value)

    def __delete__(self, model: Any) -> None:
        self._slot.__delete__(model)


def settling(cls: type[_M]) -> type[_M]:
    """
    Let the structured members of a class become objects only when they are looked at.

    What is stored stays reachable as `_raw_NAME`, which the straight run of `from_raw` fills.
    """
    for described in fields_of(cls):
        if described.kind.structured:
            slot = cls.__dict__[described.name]
            setattr(cls, f"_raw_{described.name}", slot)
            setattr(cls, described.name, _Settling(slot, described.kind))
    return cls


def unknown(value: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Return the members of a JSON object that the description does not know."""
    return {name: member for name, member in value.items() if name not in known}


def as_datetime(seconds: Any) -> dt.datetime | None:
    """Return Unix seconds as a time in UTC; None for anything else."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    except (OverflowError, OSError, ValueError):
        return None


def takes_null(described: Field) -> bool:
    """Return whether the description lets a field be null."""
    problems = Problems()
    described.kind.read(None, problems)
    return not problems


def fields_of(model: Model | type[Model]) -> tuple[Field, ...]:
    """Return the described fields of an object or a class."""
    found: tuple[Field, ...] = getattr(model, "_fields")  # noqa: B009 - checkers see a protected name
    return found


def _note_absence(described: Field, given: Any, rest: dict[str, Any], problems: Problems) -> None:
    """Leave the field empty; where a required one came as null, keep the null that stood for it."""
    if not described.required:
        return
    if given is None:
        rest[described.wire] = None
    found = "null" if given is None else "nothing"
    problems.inside(described.wire, lambda _, at: at.note(f"required, found {found}"), None)


def _stored(model: Model, name: str) -> Any:
    """Return what a member holds, raw or not, without waking `__getattr__`."""
    slot = getattr(type(model), f"_raw_{name}", None)
    try:
        return object.__getattribute__(model, name) if slot is None else slot.__get__(model)
    except AttributeError:
        return UNSET


def _state(model: Model) -> Iterator[tuple[str, Any]]:
    for described in fields_of(model):
        if _stored(model, described.name) is not UNSET:
            yield described.name, getattr(model, described.name)
    rest = _stored(model, _REST)
    if rest:
        yield _REST, rest


def _shown(model: Model) -> Iterator[tuple[str, Any]]:
    secret = {described.name for described in fields_of(model) if described.secret}
    for name, value in _state(model):
        yield name, "…" if name in secret else value
