"""Values made up from schemas: valid ones, in every form that a schema allows."""

import copy
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, cast

from fine_tuning_contract.conformance import Description
from fine_tuning_contract.conformance.oracle import Oracle

from .json_values import is_array, is_object

_EACH_FORM = 2
_MOST_ITEMS = 2
_WORDS_ONLY = frozenset(
    {"default", "deprecated", "description", "discriminator", "example", "examples", "title"}
)
_CONDITIONS = frozenset({"if", "then", "else"})
_DATA = frozenset({"const", "enum", "required"})
# Making values up is most of what these rules cost, and many rules want the same values.
_made: dict[tuple[str, int, int], tuple[Any, ...]] = {}


class Examples:
    """Values that are valid by the schemas of one description, the same ones in every run."""

    def __init__(self, description: Description, *, seed: int, count: int) -> None:
        """Make about `count` values for each schema, chosen by `seed`."""
        self._description = description
        self._oracle = Oracle(description)
        self._seed = seed
        self._count = count

    def of(self, schema: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return valid values of a schema, the smallest first; every call gives new copies."""
        key = (json.dumps(schema, sort_keys=True), self._seed, self._count)
        if key not in _made:
            validator = self._oracle.validator_for(schema)
            whole = inlined(self._description, schema)
            found = {text_of(value): value for value in self._candidates(whole)}
            valid = [value for value in found.values() if validator.is_valid(value)]
            assert valid, f"no valid value could be made up for {key[0][:200]}"
            _made[key] = tuple(sorted(valid, key=lambda value: len(text_of(value))))
        return copy.deepcopy(_made[key])

    def of_component(self, name: str) -> tuple[Any, ...]:
        """Return valid values of a named schema."""
        return self.of({"$ref": f"#/components/schemas/{name}"})

    def _candidates(self, schema: Any) -> Iterator[Any]:
        numbers = range(max(1, self._count // _EACH_FORM))
        forms = {text_of(found): found for found in (form(schema, each) for each in numbers)}
        for number, found in enumerate(forms.values()):
            yield from _drawn(found, self._seed + number, _EACH_FORM)


def text_of(value: Any) -> str:
    """Return a JSON value as text that tells 1 from 1.0 and 1 from true, whatever its order."""
    return json.dumps(value, sort_keys=True)


def inlined(description: Description, schema: Any) -> Any:
    """Return a schema with every reference replaced by what it refers to, and without prose."""
    if is_array(schema):
        return [inlined(description, item) for item in schema]
    if not is_object(schema):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return inlined(description, description.content["components"]["schemas"][name])
    return {
        key: _inlined_member(description, key, value)
        for key, value in schema.items()
        if key not in _WORDS_ONLY and not key.startswith("x-")
    }


def form(schema: Any, number: int, place: str = "") -> Any:
    """
    Return one of the forms of an inlined schema: one branch of each union.

    Unions and conditions make the search for values a hundred times slower. The branches change
    from number to number, and two of three forms have every optional member and filled lists.
    """
    if not is_object(schema):
        return schema
    for union in ("oneOf", "anyOf"):
        if union in schema:
            branch = _pick(schema[union], number, place)
            rest = {key: value for key, value in schema.items() if key != union}
            return form({**rest, **branch}, number, f"{place}/{union}")
    found = {
        key: _form_member(key, value, number, f"{place}/{key}")
        for key, value in schema.items()
        if key not in _CONDITIONS
    }
    return _bounded(found, filled=number % 3 > 0)


def _inlined_member(description: Description, key: str, value: Any) -> Any:
    if key == "properties":
        return {name: inlined(description, member) for name, member in value.items()}
    return value if key in _DATA else inlined(description, value)


def _form_member(key: str, value: Any, number: int, place: str) -> Any:
    if key == "properties":
        return {name: form(member, number, f"{place}/{name}") for name, member in value.items()}
    if key == "type" and is_array(value):
        return _pick(value, number, place)
    return value if key in _DATA else form(value, number, place)


def _bounded(schema: dict[str, Any], *, filled: bool) -> dict[str, Any]:
    """Keep lists and maps short; where `filled`, let them and all objects hold something."""
    least = 1 if filled else 0
    if schema.get("type") == "array":
        schema["maxItems"] = min(schema.get("maxItems", _MOST_ITEMS), _MOST_ITEMS)
        schema["minItems"] = max(schema.get("minItems", 0), least)
    if schema.get("type") == "object":
        members = schema.get("properties", {})
        room = max(len(members) + 1, _MOST_ITEMS)
        schema["maxProperties"] = min(schema.get("maxProperties", room), room)
        if filled and members:
            schema["required"] = list(members)
        elif filled and schema.get("additionalProperties") is not False:
            schema["minProperties"] = least
    return schema


def _pick(choices: list[Any], number: int, place: str) -> Any:
    # The place turns the order, so that neighbouring unions do not march in step.
    return choices[(number + zlib.crc32(place.encode())) % len(choices)]


def _drawn(schema: Any, seed: int, count: int) -> list[Any]:
    # Imported late: the rule book is read without them, and they take half a second.
    from hypothesis import HealthCheck, Phase, given, settings  # noqa: PLC0415
    from hypothesis import seed as seeded  # noqa: PLC0415

    from .drawing import values_of  # noqa: PLC0415

    drawn: list[Any] = []

    @seeded(seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=cast("list[HealthCheck]", list(HealthCheck)),
    )
    @given(values_of(schema))
    def keep(value: Any) -> None:
        drawn.append(copy.deepcopy(value))

    keep()
    return drawn
