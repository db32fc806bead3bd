"""A comparison as people and programs read it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import Any

from .changes import Change
from .overview import Comparison

_WIDTH = 80
_MOST_OPERATIONS = 3
# Stands for a space where a line may not be broken.
_TIED = "\N{NO-BREAK SPACE}"
_HEADS = {
    "breaking": "Breaking: clients or callers have to act",
    "visible": "Compatible for clients and callers",
    "words": "Words and names that are on no wire",
}
_ADVICE = {
    "major": "a major release: clients or callers have to act",
    "minor": "a minor release: nobody has to act who calls or uses the client",
    "patch": "a patch release: nothing but words changed",
    "none": "no release: nothing changed",
}


def as_text(comparison: Comparison) -> str:
    """Return a comparison for a terminal of eighty columns."""
    return "\n".join(_text(comparison)) + "\n"


def as_markdown(comparison: Comparison) -> str:
    """Return a comparison for a comment or a job's summary."""
    return "\n".join(_markdown(comparison)) + "\n"


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain JSON values."""
    return {
        "schema": 1,
        "old": str(comparison.old.published.path),
        "new": str(comparison.new.published.path),
        "release": comparison.release,
        "breaking": len(comparison.breaking),
        "changes": [change.as_json() for change in comparison.changes],
        "overlays": list(comparison.overlays),
    }


def summary(comparison: Comparison) -> list[str]:
    """Return the first lines: how many changes, for whom, and the release they need."""
    counts = {
        who: sum(getattr(change.verdicts, who) == "breaking" for change in comparison.changes)
        for who in ("clients", "callers", "servers")
    }
    broken = ", ".join(f"{count} for {who}" for who, count in counts.items() if count)
    return [
        f"{comparison.old.published.path} → {comparison.new.published.path}",
        f"{_counted(len(comparison.changes), 'change')}; breaking: {broken or 'none'}",
        f"suggested: {_ADVICE[comparison.release]}",
    ]


def _text(comparison: Comparison) -> Iterator[str]:
    yield from summary(comparison)
    for head, changes in _parts(comparison.changes):
        yield f"\n{head}"
        if head.startswith(_HEADS["words"]):
            yield from _in_short(changes)
            continue
        for where, group in groupby(changes, key=lambda change: change.where):
            yield f"\n  {where or 'the whole'}"
            for change in group:
                yield from _lines(change, comparison)
    if comparison.overlays:
        yield "\nOverlays\n"
        for line in comparison.overlays:
            yield from wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def _in_short(changes: Sequence[Change]) -> Iterator[str]:
    """Yield each rule once, with the places where it applies."""
    rules: dict[str, list[str]] = {}
    for change in changes:
        rules.setdefault(change.rule, []).append(change.where.removeprefix("/"))
    for rule, places in sorted(rules.items()):
        yield f"\n  {rule} ({len(places)})"
        told = f"{_TIED}· ".join(place.replace(" ", _TIED) for place in places)
        indent = " " * 4
        for line in wrap(
            told,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        ):
            yield line.replace(_TIED, " ")


def _lines(change: Change, comparison: Comparison) -> Iterator[str]:
    direction = "" if change.direction == "both" else f" ({change.direction})"
    head = f"{change.rule}{direction}: {change.message}"
    yield from wrap(head, _WIDTH, initial_indent="    ", subsequent_indent="      ")
    yield f"      {_verdicts(change)}   [{change.fingerprint}]"
    if change.remedy and change.is_breaking:
        yield f"      → {change.remedy}"
    yield f"      {_place(change, comparison)}"
    if change.overlays:
        yield from wrap(
            _by_overlays(change), _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 9
        )
    if change.operations and change.operations != (change.where,):
        named = f"in {_operations(change.operations)}"
        yield from wrap(named, _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 9)


def _by_overlays(change: Change) -> str:
    names = [
        f"{Path(name.partition(':')[0]).name}:{name.partition(':')[2]}" for name in change.overlays
    ]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"written on one side by {names[0]}{more}"


def _verdicts(change: Change) -> str:
    verdicts = change.verdicts
    return f"clients {verdicts.clients} · callers {verdicts.callers} · servers {verdicts.servers}"


def _place(change: Change, comparison: Comparison) -> str:
    """Return both places, by the names of the files where those tell them apart."""
    old, new = str(change.old), str(change.new)
    if comparison.old.published.path.name != comparison.new.published.path.name:
        old, new = Path(old).name, Path(new).name
    return f"{old} → {new}"


def _operations(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_OPERATIONS])
    left = len(names) - _MOST_OPERATIONS
    return f"{shown} and {left} more" if left > 0 else shown


def _parts(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    parts: dict[str, list[Change]] = {name: [] for name in _HEADS}
    for change in changes:
        name = "breaking" if change.is_breaking else "visible"
        parts["words" if name == "visible" and change.effect == "words" else name].append(change)
    for name, found in parts.items():
        if found:
            yield f"{_HEADS[name]} ({len(found)})", found


def _markdown(comparison: Comparison) -> Iterator[str]:
    first, *rest = summary(comparison)
    yield f"## {first}\n"
    yield from (f"{line}  " for line in rest)
    for head, changes in _parts(comparison.changes):
        folded = not head.startswith(_HEADS["breaking"])
        yield f"\n<details><summary>{head}</summary>\n" if folded else f"\n### {head}\n"
        yield "| where | what | clients | callers | servers |\n| --- | --- | --- | --- | --- |"
        yield from map(_row, changes)
        if folded:
            yield "\n</details>"
    if comparison.overlays:
        yield "\n### Overlays\n"
        yield from (f"- {_escaped(line)}" for line in comparison.overlays)


def _row(change: Change) -> str:
    direction = "" if change.direction == "both" else f" ({change.direction})"
    what = f"{change.rule}{direction}: {_escaped(change.message)}"
    if change.remedy and change.is_breaking:
        what += f"<br>{_escaped(change.remedy)}"
    if change.overlays:
        what += f"<br>{_escaped(_by_overlays(change))}"
    verdicts = change.verdicts
    cells = (f"`{change.where or '/'}`", what, verdicts.clients, verdicts.callers, verdicts.servers)
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    for character in "\\`*_{}[]<>|#":
        text = text.replace(character, f"\\{character}")
    return " ".join(text.split())


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
