"""What a new description changes, and for whom, in the lines of a changelog."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from fine_tuning_contract.description.comparison import (
    Change,
    Comparison,
    Release,
    compare,
    read_side,
)
from fine_tuning_contract.description.comparison.texts import as_markdown


@frozen
class ChangeReport:
    """Lines for each section of a changelog, how far the change goes, and all of it."""

    rules: tuple[str, ...]
    client: tuple[str, ...]
    overlays: tuple[str, ...]
    release: Release
    markdown: str


def change_report(old: Path, new: Path, overlays: Sequence[Path]) -> ChangeReport:
    """
    Return what is different between two published descriptions after the same overlays.

    Raises DescriptionError for one that cannot be normalized.
    """
    found = compare(read_side(old, overlays), read_side(new, overlays))
    return ChangeReport(
        rules=tuple(_line(each) for each in found.changes if each.verdicts.servers == "breaking"),
        client=tuple(_of_client(found)),
        overlays=found.overlays,
        release=found.release,
        markdown=as_markdown(found),
    )


def _of_client(found: Comparison) -> Iterator[str]:
    """Yield what concerns clients on the wire or callers in Python, what breaks them first."""
    concerning = [
        change
        for change in found.changes
        if {change.verdicts.clients, change.verdicts.callers} != {"none"}
    ]
    for change in concerning:
        breaks = [
            who
            for who, verdict in (
                ("on the wire", change.verdicts.clients),
                ("in Python", change.verdicts.callers),
            )
            if verdict == "breaking"
        ]
        yield f"**Breaking {' and '.join(breaks)}**: {_line(change)}" if breaks else _line(change)
    worded = len(found.changes) - len(concerning)
    if worded:
        yield f"Further changes, of words and for servers only: {worded}."


def _line(change: Change) -> str:
    where = f"`{change.where}`: " if change.where else ""
    remedy = f"; {change.remedy}" if change.remedy and change.is_breaking else ""
    return f"{where}{change.message}{remedy}"
