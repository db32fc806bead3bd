"""Reshaping: from what is published to clean OpenAPI 3.1, mechanically."""

from collections import Counter
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import partial
from typing import Any

from .json_values import is_array, is_object
from .names import name_inline_schemas
from .nullability import null_at_use
from .references import NAME_MAPS, VALUES
from .schemas import Place, Schema, rewrite_schemas
from .spellings import (
    constant,
    declared_object,
    flat_union,
    null_in_type,
    numeric_bounds,
    open_enum,
    plain_reference,
    plural_examples,
    type_with_null,
    union_without_type,
    unique_values,
    unwrapped,
    valid_default,
    without_title,
)

VERSION = "3.1.0"
_MOST_ROUNDS = 10
# Keys that only their provider's own tools read.
PROVIDER_ONLY = ("x-oai[A-Z]*", "x-stainless-*")

Spelling = Callable[[Schema, Place], Schema]
Note = Callable[[Schema, Place, Spelling], None]

SPELLINGS: tuple[Spelling, ...] = (
    without_title,
    plural_examples,
    plain_reference,
    numeric_bounds,
    unwrapped,
    type_with_null,
    declared_object,
    flat_union,
    null_in_type,
    open_enum,
    union_without_type,
    unique_values,
    constant,
    valid_default,
)


def reshape(content: dict[str, Any], *, note: Note | None = None) -> dict[str, Any]:
    """
    Return a description of any 3.0 or 3.1 spelling in the one that everything here reads.

    Who wants to know which spelling was applied to which schema passes a function to be told.
    """
    before: dict[str, Any] = {}
    shaped = {**without_provider_keys(content), "openapi": VERSION}
    # What one step uncovers is work for another: a component that was made from
    # something or null, say. Real descriptions are done after the first round.
    for _ in range(_MOST_ROUNDS):
        if shaped == before:
            break
        before = shaped
        respelt = rewrite_schemas(shaped, partial(respell, note=note))
        shaped = name_inline_schemas(null_at_use(respelt))
    return shaped


def respell(schema: Schema, place: Place, *, note: Note | None = None) -> Schema:
    """Return one schema after every spelling has been looked at, until none applies."""
    before: Schema | None = None
    while schema is not before:
        before = schema
        for spelling in SPELLINGS:
            respelt = spelling(schema, place)
            if note and respelt is not schema:
                note(schema, place, spelling)
            schema = respelt
    return schema


def without_provider_keys(content: dict[str, Any]) -> dict[str, Any]:
    """Return a description without the keys that only its provider's tools read."""
    stripped: dict[str, Any] = _Stripping().part(content)
    return stripped


def provider_keys(content: dict[str, Any]) -> Counter[str]:
    """Return how often each key stands in a description that is for its provider only."""
    stripping = _Stripping()
    stripping.part(content)
    return stripping.dropped


class _Stripping:
    """One walk that leaves out keys and counts them."""

    def __init__(self) -> None:
        self.dropped: Counter[str] = Counter()

    def part(self, part: Any) -> Any:
        if is_array(part):
            return [self.part(item) for item in part]
        if not is_object(part):
            return part
        return {key: self._value(key, part[key]) for key in part if self._keep(key)}

    def _value(self, key: str, value: Any) -> Any:
        if key in VALUES or key.startswith("x-"):
            return value
        if key in NAME_MAPS and is_object(value):
            return {name: self.part(below) for name, below in value.items()}
        return self.part(value)

    def _keep(self, key: str) -> bool:
        if not key.startswith("x-") or not any(fnmatchcase(key, each) for each in PROVIDER_ONLY):
            return True
        self.dropped[key] += 1
        return False
