"""Whether all that a description refers to is there."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from .documents import Document
from .failures import DescriptionError
from .json_values import is_object
from .pointers import look_up, pointer_to
from .references import Path, Reference, parts_below, references
from .selection import operations


def refuse_dangling(document: Document) -> None:
    """Raise DescriptionError that names every reference to something that is not there."""
    lines = [
        _line(document, each)
        for each in references(document.content)
        if not _exists(document.content, each)
    ]
    if lines:
        count = "1 reference" if len(lines) == 1 else f"{len(lines)} references"
        message = (
            f"{document.path}: {count} to what does not exist; define it, or let an overlay do so:"
        )
        raise DescriptionError("\n".join([message, *lines]))


def without_stray_links(document: Document) -> tuple[Document, tuple[str, ...]]:
    """Return a document without links to operations that it does not have, and word of each."""
    known = {str(operation.get("operationId")) for _, _, operation in operations(document.content)}
    stray = [each for each in _links(document.content, ()) if each[1] not in known]
    if not stray:
        return document, ()
    content = _without(document.content, {at for at, _ in stray}, ())
    lines = [f"{_where(document, at)}: left out the link to {name}" for at, name in stray]
    return evolve(document, content=content), tuple(
        f"{line}, an operation that the description does not have" for line in lines
    )


def _links(part: Any, at: Path) -> Iterator[tuple[Path, str]]:
    for below, value in parts_below(part) if is_object(part) else ():
        place = (*at, *below)
        if below[0] == "links" and is_object(value) and "operationId" in value:
            yield place, str(value["operationId"])
        else:
            yield from _links(value, place)


def _without(part: Any, places: set[Path], at: Path) -> Any:
    if not is_object(part):
        return part
    return {
        key: _without(below, places, (*at, key))
        for key, below in part.items()
        if (*at, key) not in places
    }


def _line(document: Document, reference: Reference) -> str:
    target = reference.target
    reason = "" if target.startswith("#") else "only files below the description's own are read"
    told = document.refused.get(target, reason)
    return f"  {_where(document, reference.at)}: {target}" + (f": {told}" if told else "")


def _where(document: Document, at: Path) -> str:
    pointer = pointer_to(*at)
    return f"{document.where(pointer)} ({pointer})"


def _exists(content: Mapping[str, Any], reference: Reference) -> bool:
    if not reference.target.startswith("#"):
        return False
    try:
        look_up(content, reference.target)
    except (KeyError, DescriptionError):
        return False
    return True
