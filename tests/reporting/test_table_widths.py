"""The table of verdicts at every width."""

import io

import attrs
import pytest
from rich.console import Console

from fine_tuning_contract.conformance import Report, RuleResult, Verdict
from fine_tuning_contract.conformance.table import LiveProgress, print_report

from .conftest import report_with, rule_named

_LONG = "permissions-" + "-".join(["very"] * 12) + "-long"


def _printed(report: Report, width: int, *, terminal: bool) -> list[str]:
    sink = io.StringIO()
    console = Console(file=sink, width=width, force_terminal=terminal, color_system=None)
    print_report(report, console)
    return sink.getvalue().splitlines()


@pytest.fixture
def wide() -> Report:
    """Return a report with every verdict, an area with a long name, and a rule with a long id."""
    results = [
        RuleResult(rule_named(f"permissions-{n}"), None, verdict, 100.0, "why")
        for n, verdict in enumerate(Verdict)
    ]
    return report_with(*results, RuleResult(rule_named(_LONG), None, Verdict.BROKEN, 1.0, "why"))


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
def test_nothing_is_cut(wide: Report, width: int, terminal: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    """Every id, area and verdict stands there as a whole."""
    lines = _printed(wide, width, terminal=terminal)
    text = "\n".join(lines)

    assert "…" not in text
    assert any(line.startswith(f"broken: {_LONG}") for line in lines)
    assert any("server · permissions" in line for line in lines)


@pytest.mark.parametrize(("width", "is_table"), [(60, False), (80, True), (120, True)])
def test_terminal_gets_what_fits(wide: Report, width: int, is_table: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    """All six verdicts fit on 80 columns; a terminal that is narrower gets a line for each area."""
    lines = _printed(wide, width, terminal=True)
    heading = [line for line in lines if line.startswith("area ")]

    assert bool(heading) is is_table
    assert all(len(line) <= width for line in lines if line.startswith(("area", "server", "MUST")))


def test_only_what_was_given_has_a_column(wide: Report) -> None:
    """A run in which all is kept needs three columns, which fit anywhere."""
    kept = attrs.evolve(wide, results=wide.results[:1])
    lines = _printed(kept, 60, terminal=True)

    assert ["area", "kept", "time"] in [line.split() for line in lines]


def test_pipe_gets_the_table(wide: Report) -> None:
    """Whoever reads from a pipe gets the table, however narrow the pipe claims to be."""
    lines = _printed(wide, 40, terminal=False)

    assert any(line.startswith("area") and line.split()[-1] == "time" for line in lines)


def test_progress_never_cuts_an_id() -> None:
    """On a narrow terminal, the id of the rule that runs is folded rather than cut."""
    sink = io.StringIO()
    console = Console(file=sink, width=60, force_terminal=True, color_system=None)
    with LiveProgress(console) as progress:
        progress.planned([rule_named(_LONG)])
        progress.started(_LONG)
        progress.finished(_LONG, Verdict.BROKEN)

    assert f"broken: {_LONG}\n" in sink.getvalue()
    assert "…" not in sink.getvalue()
