"""The report as one page of HTML that needs nothing beside itself."""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import attrs
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from fine_tuning_contract.conformance.verdicts import Verdict

from .layout import indented
from .matrix import Matrix, matrix_of
from .plain_text import cut, shown_throughout

_PACKAGE = __name__.rpartition(".")[0]
# All evidence together; what is left out stands in report.json.
_MOST_EVIDENCE = 2_500_000
_LONGEST_BODY = 12_000
_SLOWEST = 15

# A mark beside each colour: a verdict must be told apart without seeing colours.
MARKS = {
    Verdict.BROKEN: "✕",
    Verdict.COULD_NOT_RUN: "!",
    Verdict.NOT_IMPLEMENTED: "○",
    Verdict.KNOWN_DEVIATION: "≈",
    Verdict.NOT_APPLICABLE: "–",  # noqa: RUF001 (a dash, as wide as the other marks)
    Verdict.KEPT: "✓",
}
_TOLD = (Verdict.BROKEN, Verdict.COULD_NOT_RUN, Verdict.NOT_IMPLEMENTED, Verdict.KNOWN_DEVIATION)


@attrs.frozen
class Area:
    """The rules of one area of one side, and how they ended."""

    subject: str
    name: str
    rules: tuple[Mapping[str, Any], ...]
    counts: Mapping[str, int]
    seconds: float


def as_html(report: Mapping[str, Any]) -> str:
    """
    Return a report, as it stands in `report.json`, as an HTML page.

    The page asks no other place for anything, and runs no script but its own: its policy names
    both by their hashes. Whatever a server sent is escaped.
    """
    report = shown_throughout(report)
    style, script = _own("page.css"), _own("page.js")
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            report=report,
            counts=Counter(rule["verdict"] for rule in report["rules"]),
            levels=_levels(report["rules"]),
            verdicts=list(MARKS),
            marks={str(verdict): mark for verdict, mark in MARKS.items()},
            groups=_groups(_stories(report["rules"])),
            areas=_areas(report["rules"]),
            matrices=_matrices(report),
            slowest=sorted(report["rules"], key=lambda rule: -rule["seconds"])[:_SLOWEST],
            coverage=report.get("coverage"),
            style=Markup(style),  # noqa: S704 (our own file)
            script=Markup(script),  # noqa: S704 (our own file)
            policy=_policy(style, script),
        )
    )


def _environment() -> Environment:
    # Everything is escaped, in every template, whatever its name ends in.
    environment = Environment(
        loader=PackageLoader(_PACKAGE, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "spaced": lambda name: str(name).replace("-", " "),  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        "duration": duration,
        "share": share,
    }
    environment.filters.update(filters)
    return environment


def duration(seconds: float) -> str:
    """Return a time as a person says it: 830 ms, 12.4 s, 2 min 5 s."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 60:  # noqa: PLR2004 (a minute)
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60)} s"


def share(part: float, whole: float) -> float:
    """Return a part in hundredths of a whole, which may be nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def _own(name: str) -> str:
    return (files(_PACKAGE) / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest())
    return f"sha256-{digest.decode()}"


def _levels(rules: Sequence[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Return how many rules of each level there are, and how many of them are kept."""
    found: dict[str, tuple[int, int]] = {}
    for level in ("must", "should"):
        verdicts = [rule["verdict"] for rule in rules if rule["level"] == level]
        found[level] = (len(verdicts), verdicts.count(Verdict.KEPT))
    return found


def _areas(rules: Sequence[Mapping[str, Any]]) -> list[Area]:
    """Return the areas, those of the server first."""
    names = dict.fromkeys((rule["subject"], rule["area"]) for rule in rules)
    return [_area(rules, *name) for name in sorted(names, key=lambda name: name[0] != "server")]


def _area(rules: Sequence[Mapping[str, Any]], subject: str, name: str) -> Area:
    ours = tuple(r for r in rules if (r["subject"], r["area"]) == (subject, name))
    counts = Counter(rule["verdict"] for rule in ours)
    return Area(subject, name, ours, counts, sum(rule["seconds"] for rule in ours))


def _matrices(report: Mapping[str, Any]) -> list[Matrix]:
    subjects = {rule["subject"] for rule in report["rules"]}
    return [matrix_of(report, name) for name in ("server", "client") if name in subjects]


def _groups(stories: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the stories by verdict, the worst first."""
    told = {str(verdict): [s for s in stories if s["verdict"] == verdict] for verdict in _TOLD}
    return {verdict: ours for verdict, ours in told.items() if ours}


def _stories(rules: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what is not as it should be, the worst first, with as much evidence as fits."""
    left = _MOST_EVIDENCE
    stories: list[dict[str, Any]] = []
    for verdict in _TOLD:
        for rule in (rule for rule in rules if rule["verdict"] == verdict):
            evidence, left = _fitting(rule["evidence"], left)
            omitted = len(rule["evidence"]) - len(evidence)
            told = {"evidence": evidence, "omitted": omitted}
            stories.append({**rule, **told, "message": cut(rule["message"], _LONGEST_BODY)})
    return stories


def _fitting(evidence: Sequence[Any], left: int) -> tuple[list[Any], int]:
    taken: list[Any] = []
    for item in (_shortened(item) for item in evidence):
        size = len(Markup.escape(str(item)))
        if size > left:
            break
        taken.append(item)
        left -= size
    return taken, left


def _shortened(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry of evidence whose bodies are no longer than anyone reads."""
    found = {**item, "message": cut(str(item.get("message", "")), _LONGEST_BODY)}
    for side in ("request", "response"):
        part = item.get(side)
        if part is not None:
            body = indented(str(part["body"]))
            found[side] = {**part, "body": cut(body, _LONGEST_BODY)}
    return found
