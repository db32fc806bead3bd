"""JSON values, looked at without trust: documents may hold anything anywhere."""

from typing import Any, TypeGuard


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a value is an object."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Whether a value is an array."""
    return isinstance(value, list)


def object_in(value: Any, *keys: str) -> dict[str, Any]:
    """Return the object below some keys; an empty one where there is none."""
    for key in keys:
        value = value.get(key) if is_object(value) else None
    return value if is_object(value) else {}


def array_in(value: Any, *keys: str) -> list[Any]:
    """Return the array below some keys; an empty one where there is none."""
    below = object_in(value, *keys[:-1]).get(keys[-1])
    return below if is_array(below) else []


def copied(value: Any) -> Any:
    """Return a copy that shares no object or array with the value."""
    if is_object(value):
        return {key: copied(below) for key, below in value.items()}
    if is_array(value):
        return [copied(item) for item in value]
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two values are one for JSON: true is not 1, while 1 and 1.0 are one number."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if is_object(one) and is_object(other):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if is_array(one) and is_array(other):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
