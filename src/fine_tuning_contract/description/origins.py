"""Origins: where a place of a normalized description came from, and what made it as it is."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from attrs import frozen

from . import selection
from .actions import Unmatched
from .documents import Document
from .failures import DescriptionError
from .json_values import array_in, is_object, object_in
from .normalization import Prepared, prepare
from .pointers import look_up, parts_of, pointer_to
from .references import Path as Location
from .rivalry import Change
from .schemas import Place, Schema, rewrite_schemas
from .shape import Spelling, reshape
from .spellings import ORIGIN


def explain(
    source: str | Path,
    pointer: str,
    overlays: Sequence[str | Path] = (),
    *,
    select: Sequence[str] = (),
    unmatched: Unmatched = "error",
) -> list[str]:
    """
    Return, line by line, where a place of the normalized description came from.

    The pointer is one into the result of `normalize` with the same arguments.
    Raises DescriptionError if nothing stands there.
    """
    prepared = prepare(source, overlays, select=select, unmatched=unmatched)
    steps: list[tuple[str, Spelling]] = []

    def note(schema: Schema, _place: Place, spelling: Spelling) -> None:
        steps.append((str(schema.get(ORIGIN)), spelling))

    content = rewrite_schemas(prepared.document.content, _marked)
    shaped = selection.prune(reshape(content, note=note))
    origin = _origin(shaped, pointer, prepared.document)
    told, before = _history(prepared.changes, origin)
    return [
        _published_line(prepared, origin, before),
        *told,
        *_step_lines(steps, origin, pointer),
    ]


@frozen
class Trace:
    """
    Where a place was published, if it was, and the actions that brought it or wrote it anew.

    An action that only added something below a place is not among them.
    """

    published: str | None
    actions: tuple[str, ...]


def traces(
    source: str | Path,
    pointers: Sequence[str],
    overlays: Sequence[str | Path] = (),
    *,
    select: Sequence[str] = (),
    unmatched: Unmatched = "error",
) -> dict[str, Trace]:
    """
    Return where each of some places of the normalized description came from, by its pointer.

    The arguments are those of `explain`, and so is what is raised.
    """
    prepared = prepare(source, overlays, select=select, unmatched=unmatched)
    content = rewrite_schemas(prepared.document.content, _marked)
    shaped = selection.prune(reshape(content))
    return {pointer: _trace(prepared, shaped, pointer) for pointer in pointers}


def _trace(prepared: Prepared, shaped: dict[str, Any], pointer: str) -> Trace:
    origin = _origin(shaped, pointer, prepared.document)
    place = tuple(parts_of(origin))
    _, before = _history(prepared.changes, origin)
    wrote = [change for change in prepared.changes if _wrote(change, place)]
    published = None if before is None else _as_published(prepared, origin, before)
    known = published is not None and _stands(prepared.published.content, published)
    where = prepared.published.where(published) if known and published is not None else None
    return Trace(where, tuple(change.author for change in wrote))


def _wrote(change: Change, place: Location) -> bool:
    """Whether a change put a place, or what it stands in, where it is."""
    at = tuple(map(str, change.at))
    return at == place[: len(at)] and (change.did == "added" or at == place)


def _marked(schema: Schema, place: Place) -> Schema:
    return {**schema, ORIGIN: pointer_to(*place.at)}


def _origin(shaped: dict[str, Any], pointer: str, overlaid: Document) -> str:
    """Return the pointer, into the overlaid document, of what stands at a place in the result."""
    origin: list[str] = []
    place: Any = shaped
    for part in parts_of(pointer):
        place = _below(place, part, pointer)
        origin.append(part)
        if is_object(place) and ORIGIN in place:
            origin = parts_of(str(place[ORIGIN]))
    found = _nearest(overlaid.content, origin)
    if origin and origin[-1].isdecimal() and look_up(overlaid.content, found) != place:
        # Reshaping has left out an item before it, or has written it anew: the list is known.
        return pointer_to(*parts_of(found)[:-1])
    return found


def _below(place: Any, part: str, pointer: str) -> Any:
    try:
        return look_up(place, pointer_to(part))
    except KeyError:
        near = get_close_matches(part, place if is_object(place) else (), n=3)
        advice = f"did you mean {' or '.join(near)}?" if near else "check its spelling"
        message = f"{pointer}: the normalized description has no {part!r} there; {advice}"
        raise DescriptionError(message) from None


def _nearest(content: Any, parts: list[str]) -> str:
    for end in range(len(parts), -1, -1):
        pointer = pointer_to(*parts[:end])
        if _stands(content, pointer):
            return pointer
    return ""


def _stands(content: Any, pointer: str) -> bool:
    try:
        look_up(content, pointer)
    except KeyError:
        return False
    return True


def _history(changes: Sequence[Change], origin: str) -> tuple[list[str], Location | None]:
    """
    Return what actions did to a place, in order, and where it stood before all of them.

    Changes are looked at from the last to the first, so that an item of an array is followed
    back to the number it had before its neighbours were removed.
    """
    told: list[str] = []
    place = tuple(parts_of(origin))
    for change in reversed(changes):
        if _has_moved(place, change):
            at = len(change.at) - 1
            place = (*place[:at], str(int(place[at]) + 1), *place[at + 1 :])
        elif _concerns(change, place):
            told.insert(0, f"{change.author}: {change.did} ({pointer_to(*change.at)})")
            if _brought(change, place):
                return told, None
    return told, place


def _has_moved(place: Location, change: Change) -> bool:
    """Whether a place is, or is in, an item that a removal gave another number."""
    *above, last = change.at
    if change.did != "removed" or not isinstance(last, int) or len(place) <= len(above):
        return False
    number = str(place[len(above)])
    inside = place[: len(above)] == tuple(map(str, above))
    return inside and number.isdecimal() and int(number) >= last


def _concerns(change: Change, place: Location) -> bool:
    at = tuple(map(str, change.at))
    shared = min(len(at), len(place))
    # What happened above matters only if it brought the place along.
    return at[:shared] == place[:shared] and (len(at) >= len(place) or change.did == "added")


def _brought(change: Change, place: Location) -> bool:
    """Whether a change appended the item that a place is in; before it, its number meant none."""
    return change.did == "added" and isinstance(change.at[-1], int) and len(change.at) <= len(place)


def _published_line(prepared: Prepared, origin: str, before: Location | None) -> str:
    published = prepared.published
    pointer = None if before is None else _as_published(prepared, origin, before)
    if pointer is None or not _stands(published.content, pointer):
        return f"{published.path}: not published ({origin})"
    return f"{published.where(pointer)}: published ({pointer or '/'})"


def _as_published(prepared: Prepared, origin: str, before: Location) -> str:
    """Return a place's pointer into the published document, which has tags that are not used."""
    if before[:1] != ("tags",) or len(before) == 1:
        return pointer_to(*before)
    names = [object_in({"it": each}, "it").get("name") for each in _tags(prepared.published)]
    name = _tags(prepared.document)[int(parts_of(origin)[1])].get("name")
    number = names.index(name) if name in names else len(names)
    return pointer_to("tags", number, *before[2:])


def _tags(document: Document) -> list[Any]:
    return array_in(document.content, "tags")


def _step_lines(steps: Sequence[tuple[str, Spelling]], origin: str, pointer: str) -> Iterator[str]:
    if origin != pointer.removeprefix("#"):
        yield f"reshaped: stands at {pointer} now"
    for at, spelling in dict.fromkeys(steps):
        if at == origin or at.startswith(f"{origin}/"):
            summary = (spelling.__doc__ or "").strip().partition("\n")[0]
            yield f"reshaped: {spelling.__name__}: {summary} ({at})"
