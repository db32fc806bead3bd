"""
What a value may be, as the description says it.

A kind reads a value that came from JSON, and writes it back. `read` looks at everything and notes
what does not fit; nothing is lost by it, since what does not fit is kept as it came. `settle` is
the short way: it only makes objects of what is still raw JSON, and looks no deeper than one level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .absence import UNSET
from .json_values import is_array, is_mapping, is_object, is_sequence
from .problems import Problems
from .unrecognized import Unrecognized

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Protocol

    class Kind(Protocol):
        """A kind of value: it reads from JSON values and writes to them."""

        structured: bool
        """Whether reading makes objects, so that it is put off until someone looks."""

        def read(self, value: Any, problems: Problems) -> Any:
            """Return the Python value for a JSON value, noting what does not fit."""

        def settle(self, value: Any) -> Any:
            """Return the Python value for what may still be a JSON value."""

        def write(self, value: Any) -> Any:
            """Return the JSON value for a Python value."""

    class ModelClass(Protocol):
        """What a kind needs to know of a generated class."""

        def read_object(self, value: dict[str, Any], problems: Problems) -> Any:
            """Return an instance made from a JSON object, noting what does not fit."""

        def from_raw(self, values: Sequence[dict[str, Any]]) -> list[Any]:
            """Return an instance for each of some JSON objects."""
            ...


class _Plain:
    """A kind whose Python value is its JSON value."""

    __slots__ = ()
    structured = False

    def settle(self, value: Any) -> Any:
        """Return the value itself."""
        return value

    def write(self, value: Any) -> Any:
        """Return the value, or its JSON form where it holds one of our objects."""
        return plain(value)


class Anything(_Plain):
    """Any JSON value, kept as it is."""

    __slots__ = ()

    def read(self, value: Any, problems: Problems) -> Any:  # noqa: ARG002 - the protocol's
        """Return the value itself."""
        return value


class Scalar(_Plain):
    """A string, number, integer, boolean or null."""

    __slots__ = ("name", "types")

    def __init__(self, name: str, *types: type) -> None:
        """Take the JSON name and the Python types."""
        self.name = name
        self.types = types

    def fits(self, value: Any) -> bool:
        """Return whether a JSON value is of this type: an integer is a number, a boolean is not."""
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


STRING = Scalar("string", str)
INTEGER = Scalar("integer", int)
NUMBER = Scalar("number", int, float)
BOOLEAN = Scalar("boolean", bool)
NULL = Scalar("null", type(None))
ANYTHING = Anything()
BINARY = Anything()
"""Bytes that do not travel as JSON, such as an uploaded file."""


class OneOf(_Plain):
    """One of some values; another is kept, since servers are newer than clients."""

    __slots__ = ("values",)

    def __init__(self, values: frozenset[Any]) -> None:
        """Take the known values."""
        self.values = values

    def read(self, value: Any, problems: Problems) -> Any:
        """Return the value as it came."""
        if is_raw(value) or value not in self.values or not self._has_type(value):
            problems.note(f"expected one of {sorted(self.values, key=str)}, found {value!r:.80}")
        return value

    def _has_type(self, value: Any) -> bool:
        """Return whether it is of a known value's type: in Python, True equals 1."""
        return any(isinstance(known, bool) == isinstance(value, bool) for known in self.values)


class ListOf:
    """A list whose items are of one kind."""

    __slots__ = ("item", "structured")

    def __init__(self, item: Kind) -> None:
        """Take the kind of the items."""
        self.item = item
        self.structured = item.structured

    def read(self, value: Any, problems: Problems) -> Any:
        """Return a list of read items; what is no list is kept raw."""
        if not is_array(value):
            problems.note(f"expected array, found {json_type(value)}")
            return Unrecognized(value)
        read = self.item.read
        return [problems.inside(index, read, item) for index, item in enumerate(value)]

    def settle(self, value: Any) -> Any:
        """Return a list of settled items."""
        if not is_array(value):
            return _kept(value)
        if not (self.structured and value and is_raw(value[0])):
            return value
        if isinstance(self.item, Object):
            return self.item.settle_all(value)
        settle = self.item.settle
        return [settle(item) for item in value]

    def write(self, value: Any) -> Any:
        """Return a list of written items."""
        return plain(value)


class MapOf:
    """An object whose values are of one kind, whatever their names."""

    __slots__ = ("structured", "value")

    def __init__(self, value: Kind) -> None:
        """Take the kind of the values."""
        self.value = value
        self.structured = value.structured

    def read(self, value: Any, problems: Problems) -> Any:
        """Return a dict of read values; what is no object is kept raw."""
        if not is_object(value):
            problems.note(f"expected object, found {json_type(value)}")
            return Unrecognized(value)
        read = self.value.read
        return {name: problems.inside(name, read, member) for name, member in value.items()}

    def settle(self, value: Any) -> Any:
        """Return a dict of settled values."""
        if not is_object(value):
            return _kept(value)
        if not (self.structured and any(map(is_raw, value.values()))):
            return value
        settle = self.value.settle
        return {name: settle(member) for name, member in value.items()}

    def write(self, value: Any) -> Any:
        """Return a dict of written values."""
        return plain(value)


