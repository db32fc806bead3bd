# Copied from fine_tuning_contract/codegen/runtime/kinds.py: change it there.
"""
What a value may be, as the description says it.

A kind reads a value that came from JSON and writes it back. Reading is lenient:
what does not fit is kept as it came and noted as a problem, so that one odd
field does not lose a whole page of answers. Whoever wants strictness looks at
the problems.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from attrs import field, frozen

from .absence import UNSET
from .json_values import is_array, is_mapping, is_object, is_sequence
from .problems import Problems
from .unrecognized import Unrecognized


class Kind(Protocol):
    """A kind of value: it reads from JSON values and writes to them."""

    def read(self, value: Any, problems: Problems) -> Any:
        """Return the Python value for a JSON value, noting what does not fit."""

    def write(self, value: Any) -> Any:
        """Return the JSON value for a Python value."""


class ModelClass(Protocol):
    """What a kind needs to know of a generated class."""

    def read_object(self, value: Any, problems: Problems) -> Any:
        """Return an instance made from a JSON object."""


@frozen
class Anything:
    """Any JSON value, kept as it is."""

    def read(self, value: Any, problems: Problems) -> Any:  # noqa: ARG002 - the protocol's
        """Return the value itself."""
        return value

    def write(self, value: Any) -> Any:
        """Return the value, or its JSON form where it is one of our objects."""
        return plain(value)


@frozen
class Scalar:
    """A string, number, integer, boolean or null."""

    name: str
    types: tuple[type, ...]

    def fits(self, value: Any) -> bool:
        """Return whether the JSON value is of this type; an integer is a number, a boolean is not."""
        if isinstance(value, bool):
            return bool in self.types
        if self.name == "integer" and isinstance(value, float):
            return value.is_integer()
        return isinstance(value, self.types)

    def read(self, value: Any, problems: Problems) -> Any:
        """Return the value as it came."""
        if not self.fits(value):
            problems.note(f"expected {self.name}, found {json_type(value)}")
        return value

    def write(self, value: Any) -> Any:
        """Return the value as it is."""
        return value


STRING = Scalar("string", (str,))
INTEGER = Scalar("integer", (int,))
NUMBER = Scalar("number", (int, float))
BOOLEAN = Scalar("boolean", (bool,))
NULL = Scalar("null", (type(None),))
ANYTHING = Anything()


@frozen
class OneOf:
    """One of some values; a value that is not among them is kept, since servers are newer than clients."""

    values: frozenset[Any]

    def fits(self, value: Any) -> bool:
        """Return whether the value is of the same JSON type as the known ones."""
        return any(json_type(value) == json_type(known) for known in self.values)

    def read(self, value: Any, problems: Problems) -> Any:
        """Return the value as it came."""
        if not _hashable(value) or value not in self.values:
            problems.note(f"expected one of {sorted(self.values, key=str)}, found {value!r:.80}")
        return value

    def write(self, value: Any) -> Any:
        """Return the value as it is."""
        return value


@frozen
class ListOf:
    """A list whose items are of one kind."""

    item: Kind

    def read(self, value: Any, problems: Problems) -> Any:
        """Return a list of read items; what is no list is kept raw."""
        if not is_array(value):
            problems.note(f"expected array, found {json_type(value)}")
            return Unrecognized(value)
        read = self.item.read
        return [problems.inside(index, read, item) for index, item in enumerate(value)]

    def write(self, value: Any) -> Any:
        """Return a list of written items."""
        if isinstance(value, Unrecognized):
            return value.raw
        return [self.item.write(item) for item in value]


@frozen
class MapOf:
    """An object whose values are of one kind, whatever their names."""

    value: Kind

    def read(self, value: Any, problems: Problems) -> Any:
        """Return a dict of read values; what is no object is kept raw."""
        if not is_object(value):
            problems.note(f"expected object, found {json_type(value)}")
            return Unrecognized(value)
        read = self.value.read
        return {name: problems.inside(name, read, member) for name, member in value.items()}

    def write(self, value: Any) -> Any:
        """Return a dict of written values."""
        if isinstance(value, Unrecognized):
            return value.raw
        return {name: self.value.write(member) for name, member in value.items()}


@frozen
class Object:
    """An object of a generated class, which is imported when first needed."""

    find: Callable[[], ModelClass] = field(eq=False)

    def read(self, value: Any, problems: Problems) -> Any:
        """Return an instance; what is no object is kept raw."""
        if not is_object(value):
            problems.note(f"expected object, found {json_type(value)}")
            return Unrecognized(value)
        return self.find().read_object(value, problems)

    def write(self, value: Any) -> Any:
        """Return the object's JSON form; a mapping given in its stead is written as it is."""
        return plain(value)


