"""References: which parts of a description need which others."""

from collections.abc import Iterator
from typing import Any

from attrs import define

from .json_values import array_in, is_array, is_object, object_in

# Below these keys stand names that an author chose; one level further down, keywords again.
NAME_MAPS = frozenset(
    {
        "$defs",
        "callbacks",
        "content",
        "definitions",
        "dependentSchemas",
        "encoding",
        "examples",
        "headers",
        "links",
        "parameters",
        "pathItems",
        "paths",
        "patternProperties",
        "properties",
        "requestBodies",
        "responses",
        "schemas",
        "securitySchemes",
        "variables",
        "webhooks",
    }
)
# Below these keys stand values, in which "$ref" is text like any other.
VALUES = frozenset({"const", "default", "enum", "example", "value"})

Path = tuple[str | int, ...]


@define(frozen=True)
class Reference:
    """A place that names another: by `$ref`, a discriminator's mapping, or a security scheme."""

    at: Path
    target: str


def references(part: Any, at: Path = ()) -> Iterator[Reference]:
    """Yield every reference in a description or in a part of one, in document order."""
    if is_object(part):
        yield from _in_object(part, at)
    elif is_array(part):
        for index, item in enumerate(part):
            yield from references(item, (*at, index))


def component_of(target: str) -> tuple[str, str] | None:
    """Return kind and name of the component that a target lies in, if it lies in one."""
    parts = target.split("/", 4)
    if target.startswith("#/components/") and len(parts) >= len(("#", "components", "kind", "x")):
        return parts[2], parts[3].replace("~1", "/").replace("~0", "~")
    return None


def parts_below(part: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    """
    Yield each part of an object of OpenAPI with its place in it.

    Parts with a name of the author's choice come one by one; values, which are no parts of
    a description, and extensions are passed over.
    """
    for key, value in part.items():
        if key in VALUES or key.startswith("x-"):
            continue
        if key in NAME_MAPS and is_object(value):
            yield from (((key, name), below) for name, below in value.items())
        elif key != "examples":
            yield (key,), value


def _in_object(part: dict[str, Any], at: Path) -> Iterator[Reference]:
    for below, value in parts_below(part):
        place = (*at, *below)
        if below == ("$ref",):
            if isinstance(value, str):
                yield Reference(place, value)
        elif below == ("discriminator",):
            yield from _in_mapping(object_in(part, "discriminator"), place)
        elif below == ("security",):
            yield from _in_security(array_in(part, "security"), place)
        else:
            yield from references(value, place)


def _in_mapping(discriminator: dict[str, Any], at: Path) -> Iterator[Reference]:
    for tag, target in object_in(discriminator, "mapping").items():
        if isinstance(target, str):
            # A bare name stands for a schema of that name.
            whole = target if "#" in target or "/" in target else f"#/components/schemas/{target}"
            yield Reference((*at, "mapping", tag), whole)


def _in_security(requirements: list[Any], at: Path) -> Iterator[Reference]:
    for index, requirement in enumerate(requirements):
        for name in object_in({"it": requirement}, "it"):
            yield Reference((*at, index, name), f"#/components/securitySchemes/{name}")
