"""What overlays have to do with a change: those that hide it, made it, or found nothing."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from fine_tuning_contract.description.json_values import is_array, object_in, same
from fine_tuning_contract.description.pointers import look_up, parts_of, pointer_to
from fine_tuning_contract.description.rivalry import Change as Written

from .changes import Change, shown
from .sides import Side

# How far below a place an action may write and still be what the change there is about.
_DEPTH = 2
# Changes of a whole: what an action wrote below it is no reason for them.
_WHOLE = ("operation-", "property-", "required-", "parameter-", "success-", "error-", "header-")

Parts = tuple[str, ...]


def attributed(change: Change, old: Side, new: Side) -> Change:
    """Return a change with the actions that wrote its place on one side and not on the other."""
    authors: dict[str, None] = {}
    for side, other, pointer in ((old, new, change.pointers[0]), (new, old, change.pointers[1])):
        for written in side.overlaying:
            if _concerns(written, change, side, pointer) and not _wrote_too(other, written):
                authors[written.author] = None
    return evolve(change, overlays=tuple(authors)) if authors else change


def notices(old: Side, new: Side) -> Iterator[str]:
    """Yield what overlays no longer find, no longer need, or hide."""
    known = {str(notice) for notice in old.notices}
    for notice in new.notices:
        if str(notice).replace(str(new.published.path), str(old.published.path)) not in known:
            yield f"{notice.kind}: {notice}"
    idle = sum(notice.kind == "unmatched" for notice in old.notices)
    if idle:
        actions = "1 action" if idle == 1 else f"{idle} actions"
        yield (
            f"unmatched before: {actions} found nothing in {old.published.path};"
            " what they wrote into the other is told as a change, with the action beside it"
        )
    yield from dict.fromkeys(_masked(old, new))


def _concerns(written: Written, change: Change, side: Side, pointer: str) -> bool:
    place, at = tuple(parts_of(pointer)), _parts(written)
    if not place:
        return False
    known = _known(side, place)
    if change.rule.startswith("property-became-"):
        below_known = len(known) < len(place) and at[: len(known)] == known
        return _is_required(at, place) or (below_known and "required" in at)
    if at[: len(place)] == place:
        return len(at) - len(place) <= (0 if change.rule.startswith(_WHOLE) else _DEPTH)
    if len(known) < len(place) and at[: len(known)] == known:
        return at[-1] == place[-1]
    return written.did == "added" and place[: len(at)] == at


def _is_required(at: Parts, place: Parts) -> bool:
    names = (*place[:-2], "required")
    return at[: len(names)] == names


def _known(side: Side, place: Parts) -> Parts:
    """Return the part of a place that is there before descriptions are reshaped."""
    value: Any = side.overlaid.content
    for number, part in enumerate(place):
        value = (
            object_in({"it": value}, "it").get(part) if not is_array(value) else _item(value, part)
        )
        if value is None:
            return place[:number]
    return place


def _item(items: list[Any], part: str) -> Any:
    return items[int(part)] if part.isdecimal() and int(part) < len(items) else None


def _wrote_too(side: Side, written: Written) -> bool:
    return (written.author, _parts(written)) in side.written


def _parts(written: Written) -> Parts:
    return tuple(map(str, written.at))


def _masked(old: Side, new: Side) -> Iterator[str]:
    """Yield places that the provider changed and an action overwrites or takes out."""
    for written in new.overlaying:
        # Items of lists have other numbers by then, so nothing sure can be said of them.
        if written.did == "added" or any(isinstance(part, int) for part in written.at):
            continue
        at = pointer_to(*written.at)
        before, after = _published(old, at), _published(new, at)
        if before is not None and after is not None and not same(before, after):
            yield (
                f"masked: {written.author}: {at} was {shown(before)} and is {shown(after)}"
                f" as published, {new.published.where(at)}; the overlay hides it"
            )


def _published(side: Side, pointer: str) -> Any:
    try:
        return look_up(side.published.content, pointer)
    except KeyError:
        return None
