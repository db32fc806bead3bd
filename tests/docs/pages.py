"""Every page that a reader may follow, and what it tells to type: commands, and programs."""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

CHECKOUT = Path(__file__).parents[2]
PAGES = [
    *(CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    CHECKOUT / "overlays/README.md",
    *sorted((CHECKOUT / "docs").rglob("*.md")),
]
_FENCE = re.compile(r"^ *```(?P<language>\w*).*\n(?P<text>(?:.*\n)*?) *```$", re.MULTILINE)
_SHELL = {"bash", "sh"}
_NO_COMMANDS = {"text", "json", "yaml", "toml", "ini", "js"}
# A block that names no language is a drawing or a tree if it has such signs, else commands.
_DRAWN = re.compile("[─│└]")
_COMMENT = re.compile(r"\s{2,}# .*$")
_STEP = re.compile(r"^ *(?:- )?run: (?P<command>[^|>].*)$")


@frozen
class Told:
    """What one page tells to type."""

    page: str
    line: int
    text: str


def name_of(page: Path) -> str:
    """Return a page's name, as seen from the project's folder."""
    return page.relative_to(CHECKOUT).as_posix()


def commands(page: Path) -> Iterator[Told]:
    """Yield each command on a page, those of a workflow's steps included."""
    for language, told in _blocks(page):
        if language in _SHELL or (not language and not _DRAWN.search(told.text)):
            yield from _lines(told)
        elif language == "yaml":
            steps = (_STEP.match(line) for line in told.text.splitlines())
            yield from (Told(told.page, told.line, step["command"]) for step in steps if step)


def programs(page: Path) -> Iterator[Told]:
    """Yield each program in Python on a page."""
    yield from (told for language, told in _blocks(page) if language == "python")


def unknown(page: Path) -> Iterator[Told]:
    """Yield the blocks in a language of which nobody knows whether it is to be run."""
    known = {"", "python", *_SHELL, *_NO_COMMANDS}
    yield from (told for language, told in _blocks(page) if language not in known)


def _blocks(page: Path) -> Iterator[tuple[str, Told]]:
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        line = text.count("\n", 0, found.start("text")) + 1
        yield found["language"], Told(name_of(page), line, found["text"])


def _lines(told: Told) -> Iterator[Told]:
    joined = told.text.replace("\\\n", "\\\0")
    for number, line in enumerate(joined.splitlines()):
        if line.strip() and not line.lstrip().startswith("#"):
            command = _COMMENT.sub("", line).strip().replace("\\\0", "\\\n")
            yield Told(told.page, told.line + number, command)