@frozen
class Tagged:
    """One of several objects, told apart by the value of one member."""

    tag: str
    variants: Mapping[str, Kind]

    def read(self, value: Any, problems: Problems) -> Any:
        """Return an instance of the class that the tag names, or the raw object where it names none."""
        if not is_object(value):
            problems.note(f"expected object, found {json_type(value)}")
            return Unrecognized(value)
        tag = value.get(self.tag)
        variant = self.variants.get(tag) if isinstance(tag, str) else None
        if variant is None:
            problems.note(
                f"no variant has {self.tag} = {tag!r:.80}; known: {sorted(self.variants)}"
            )
            return Unrecognized(value)
        return variant.read(value, problems)

    def write(self, value: Any) -> Any:
        """Return the object's JSON form."""
        return plain(value)


@frozen
class AnyOf:
    """One of several kinds, told apart by JSON type, then by what fits with the fewest problems."""

    kinds: Sequence[Kind]

    def read(self, value: Any, problems: Problems) -> Any:
        """Return what the best fitting kind reads."""
        best: tuple[Any, Problems] | None = None
        for kind in self.kinds:
            tried = problems.apart()
            read = kind.read(value, tried)
            if not tried:
                return read
            if best is None or _better(tried, read, best):
                best = read, tried
        read, found = best if best is not None else (value, problems.apart())
        problems.take(found)
        return read

    def write(self, value: Any) -> Any:
        """Return the value's JSON form."""
        return plain(value)


def nullable(kind: Kind) -> Nullable:
    """Return the kind that also takes null."""
    return Nullable(kind)


@frozen
class Nullable:
    """A kind, or null."""

    kind: Kind

    def read(self, value: Any, problems: Problems) -> Any:
        """Return None for null, else what the kind reads."""
        return None if value is None else self.kind.read(value, problems)

    def write(self, value: Any) -> Any:
        """Return None for None, else what the kind writes."""
        return None if value is None else self.kind.write(value)


@frozen
class Binary:
    """Bytes that do not travel as JSON, such as an uploaded file."""

    def read(self, value: Any, problems: Problems) -> Any:  # noqa: ARG002 - the protocol's
        """Return the value itself."""
        return value

    def write(self, value: Any) -> Any:
        """Return the value itself."""
        return value


BINARY = Binary()


def plain(value: Any) -> Any:
    """Return the JSON form of a value that may hold our objects at any depth."""
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
    if isinstance(value, Unrecognized):
        return value.raw
    if is_mapping(value):
        return {name: plain(member) for name, member in value.items() if member is not UNSET}
    if is_sequence(value):
        return [plain(item) for item in value]
    return value


def json_type(value: Any) -> str:
    """Return the JSON name of a value's type."""
    for name, types in _JSON_TYPES:
        if isinstance(value, types):
            return name
    return str(type(value).__name__)


# A boolean is an int in Python, so it is looked for first.
_JSON_TYPES: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("null", (type(None),)),
    ("boolean", (bool,)),
    ("string", (str,)),
    ("integer", (int,)),
    ("number", (float,)),
    ("object", (dict,)),
    ("array", (list, tuple)),
)


def _better(tried: Problems, read: Any, best: tuple[Any, Problems]) -> bool:
    """Prefer what was recognized at all, then what has fewer problems."""
    known, _known = isinstance(read, Unrecognized), isinstance(best[0], Unrecognized)
    return (known, len(tried)) < (_known, len(best[1]))


def _hashable(value: Any) -> bool:
    return not isinstance(value, dict | list)
