"""The report as Markdown, short enough for the summary page of a CI job."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fine_tuning_contract.conformance.verdicts import Verdict

from .plain_text import cut, shown_throughout

# GitHub takes a megabyte for all steps of a job together.
_MOST_FINDINGS = 50
_LONGEST_MESSAGE = 1200
_SUMMARY_FILE = "GITHUB_STEP_SUMMARY"
_MEANT = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$@])")
_MARKS = {
    "conformant": "✅",
    "partial": "🟡",
    "broken": "❌",
    "could-not-run": "⚠️",
}


def as_markdown(report: Mapping[str, Any]) -> str:
    """Return a report, as it stands in `report.json`, as Markdown; strangers' text stays text."""
    report = shown_throughout(report)
    return "\n".join([*_head(report), *_areas(report["rules"]), *_findings(report)]) + "\n"


def append_to_job_summary(report: Mapping[str, Any]) -> Path | None:
    """Append the summary to the page of the CI job that runs us, where there is one."""
    name = os.environ.get(_SUMMARY_FILE)
    if not name:
        return None
    with Path(name).open("a", encoding="utf-8") as file:
        file.write(as_markdown(report))
    return Path(name)


def escaped(text: str) -> str:
    """Return a text of one line that Markdown shows as it is."""
    return _MEANT.sub(r"\\\1", " ".join(text.split()))


def fenced(text: str) -> str:
    """Return a text as a block of code, in a fence longer than any in the text."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def inline(text: str) -> str:
    """Return a text of one line as code, which a table can hold."""
    line = " ".join(text.split()).replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    room = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{room}{line}{room}{fence}" if line else ""


def _head(report: Mapping[str, Any]) -> Iterator[str]:
    rules = report["rules"]
    verdict = report["verdict"]
    kept = sum(1 for rule in rules if rule["verdict"] == Verdict.KEPT)
    yield f"## {_MARKS[verdict]} Contract: {verdict.replace('-', ' ')}"
    yield ""
    yield (
        f"{inline(report['target'] or 'the client')}: **{kept} of {len(rules)}** rules kept, "
        f"{report['requests']:,} requests, {report['seconds']:.1f} s, seed {report['seed']}, "
        f"description {inline(report['description_sha256'][:12])}, "
        f"suite {inline(report['suite_version'])}"
    )
    if report["problem"]:
        yield ""
        yield f"> {escaped(report['problem'])}"
    for note in report["notes"]:
        yield ""
        yield f"> Note: {escaped(note)}"


def _areas(rules: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table with a row for each area, and only the verdicts that were given."""
    given = [verdict for verdict in Verdict if any(r["verdict"] == verdict for r in rules)]
    if not given:
        return
    yield ""
    yield f"| area | {' | '.join(str(verdict) for verdict in given)} |"
    yield f"| --- |{' ---: |' * len(given)}"
    groups = {
        **{f"{r['subject']} · {r['area']}": (r["subject"], r["area"]) for r in rules},
    }
    for name, group in groups.items():
        ours = [rule for rule in rules if (rule["subject"], rule["area"]) == group]
        yield _row(name, ours, given)
    for level in ("must", "should"):
        ours = [rule for rule in rules if rule["level"] == level]
        yield _row(f"**{level.upper()}**", ours, given)


def _row(name: str, rules: Sequence[Mapping[str, Any]], given: Sequence[Verdict]) -> str:
    counts = Counter(rule["verdict"] for rule in rules)
    return f"| {name} | {' | '.join(str(counts[each] or '·') for each in given)} |"


def _findings(report: Mapping[str, Any]) -> Iterator[str]:
    told = [
        rule
        for verdict in (Verdict.BROKEN, Verdict.COULD_NOT_RUN)
        for rule in report["rules"]
        if rule["verdict"] == verdict
    ]
    for rule in told[:_MOST_FINDINGS]:
        yield ""
        yield f"### {rule['verdict'].replace('-', ' ')}: {inline(rule['id'])}"
        yield ""
        yield f"{escaped(rule['title'])} ({rule['level'].upper()}, {inline(rule['spec'])})"
        yield ""
        yield fenced(cut(rule["message"], _LONGEST_MESSAGE))
        curl = next((item["curl"] for item in rule["evidence"] if item.get("curl")), None)
        if curl:
            yield ""
            yield fenced(cut(curl, _LONGEST_MESSAGE))
    if len(told) > _MOST_FINDINGS:
        yield ""
        yield f"… and {len(told) - _MOST_FINDINGS} more in report.html."
