"""The report on a terminal: progress while it runs, a table of verdicts when it is done."""

from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from .report import Report, RuleResult
from .rule import Rule
from .verdicts import RunVerdict, Verdict

_STYLES = {
    Verdict.KEPT: "green",
    Verdict.BROKEN: "bold red",
    Verdict.KNOWN_DEVIATION: "yellow",
    Verdict.NOT_APPLICABLE: "dim",
    Verdict.COULD_NOT_RUN: "magenta",
    Verdict.NOT_IMPLEMENTED: "cyan",
}
_RUN_STYLES = {
    RunVerdict.CONFORMANT: "bold green",
    RunVerdict.PARTIAL: "bold yellow",
    RunVerdict.BROKEN: "bold red",
    RunVerdict.COULD_NOT_RUN: "bold magenta",
}
# In two lines, six columns fit on 80.
_HEADINGS = {
    Verdict.KNOWN_DEVIATION: "known\ndeviation",
    Verdict.NOT_APPLICABLE: "not\napplicable",
    Verdict.NOT_IMPLEMENTED: "not\nimplemented",
    Verdict.COULD_NOT_RUN: "could\nnot run",
}
_BOUNDLESS = 10_000
# Spaces between columns: as many as fit.
_GAPS = (2, 1)
_TOLD_AT_ONCE = {Verdict.BROKEN, Verdict.COULD_NOT_RUN}
_EVIDENCE_SHOWN = 3
_MESSAGE_LINES = 12


class LiveProgress:
    """A bar that moves with every rule; broken rules are named as soon as they are found."""

    def __init__(self, console: Console) -> None:
        """Show on a console, which is standard error for most callers."""
        self._console = console
        self._progress = Progress(
            # An id is never cut: it is what one copies to run a rule alone.
            TextColumn("{task.description}", table_column=Column(overflow="fold")),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("starting", total=None)
        self._widest = 0

    def planned(self, rules: Iterable[Rule]) -> None:
        """Take the number of rules that will run."""
        ids = [rule.id for rule in rules]
        self._widest = max(map(len, ids), default=0)
        self._progress.update(self._task, total=len(ids))

    def started(self, rule_id: str) -> None:
        """Name the rule that runs now."""
        self._progress.update(self._task, description=rule_id.ljust(self._widest))

    def finished(self, rule_id: str, verdict: Verdict) -> None:
        """Move the bar, and name a rule that is not kept."""
        self._progress.advance(self._task)
        if verdict in _TOLD_AT_ONCE:
            line = Text(f"{verdict}: {rule_id}", style=_STYLES[verdict])
            self._progress.console.print(line, soft_wrap=True)

    def __enter__(self) -> Self:
        """Start the display."""
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop the display and leave nothing of the bar behind."""
        self._progress.stop()


def print_report(report: Report, console: Console) -> None:
    """Print a report: what was broken and how, then the table of verdicts, then the verdict."""
    for verdict in (Verdict.COULD_NOT_RUN, Verdict.BROKEN):
        for result in report.of_verdict(verdict):
            _print_story(result, console)
    if report.results:
        _print_table(report, console)
    if report.problem:
        console.print(Text(report.problem, style="bold magenta"))
    console.print(verdict_line(report))


def _print_table(report: Report, console: Console) -> None:
    """Print the table, or where it is wider than a terminal, a line for each of its rows."""
    options = console.options.update(max_width=_BOUNDLESS)
    for gap in _GAPS:
        table = verdict_table(report, gap=gap)
        width = Measurement.get(console, options, table).maximum
        # What goes through a pipe has no width: whoever reads it there wants it whole.
        if width <= console.width or not console.is_terminal:
            console.width = max(width, console.width)
            console.print(table)
            return
    console.print(Text(_title(report), style="italic"), soft_wrap=True)
    for name, results in _rows(report.results).items():
        line = Text(f"  {name}: ")
        for verdict in _given(report):
            count = _count(results, verdict)
            if count:
                line.append(f"{count} {verdict}", style=_STYLES[verdict]).append(", ")
        console.print(line.append(f"{_seconds(results):.2f} s"), soft_wrap=True)


def verdict_table(report: Report, *, gap: int = 2) -> Table:
    """Return the table of verdicts: a row for each area, MUST and SHOULD apart."""
    padding = (0, gap, 0, 0)
    table = Table(
        title=escape(_title(report)),
        title_justify="left",
        # Lines between columns would take the room that makes them fit on 80.
        box=None,
        padding=padding,
        pad_edge=False,
    )
    table.add_column("area", no_wrap=True)
    for verdict in _given(report):
        heading = _HEADINGS.get(verdict, str(verdict))
        table.add_column(heading, justify="right", style=_STYLES[verdict])
    table.add_column("time", justify="right")
    for name, results in _rows(report.results).items():
        if name == "MUST":
            table.add_row()
        counts = [_count(results, verdict) for verdict in _given(report)]
        seconds = f"{_seconds(results):.2f}"
        table.add_row(name, *(str(count) if count else "·" for count in counts), seconds)
    return table


def _title(report: Report) -> str:
    return f"Contract of {report.target or 'the client'}"


def _given(report: Report) -> list[Verdict]:
    """Return the verdicts that some rule was given; a column of nothing takes room."""
    return [verdict for verdict in Verdict if report.of_verdict(verdict)]


def _count(results: Sequence[RuleResult], verdict: Verdict) -> int:
    return sum(1 for result in results if result.verdict is verdict)


def _seconds(results: Sequence[RuleResult]) -> float:
    return sum(result.seconds for result in results)


def verdict_line(report: Report) -> Text:
    """Return the last line: the verdict, and what it rests on."""
    kept = len(report.of_verdict(Verdict.KEPT))
    line = Text(str(report.verdict), style=_RUN_STYLES[report.verdict])
    line.append(
        f": {kept} of {len(report.results)} rules kept, "
        f"{report.requests} requests, {report.seconds:.1f} s, seed {report.seed}",
        style="default",
    )
    return line


def _rows(results: tuple[RuleResult, ...]) -> dict[str, list[RuleResult]]:
    rows: dict[str, list[RuleResult]] = {}
    for result in results:
        rows.setdefault(f"{result.rule.subject} · {result.rule.area}", []).append(result)
    rows["MUST"] = [result for result in results if result.rule.level == "must"]
    rows["SHOULD"] = [result for result in results if result.rule.level == "should"]
    return rows


def _print_story(result: RuleResult, console: Console) -> None:
    rule = result.rule
    head = Text(f"{result.verdict}: {rule.id}", style=_STYLES[result.verdict])
    head.append(f" ({rule.level}, {rule.spec})", style="not bold dim")
    console.print(head, soft_wrap=True)
    console.print(Text(f"  {rule.title}"))
    shown = [item for item in result.evidence if item.get("message") != "before that"]
    for item in shown[:_EVIDENCE_SHOWN] or [{"message": result.message}]:
        lines = str(item["message"]).splitlines()[:_MESSAGE_LINES]
        console.print(Text("\n".join(f"  | {line}" for line in lines)), soft_wrap=True)
        if item.get("curl"):
            console.print(Text(f"  $ {item['curl']}", style="cyan"), soft_wrap=True)
    if len(shown) > _EVIDENCE_SHOWN:
        console.print(f"  … and {len(shown) - _EVIDENCE_SHOWN} more in the report")
    console.print()
