"""The changelog: a text of the form Keep a Changelog, to which an entry is put in front."""

import re

from attrs import field, frozen

from .versions import later

SECTIONS = ("Rules", "Client", "Overlays")
HEAD = """\
# Changelog

The form is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/), with other sections:
*Rules*, what a server is held to; *Client*, what users of the client meet; *Overlays*, what we
state about the published description. A rule that is tightened is a breaking change.
"""
_UNRELEASED = "## [Unreleased]"
_SUGGESTED = re.compile(r"^Suggested version: (\S+)\.\n+", re.MULTILINE)
_RELEASE = re.compile(r"^## ", re.MULTILINE)
_SECTION = re.compile(r"^### (.+)$", re.MULTILINE)


@frozen
class Entry:
    """What there is to say of one change: lines for each section, and the version it suggests."""

    lines: dict[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    version: str | None = None

    @property
    def counted(self) -> str:
        """How many lines there are in each section."""
        return ", ".join(f"{len(self.lines.get(name, ()))} {name}" for name in SECTIONS)


def with_entry(text: str, entry: Entry) -> str:
    """Return a changelog whose unreleased part has an entry's lines above those it had."""
    before, unreleased, after = _parts(text or HEAD)
    version = entry.version
    found = _SUGGESTED.search(unreleased)
    if found:
        version = later(found[1], version) if version else found[1]
        unreleased = unreleased.replace(found[0], "", 1)
    sections = _sections(unreleased)
    named = dict.fromkeys(["", *SECTIONS, *sections])
    parts = [_UNRELEASED, *([f"Suggested version: {version}."] if version else [])]
    for name in named:
        lines = "\n".join(f"- {line}" for line in entry.lines.get(name, ()))
        body = "\n".join(each for each in (lines, sections.get(name, "")) if each)
        if body:
            parts.append(f"### {name}\n\n{body}" if name else body)
    joined = "\n\n".join(parts)
    return "\n\n".join(part for part in (before.rstrip(), joined, after.strip()) if part) + "\n"


def _parts(text: str) -> tuple[str, str, str]:
    """Return what stands before the unreleased part, the part without its heading, and the rest."""
    start = text.find(_UNRELEASED)
    if start < 0:
        first = _RELEASE.search(text)
        at = first.start() if first else len(text)
        return text[:at], "", text[at:]
    rest = text[start + len(_UNRELEASED) :]
    following = _RELEASE.search(rest)
    at = following.start() if following else len(rest)
    return text[:start], rest[:at], rest[at:]


def _sections(text: str) -> dict[str, str]:
    """Return the text below each heading; what stands before the first is under no name."""
    pieces = _SECTION.split(text)
    named = {"": pieces[0].strip()}
    for name, body in zip(pieces[1::2], pieces[2::2], strict=True):
        named[name.strip()] = body.strip()
    return named
