"""The part of a description that counts for a run, as a document of its own."""

from typing import Any

from .address import METHODS
from .operations import Description
from .values import is_list, is_object


def counting_part(description: Description) -> dict[str, Any]:
    """Return a document without the operations that do not count, and without links to them."""
    if description.operations.keys() == description.all_operations.keys():
        return dict(description.content)
    paths = {
        path: {key: value for key, value in item.items() if _counts(description, key, value)}
        for path, item in description.content["paths"].items()
    }
    kept = {path: item for path, item in paths.items() if any(key in METHODS for key in item)}
    document: dict[str, Any] = _without_links({**description.content, "paths": kept}, description)
    return document


def _counts(description: Description, key: str, value: Any) -> bool:
    return key not in METHODS or value.get("operationId") in description.operations


def _without_links(place: Any, description: Description) -> Any:
    if is_object(place):
        found = {key: _without_links(value, description) for key, value in place.items()}
        if is_object(found.get("links")):
            found["links"] = {
                name: link
                for name, link in found["links"].items()
                if not is_object(link)
                or link.get("operationId") is None
                or link["operationId"] in description.operations
            }
        return found
    return [_without_links(item, description) for item in place] if is_list(place) else place
