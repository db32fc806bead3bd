"""The samples on a page: what stands in its blocks, below which heading."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

from attrs import frozen

_HEADING = re.compile(r"^## (?P<title>.+?)(?: \{#(?P<id>[\w-]+)\})?$")
_TAB = re.compile(r'^=== "(?P<name>.+)"$')
_FENCE = re.compile(r'^(?P<margin> *)```(?P<language>\w*)(?: title="(?P<title>[^"]*)")?$')
_BEFORE = re.compile(r"^<!-- before: (?P<state>\w+) -->$")
ANYTHING = "…"


@frozen
class Block:
    """A block of code: its language, and the tab it stands in or the title it bears."""

    language: str
    label: str
    text: str
    line: int


@frozen
class Section:
    """What stands below one heading: samples, and the state of a job that they begin with."""

    page: Path
    title: str
    name: str
    before: str
    blocks: tuple[Block, ...]

    def labelled(self, label: str) -> str | None:
        """Return the text of the block with a label, or None."""
        return next((block.text for block in self.blocks if block.label == label), None)


def sections(page: Path) -> Iterator[Section]:
    """Yield the sections of a page."""
    title, name, before, label = "", "", "", ""
    blocks: list[Block] = []
    lines = list(enumerate(page.read_text(encoding="utf-8").splitlines(), start=1))
    rest = iter(lines)
    for number, line in rest:
        if found := _HEADING.match(line):
            if blocks:
                yield Section(page, title, name, before, tuple(blocks))
            title, name = found["title"], found["id"] or found["title"]
            before, label, blocks = "", "", []
        elif found := _TAB.match(line):
            label = found["name"]
        elif found := _BEFORE.match(line):
            before = found["state"]
        elif found := _FENCE.match(line):
            text = _fenced(rest, f"{found['margin']}```")
            within = label if found["margin"] else ""
            blocks.append(Block(found["language"], found["title"] or within, text, number))
    if blocks:
        yield Section(page, title, name, before, tuple(blocks))


def _fenced(lines: Iterator[tuple[int, str]], end: str) -> str:
    taken: list[str] = []
    for _, line in lines:
        if line == end:
            break
        taken.append(line)
    return dedent("\n".join(taken)) + "\n"


def differences(shown: Any, found: Any, where: str = "") -> Iterator[str]:
    """Yield where an answer differs from the one that is shown; `…` stands for anything."""
    if shown == ANYTHING:
        return
    if isinstance(shown, dict) and isinstance(found, dict):
        for key in sorted(shown.keys() ^ found.keys()):
            yield f"{where}/{key}: {'not found' if key in shown else 'not shown'}"
        for key in shown.keys() & found.keys():
            yield from differences(shown[key], found[key], f"{where}/{key}")
    elif isinstance(shown, list) and isinstance(found, list):
        yield from _of_lists(shown, found, where)
    elif not _is_alike(shown, found):
        yield f"{where}: {json.dumps(found)}, shown is {json.dumps(shown)}"


def _of_lists(shown: list[Any], found: list[Any], where: str) -> Iterator[str]:
    if shown and shown[-1] == ANYTHING:
        shown, found = shown[:-1], found[: len(shown) - 1]
    if len(shown) != len(found):
        yield f"{where}: {len(found)} items, shown are {len(shown)}"
    for position, (one, other) in enumerate(zip(shown, found, strict=False)):
        yield from differences(one, other, f"{where}/{position}")


def _is_alike(shown: Any, found: Any) -> bool:
    if not isinstance(shown, str) or not isinstance(found, str):
        return bool(shown == found)
    pattern = ".*".join(map(re.escape, shown.split(ANYTHING)))
    return re.fullmatch(pattern, found, re.DOTALL) is not None
