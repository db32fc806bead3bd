"""What a server sends is text, whatever it looks like."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fine_tuning_contract.conformance import Report, write_reports
from fine_tuning_contract.conformance.reporting.layout import indented
from fine_tuning_contract.conformance.reporting.page import as_html
from fine_tuning_contract.conformance.reporting.plain_text import shown
from fine_tuning_contract.conformance.reporting.summary import as_markdown

from .conftest import Break, Open, exchange_of

_HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "end of script": "</script></style></code></pre></details><svg onload=alert(3)>",
    "quotes": "\"'`><b onmouseover=alert(4)>",
    "template": "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "nul": "a\x00b\x1b[31m",
    "lone surrogate": "a\ud800b",
    "direction": "a\u202eb",
    "markdown": "```\n# Heading\n[x](javascript:alert(5)) | cell |\n````",
}
hostile = pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE.keys())


@hostile
def test_page_shows_it_and_does_nothing(opened: Open, report_of: Break, text: str) -> None:
    """The message stands on the page letter by letter; nothing runs, and nothing is loaded."""
    page = opened(report_of(text))

    assert page.locator(".story .message").first.text_content() == shown(text)
    assert page.locator("img, svg[onload], b").count() == 0


@hostile
def test_files_are_written_and_read_back(report_of: Break, tmp_path: Path, text: str) -> None:
    """Every file of the report is written whole, and programs can read it."""
    write_reports(report_of(text), tmp_path)
    content = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    assert content["rules"][0]["message"] == text
    assert ET.parse(tmp_path / "junit.xml").getroot().get("failures") == "1"  # noqa: S314 (we wrote it)
    assert "things-break" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


@hostile
def test_summary_keeps_it_in_a_block(report_of: Break, text: str) -> None:
    """In Markdown, the message stands in a fence that nothing in it can end."""
    lines = as_markdown(report_of(text).as_json()).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("```"))
    end = lines.index(lines[start], start + 1)

    assert "\n".join(lines[start + 1 : end]) == shown(text)


def test_big_body_is_cut_and_its_size_said() -> None:
    """Of a megabyte, the beginning is shown, and how much more there is."""
    evidence = exchange_of(b"x" * 1_000_000, b"y" * 1_000_000).as_evidence("m", {})

    assert len(json.dumps(evidence)) < 20_000
    assert "more characters" in evidence["response"]["body"]
    assert "@body.bin" in evidence["curl"]
    assert 'Path("body.bin").read_bytes()' in evidence["python"]


def test_long_message_is_cut_on_the_page(report_of: Break) -> None:
    """A message of a megabyte does not make a page of a megabyte."""
    report: Report = report_of("long " * 200_000)

    assert len(as_html(report.as_json())) < 200_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '{"a":[1,{"b":1.50}],"a":{},"c":[]}',
            '{\n  "a": [\n    1,\n    {\n      "b": 1.50\n    }\n  ],\n  "a": {},\n  "c": []\n}',
        ),
        ('{"a": "x, {y}: [\\"z\\"]"}', '{\n  "a": "x, {y}: [\\"z\\"]"\n}'),
        ("not { JSON", "not { JSON"),
        ("[" * 100_000, "[" * 100_000),
        ("", ""),
    ],
    ids=["nested", "text", "other", "deep", "empty"],
)
def test_json_is_laid_out_as_it_came(text: str, expected: str) -> None:
    """Numbers keep their spelling and doubled keys stay; what is no JSON is left alone."""
    assert indented(text) == expected
