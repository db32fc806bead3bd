"""The rule book, laid out to be read from beginning to end like a specification."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fine_tuning_contract.conformance.rule import Rule

from .summary import escaped, inline

Origins = Mapping[str, Mapping[str, str]]

_PREFACE = (
    "MUST: the description states it, by a schema or in the words that are quoted.",
    "SHOULD: clients rely on it, although the description is silent.",
    "The place is an operation, a schema or a section of the description, and what is below it.",
)
_INDENT = 8


def as_text(rules: Sequence[Rule], origins: Origins, width: int) -> str:
    """Return the book as plain text, wrapped at a width; ids and places are never cut."""
    lines = [f"Rule book: {_counted(rules)}", ""]
    for sentence in _PREFACE:
        lines += textwrap.wrap(sentence, width)
    for (subject, area), ours in _areas(rules).items():
        heading = f"{subject} · {area}"
        lines += ["", "", heading, "=" * len(heading), f"{_counted(ours)}"]
        for rule in ours:
            lines += ["", *_entry(rule, origins, width)]
    return "\n".join(lines) + "\n"


def _entry(rule: Rule, origins: Origins, width: int) -> Iterator[str]:
    yield f"{rule.level.upper():<{_INDENT}}{rule.id}"
    yield from _wrapped(rule.title, width)
    for paragraph in rule.rationale.splitlines():
        yield from _wrapped(paragraph, width)
    if rule.says:
        yield from _wrapped(f"“{' '.join(rule.says.split())}”", width)
    yield f"{'':<{_INDENT}}Place: {rule.spec}"
    for line in _remarks(rule, origins):
        yield from _wrapped(line, width)


def _wrapped(text: str, width: int) -> list[str]:
    indent = " " * _INDENT
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_markdown(rules: Sequence[Rule], origins: Origins) -> str:
    """Return the book as Markdown, with a table of contents and an anchor for each rule."""
    lines = ["# Rule book", "", f"{_counted(rules)}.", ""]
    lines += [f"- {sentence}" for sentence in _PREFACE]
    lines += ["", "| area | rules | MUST | SHOULD |", "| --- | ---: | ---: | ---: |"]
    areas = _areas(rules)
    for (subject, area), ours in areas.items():
        must = sum(1 for rule in ours if rule.level == "must")
        link = f"[{subject} · {area}](#{subject}--{area})"
        lines.append(f"| {link} | {len(ours)} | {must} | {len(ours) - must} |")
    for (subject, area), ours in areas.items():
        lines += ["", f"## {subject} · {area}"]
        for rule in ours:
            lines += ["", *_markdown_entry(rule, origins)]
    return "\n".join(lines) + "\n"


def _markdown_entry(rule: Rule, origins: Origins) -> Iterator[str]:
    yield f"### {inline(rule.id)}"
    yield ""
    yield f"**{rule.level.upper()}** {escaped(rule.title)}"
    for paragraph in rule.rationale.splitlines():
        yield ""
        yield escaped(paragraph)
    if rule.says:
        yield ""
        yield f"> {escaped(rule.says)}"
    yield ""
    yield f"Place: {inline(rule.spec)}. " + " ".join(
        escaped(line) for line in _remarks(rule, origins)
    )


def _remarks(rule: Rule, origins: Origins) -> Iterator[str]:
    """Yield who says it, and what it takes for the rule to apply."""
    origin = origins.get(rule.id)
    what = "These words are" if rule.says else "This place is"
    if origin and origin["by"] == "overlay":
        yield f"{what} added by an overlay, {origin['where']}."
    elif origin:
        yield f"{what} the provider's own, {origin['where']}."
    if rule.needs:
        yield f"Applies to servers with {rule.needs}."


def _areas(rules: Iterable[Rule]) -> dict[tuple[str, str], list[Rule]]:
    """Return the rules by area: the server's first, each area in one piece."""
    areas: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        areas.setdefault((rule.subject, rule.area), []).append(rule)
    return dict(sorted(areas.items(), key=lambda item: item[0][0] != "server"))


def _counted(rules: Sequence[Rule]) -> str:
    must = sum(1 for rule in rules if rule.level == "must")
    noun = "rule" if len(rules) == 1 else "rules"
    return f"{len(rules)} {noun}, {must} MUST and {len(rules) - must} SHOULD"
