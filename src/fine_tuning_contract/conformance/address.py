"""Addresses of places in a description, such as `listFineTuningEvents/parameters/after`."""

from collections.abc import Iterator, Mapping
from typing import Any

from .values import is_list, is_object

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class AddressError(LookupError):
    """An address names no place in the description."""


def look_up(description: Mapping[str, Any], address: str) -> Any:
    """
    Return what stands at an address such as `listFineTuningEvents/parameters/after`.

    An address starts with an operationId, a schema name or a section of the document. The rest are
    keys; in a list of parameters, the key is the parameter's name. References are followed.
    """
    first, *rest = address.split("/")
    place = _start(description, first)
    if place is None:
        raise AddressError(f"{address}: the description has no operation or schema {first!r}")
    for index, key in enumerate(rest):
        place = _step(resolve(description, place), key)
        if place is None:
            raise AddressError(f"{address}: nothing at {'/'.join([first, *rest[: index + 1]])}")
    return resolve(description, place)


def is_quoted(description: Mapping[str, Any], address: str, words: str) -> bool:
    """Say whether these words stand in some text at the address, white space aside."""
    wanted = " ".join(words.split())
    return any(wanted in " ".join(text.split()) for text in texts(look_up(description, address)))


def texts(place: Any) -> Iterator[str]:
    """Yield every description and summary in a part of a document."""
    if is_object(place):
        for key, value in place.items():
            if key in {"description", "summary"} and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif is_list(place):
        for item in place:
            yield from texts(item)


def resolve(description: Mapping[str, Any], place: Any) -> Any:
    """Follow a reference within the document, and one that it leads to, to what is meant."""
    while is_object(place) and isinstance(place.get("$ref"), str):
        target: Any = description
        reference: str = place["$ref"]
        for key in reference.removeprefix("#/").split("/"):
            target = target[key.replace("~1", "/").replace("~0", "~")]
        place = target
    return place


def _start(description: Mapping[str, Any], name: str) -> Any:
    for path_item in description.get("paths", {}).values():
        for method in METHODS:
            if path_item.get(method, {}).get("operationId") == name:
                return path_item[method]
    components = description.get("components", {})
    for section in (components.get("schemas", {}), components, description):
        if name in section:
            return section[name]
    return None


def _step(place: Any, key: str) -> Any:
    if is_object(place):
        return place.get(key)
    if is_list(place):
        named = (item for item in place if is_object(item) and item.get("name") == key)
        return next(named, None)
    return None
