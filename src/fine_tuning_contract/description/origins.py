"""Origins: where a place of a normalized description came from, and what made it as it is."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from . import selection
from .actions import Change, Unmatched
from .documents import Document
from .failures import DescriptionError
from .json_values import is_object
from .normalization import Prepared, prepare
from .pointers import look_up, parts_of, pointer_to
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
    return [
        _published_line(prepared, origin),
        *_change_lines(prepared.changes, origin),
        *_step_lines(steps, origin, pointer),
    ]


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
    return _nearest(overlaid.content, origin)


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


def _published_line(prepared: Prepared, origin: str) -> str:
    if _stands(prepared.published.content, origin):
        return f"{prepared.published.where(origin)}: published ({origin or '/'})"
    return f"{prepared.published.path}: not published ({origin})"


def _change_lines(changes: Sequence[Change], origin: str) -> Iterator[str]:
    place = tuple(parts_of(origin))
    for change in changes:
        at = tuple(map(str, change.at))
        shared = min(len(at), len(place))
        above_or_below = at[:shared] == place[:shared]
        # What happened above matters only if it brought the place along.
        if above_or_below and (len(at) >= len(place) or change.did == "added"):
            yield f"{change.author}: {change.did} ({pointer_to(*at)})"


def _step_lines(steps: Sequence[tuple[str, Spelling]], origin: str, pointer: str) -> Iterator[str]:
    if origin != pointer.removeprefix("#"):
        yield f"reshaped: stands at {pointer} now"
    for at, spelling in dict.fromkeys(steps):
        if at == origin or at.startswith(f"{origin}/"):
            summary = (spelling.__doc__ or "").strip().partition("\n")[0]
            yield f"reshaped: {spelling.__name__}: {summary} ({at})"
