"""What a report says, and the files that it is written to."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import attrs
import pytest
from rich.console import Console

from fine_tuning_contract.conformance import (
    Options,
    Report,
    RunVerdict,
    Setup,
    Target,
    Verdict,
    check,
    write_reports,
)
from fine_tuning_contract.conformance.table import LiveProgress, print_report
from fine_tuning_contract.conformance.verdicts import exit_code_of, of_run, worst

from .test_run import BROKEN, KEPT, _rule

Rules = Callable[..., Options]


@pytest.fixture
def report(rules_of: Rules, target: Target) -> Report:
    """Return a report with rules that ended in four ways."""
    lacking = attrs.evolve(target, setup=Setup(lacks=frozenset({"colours"})))
    source = (
        KEPT
        + BROKEN
        + _rule("things-coloured", "pass", needs="colours")
        + _rule("things-odd", "raise MissingPrerequisite('no \\x01 thing')").replace(
            "@must", "@should"
        )
    )
    return check(lacking, rules_of(things=source))


def test_json_has_every_promised_key(report: Report) -> None:
    """Scripts read these keys; the schema has a number so that they may change one day."""
    content = report.as_json()

    assert content["schema"] == 1
    assert {
        "target",
        "description_sha256",
        "suite_version",
        "started_at",
        "seconds",
        "requests",
        "verdict",
        "rules",
    } <= content.keys()
    for rule in content["rules"]:
        assert {
            "id",
            "level",
            "title",
            "area",
            "subject",
            "operation",
            "spec",
            "verdict",
            "evidence",
            "seconds",
        } <= rule.keys()


def test_rule_names_its_operation(report: Report) -> None:
    """A rule whose place is an operation names it."""
    assert {rule["operation"] for rule in report.as_json()["rules"]} == {"readThing"}


def test_files_are_written_whole(report: Report, tmp_path: Path) -> None:
    """Every file of a report is written, and nothing else is left in the folder."""
    folder = tmp_path / "deep" / "report"
    files = write_reports(report, folder)
    write_reports(report, folder)

    assert sorted(folder.iterdir()) == sorted(files)
    assert json.loads((folder / "report.json").read_text()) == report.as_json()


def test_junit_counts_what_ci_systems_show(report: Report, tmp_path: Path) -> None:
    """Broken is a failure, could-not-run an error, not-applicable a skip."""
    write_reports(report, tmp_path)
    root = ET.parse(tmp_path / "junit.xml").getroot()  # noqa: S314 (we wrote it)
    counts = {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")}

    assert counts == {"tests": "4", "failures": "1", "errors": "1", "skipped": "1"}
    assert [case.get("name") for case in root.iter("testcase")] == [
        "things-kept",
        "things-broken",
        "things-coloured",
        "things-odd",
    ]
    assert "curl" in (root.find(".//failure").text or "")  # type: ignore[union-attr]


def test_terminal_shows_the_verdict_last(report: Report) -> None:
    """A reader sees each broken rule with a command, then the table, then the verdict."""
    console = Console(record=True, width=120, force_terminal=False, quiet=False, file=_sink())
    print_report(report, console)
    lines = console.export_text().splitlines()
    text = "\n".join(lines)

    assert lines[-1].startswith("broken: 1 of 4 rules kept")
    assert text.index("things-broken") < text.index("$ curl") < text.index("server · things")
    assert "MUST" in text
    assert "SHOULD" in text


def test_progress_on_a_pipe_names_only_what_is_wrong(rules_of: Rules, target: Target) -> None:
    """Where there is no terminal, no bar is drawn, and broken rules are still named."""
    console = Console(record=True, width=120, force_terminal=False, file=_sink())
    with LiveProgress(console) as progress:
        check(target, rules_of(things=KEPT + BROKEN), progress)

    assert console.export_text() == "broken: things-broken\n"


def test_progress_on_a_terminal_moves(rules_of: Rules, target: Target) -> None:
    """On a terminal, the bar names rules and counts them."""
    sink = _sink()
    console = Console(width=120, force_terminal=True, file=sink)
    with LiveProgress(console) as progress:
        check(target, rules_of(things=KEPT + BROKEN), progress)

    assert "2/2" in sink.getvalue()


@pytest.mark.parametrize(
    ("verdicts", "whole", "expected", "code"),
    [
        (["kept"], True, "conformant", 0),
        (["kept"], False, "partial", 0),
        (["kept", "not-applicable"], True, "partial", 0),
        (["kept", "known-deviation"], True, "partial", 0),
        (["kept", "could-not-run"], True, "could-not-run", 3),
        (["kept", "could-not-run", "broken"], True, "broken", 1),
        ([], True, "could-not-run", 3),
    ],
)
def test_run_is_as_good_as_its_rules(
    verdicts: list[str], *, whole: bool, expected: str, code: int
) -> None:
    """A run is conformant only if every rule was run and kept."""
    found = of_run([Verdict(verdict) for verdict in verdicts], whole=whole)

    assert (found, exit_code_of(found)) == (RunVerdict(expected), code)


def test_broken_is_the_worst() -> None:
    """Of several verdicts, broken counts most and not-applicable least."""
    assert worst(Verdict) is Verdict.BROKEN
    assert worst([Verdict.NOT_APPLICABLE, Verdict.KEPT]) is Verdict.KEPT


def _sink() -> io.StringIO:
    return io.StringIO()
