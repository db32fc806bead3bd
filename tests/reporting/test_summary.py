"""The Markdown summary."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from fine_tuning_contract.conformance import Report, RuleResult, Verdict
from fine_tuning_contract.conformance.reporting.summary import (
    append_to_job_summary,
    as_markdown,
    inline,
)

from .conftest import report_with, rule_named


def test_summary_opens_with_the_verdict(report: Report) -> None:
    """Verdict, target and counts come first, then areas, then what is broken with its command."""
    text = as_markdown(report.as_json())

    assert text.startswith("## ❌ Contract: broken\n\n`http://server/v1`: **2 of 7** rules kept")
    assert text.index("| server · things | 1 | 1 |") < text.index("### broken: `things-break`")
    assert "curl --path-as-is" in text
    assert "known-deviation" in text


def test_summary_is_one_table_for_every_reader(report: Report) -> None:
    """A parser of Markdown finds one table whose rows are equally long."""
    html = MarkdownIt("commonmark").enable("table").render(as_markdown(report.as_json()))
    rows = html.split("<tr>")[1:]

    assert html.count("<table>") == 1
    assert {len(re.findall("<t[hd]", row)) for row in rows} == {7}


def test_many_findings_are_counted() -> None:
    """After fifty findings, the rest is counted: a job's page has room for a megabyte."""
    results = [
        RuleResult(rule_named(f"things-{n}"), None, Verdict.BROKEN, 1.0, "m" * 5000)
        for n in range(60)
    ]
    text = as_markdown(report_with(*results).as_json())

    assert text.count("### broken") == 50
    assert "10 more in report.html" in text
    assert len(text) < 200_000


def test_job_page_is_added_to(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a CI job names a file for its page, the summary is appended to what is there."""
    page = tmp_path / "page.md"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    append_to_job_summary(report.as_json())

    assert page.read_text() == "before\n" + as_markdown(report.as_json())


def test_no_job_no_page(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere, nothing is written."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    assert append_to_job_summary(report.as_json()) is None


def test_code_in_a_line_may_hold_ticks() -> None:
    """Ticks within code do not end it."""
    assert [inline("a`b"), inline("`"), inline(""), inline("a|b")] == [
        "``a`b``",
        "`` ` ``",
        "",
        "`a\\|b`",
    ]


def test_report_is_plain_json(report: Report) -> None:
    """What the summary and the page are made from is what report.json holds."""
    content = json.loads(json.dumps(report.as_json()))

    assert as_markdown(content) == as_markdown(report.as_json())
