"""The report of a run, as data and as files."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from .rule import Rule
from .verdicts import RunVerdict, Verdict, exit_code_of

SCHEMA = 1


@attrs.frozen
class RuleResult:
    """One rule, what became of it, and the evidence."""

    rule: Rule
    operation: str | None
    verdict: Verdict
    seconds: float
    message: str = ""
    evidence: tuple[dict[str, Any], ...] = ()
    requests: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the result as an entry of `rules` in a report."""
        rule = self.rule
        return {
            "id": rule.id,
            "level": rule.level,
            "title": rule.title,
            "area": rule.area,
            "subject": rule.subject,
            "operation": self.operation,
            "spec": rule.spec,
            "rationale": rule.rationale,
            "says": rule.says,
            "needs": rule.needs,
            "verdict": str(self.verdict),
            "message": self.message,
            "evidence": list(self.evidence),
            "seconds": round(self.seconds, 4),
            "requests": self.requests,
        }


@attrs.frozen
class Report:
    """All that a run found out, and how it ended."""

    target: str | None
    description_sha256: str
    suite_version: str
    started_at: str
    seconds: float
    requests: int
    verdict: RunVerdict
    results: tuple[RuleResult, ...]
    seed: int = 0
    problem: str | None = None
    operations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sent: Mapping[str, int] = attrs.field(factory=dict[str, int])
    made: Mapping[str, int] = attrs.field(factory=dict[str, int])
    shard: tuple[int, int] | None = None
    origins: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict[str, Mapping[str, str]])
    coverage: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the report as it is written to `report.json`."""
        return {
            "schema": SCHEMA,
            "target": self.target,
            "description_sha256": self.description_sha256,
            "suite_version": self.suite_version,
            "started_at": self.started_at,
            "seconds": round(self.seconds, 3),
            "requests": self.requests,
            "seed": self.seed,
            "verdict": str(self.verdict),
            "problem": self.problem,
            "operations": list(self.operations),
            "notes": list(self.notes),
            "sent": dict(self.sent),
            "made": dict(self.made),
            "shard": None if self.shard is None else list(self.shard),
            "coverage": self.coverage,
            "rules": [
                {**result.as_json(), "origin": self.origins.get(result.rule.id)}
                for result in self.results
            ],
        }

    def of_verdict(self, verdict: Verdict) -> tuple[RuleResult, ...]:
        """Return the results that ended so."""
        return tuple(result for result in self.results if result.verdict is verdict)


def exit_code(report: Report) -> int:
    """Return what the shell is told: 0 conformant, 1 a rule is broken, 3 could not run."""
    return exit_code_of(report.verdict)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: first under another name, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        # Half of a surrogate pair has no UTF-8; written so, it is what JSON calls it.
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_reports(report: Report, folder: Path) -> list[Path]:
    """Write every kind of report into a folder, and return the files."""
    from .junit import as_junit  # noqa: PLC0415 (it reads this module's classes)
    from .reporting.cassette import join_parts  # noqa: PLC0415 (it reads exchanges)
    from .reporting.page import as_html  # noqa: PLC0415 (a template engine, for this alone)
    from .reporting.summary import as_markdown  # noqa: PLC0415 (beside the page)

    content = report.as_json()
    texts = {
        "report.json": json.dumps(content, indent=2, ensure_ascii=False) + "\n",
        "report.html": as_html(content),
        "summary.md": as_markdown(content),
        "junit.xml": as_junit(report),
    }
    for name, text in texts.items():
        write_text(folder / name, text)
    recording = join_parts(folder)
    return [*(folder / name for name in texts), *([recording] if recording else [])]