class Object:
    """An object of a generated class, which is imported when first needed."""

    __slots__ = ("_class", "_find")
    structured = True

    def __init__(self, find: Callable[[], ModelClass]) -> None:
        """Take how to import the class."""
        self._find = find
        self._class: ModelClass | None = None

    @property
    def model(self) -> ModelClass:
        """The class."""
        if self._class is None:
            self._class = self._find()
        return self._class

    def read(self, value: Any, problems: Problems) -> Any:
        """Return an instance; what is no object is kept raw."""
        if not is_object(value):
            problems.note(f"expected object, found {json_type(value)}")
            return Unrecognized(value)
        return self.model.read_object(value, problems)

    def settle(self, value: Any) -> Any:
        """Return an instance for a raw object."""
        return self.model.from_raw((value,))[0] if is_object(value) else _kept(value)

    def settle_all(self, values: list[Any]) -> list[Any]:
        """Return an instance for each raw object of a list."""
        if set(map(type, values)) <= {dict}:
            return self.model.from_raw(values)
        return [self.settle(value) for value in values]

    def write(self, value: Any) -> Any:
        """Return the object's JSON form; a mapping given in its stead is written as it is."""
        return plain(value)


class Tagged:
    """One of several objects, told apart by the value of one member."""

    __slots__ = ("tag", "variants")
    structured = True

    def __init__(self, tag: str, variants: Mapping[str, Kind]) -> None:
        """Take the member's name, and the kind for each of its values."""
        self.tag = tag
        self.variants = variants

    def _variant(self, value: dict[str, Any]) -> Kind | None:
        tag = value.get(self.tag)
        return self.variants.get(tag) if isinstance(tag, str) else None

    def read(self, value: Any, problems: Problems) -> Any:
        """Return an instance of the class that the tag names, or the object where it names none."""
        if not is_object(value):
            problems.note(f"expected object, found {json_type(value)}")
            return Unrecognized(value)
        variant = self._variant(value)
        if variant is None:
            tag = value.get(self.tag)
            problems.note(
                f"no variant has {self.tag} = {tag!r:.80}; known: {sorted(self.variants)}"
            )
            return Unrecognized(value)
        return variant.read(value, problems)

    def settle(self, value: Any) -> Any:
        """Return an instance for a raw object whose tag is known."""
        if not is_object(value):
            return _kept(value)
        variant = self._variant(value)
        return Unrecognized(value) if variant is None else variant.settle(value)

    def write(self, value: Any) -> Any:
        """Return the object's JSON form."""
        return plain(value)


class AnyOf:
    """One of several kinds: the first that fits, else the one with the fewest problems."""

    __slots__ = ("kinds", "structured")

    def __init__(self, kinds: Sequence[Kind]) -> None:
        """Take the kinds, in the order in which the description has them."""
        self.kinds = kinds
        self.structured = any(kind.structured for kind in kinds)

    def read(self, value: Any, problems: Problems) -> Any:
        """Return what the best fitting kind reads."""
        best: tuple[Any, Problems] | None = None
        for kind in self.kinds:
            tried = problems.apart()
            read = kind.read(value, tried)
            if not tried:
                return read
            if best is None or _badness(read, tried) < _badness(*best):
                best = read, tried
        if best is None:
            return value
        problems.take(best[1])
        return best[0]

    def settle(self, value: Any) -> Any:
        """Return what the best fitting kind reads from a raw value."""
        if not (self.structured and is_raw(value)):
            return value
        return self.read(value, Problems())

    def write(self, value: Any) -> Any:
        """Return the value's JSON form."""
        return plain(value)


class Nullable:
    """A kind, or null."""

    __slots__ = ("kind", "structured")

    def __init__(self, kind: Kind) -> None:
        """Take the kind."""
        self.kind = kind
        self.structured = kind.structured

    def read(self, value: Any, problems: Problems) -> Any:
        """Return None for null, else what the kind reads."""
        return None if value is None else self.kind.read(value, problems)

    def settle(self, value: Any) -> Any:
        """Return None for None, else what the kind makes of it."""
        return None if value is None else self.kind.settle(value)

    def write(self, value: Any) -> Any:
        """Return None for None, else what the kind writes."""
        return None if value is None else self.kind.write(value)


def nullable(kind: Kind) -> Nullable:
    """Return the kind that also takes null."""
    return Nullable(kind)


def is_raw(value: Any) -> bool:
    """Return whether a value is JSON that may have to become an object."""
    return type(value) is dict or type(value) is list


def _kept(value: Any) -> Any:
    """Keep what is no JSON object: as it is where it is ours already, else as unrecognized."""
    if isinstance(value, Unrecognized) or hasattr(value, "to_dict"):
        return value
    return Unrecognized(value)


def plain(value: Any) -> Any:
    """Return the JSON form of a value that may hold our objects at any depth."""
    if value is None or isinstance(value, str | int | float):
        return value
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


def _badness(read: Any, problems: Problems) -> tuple[bool, int]:
    """Order readings: what was recognized at all comes first, then what has fewer problems."""
    return isinstance(read, Unrecognized), len(problems)
