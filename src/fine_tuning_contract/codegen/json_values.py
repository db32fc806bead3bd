"""JSON values as a type checker can follow them."""

from typing import Any

from .runtime.json_values import is_array, is_object


def mapping(value: Any) -> dict[str, Any]:
    """Return a JSON object, or an empty one where the value is none."""
    return value if is_object(value) else {}


def sequence(value: Any) -> list[Any]:
    """Return a JSON array, or an empty one where the value is none."""
    return value if is_array(value) else []


def resolve(document: dict[str, Any], value: Any) -> dict[str, Any]:
    """Return the object that a reference points to, or the object itself."""
    found = mapping(value)
    while "$ref" in found:
        step: Any = document
        for name in str(found["$ref"]).removeprefix("#/").split("/"):
            step = mapping(step).get(name.replace("~1", "/").replace("~0", "~"))
        found = mapping(step)
    return found
