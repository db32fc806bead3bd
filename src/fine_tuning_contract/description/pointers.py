"""JSON Pointers (RFC 6901): places in a document, as text."""

from typing import Any

from .failures import DescriptionError
from .json_values import is_array, is_object


def pointer_to(*parts: str | int) -> str:
    """Return the pointer whose parts are given unescaped."""
    return "".join("/" + escape(str(part)) for part in parts)


def escape(part: str) -> str:
    """Return one part as it is spelt inside a pointer."""
    return part.replace("~", "~0").replace("/", "~1")


def parts_of(pointer: str) -> list[str]:
    """Return the unescaped parts of a pointer, with or without a leading `#`."""
    text = pointer.removeprefix("#")
    if not text:
        return []
    if not text.startswith("/"):
        message = f"{pointer}: a pointer starts with '/', as in /paths or #/components/schemas"
        raise DescriptionError(message)
    return [part.replace("~1", "/").replace("~0", "~") for part in text[1:].split("/")]


def look_up(content: Any, pointer: str) -> Any:
    """Return what stands at a pointer; raises KeyError where nothing does."""
    place = content
    for part in parts_of(pointer):
        place = _child(place, part)
    return place


def _child(place: Any, part: str) -> Any:
    if is_object(place):
        return place[part]
    if is_array(place) and part.isdecimal() and int(part) < len(place):
        return place[int(part)]
    raise KeyError(part)
