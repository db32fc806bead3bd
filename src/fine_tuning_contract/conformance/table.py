"""The report on a terminal: progress while it runs, a table of verdicts when it is done."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
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
}
_RUN_STYLES = {
    RunVerdict.CONFORMANT: "bold green",
    RunVerdict.PARTIAL: "bold yellow",
    RunVerdict.BROKEN: "bold red",
    RunVerdict.COULD_NOT_RUN: "bold magenta",
}
_TOLD_AT_ONCE = {Verdict.BROKEN, Verdict.COULD_NOT_RUN}
_EVIDENCE_SHOWN = 3
_MESSAGE_LINES = 12


class LiveProgress:
    """A bar that moves with every rule; broken rules are named as soon as they are found."""

    def __init__(self, console: Console) -> None:
        """Show on a console, which is standard error for most callers."""
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("starting", total=None)

    def planned(self, rules: Iterable[Rule]) -> None:
        """Take the number of rules that will run."""
        self._progress.update(self._task, total=len(list(rules)))

    def started(self, rule_id: str) -> None:
        """Name the rule that runs now."""
        self._progress.update(self._task, description=rule_id[:60].ljust(60))

    def finished(self, rule_id: str, verdict: Verdict) -> None:
        """Move the bar, and name a rule that is not kept."""
        self._progress.advance(self._task)
        if verdict in _TOLD_AT_ONCE:
            self._progress.console.print(Text(f"{verdict}: {rule_id}", style=_STYLES[verdict]))

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
        console.print(verdict_table(report))
    if report.problem:
        console.print(Text(report.problem, style="bold magenta"))
    console.print(verdict_line(report))


def verdict_table(report: Report) -> Table:
    """Return the table of verdicts: a row for each area, MUST and SHOULD apart."""
    table = Table(
        title=escape(f"Contract of {report.target or 'the client'}"), title_justify="left"
    )
    table.add_column("area")
    for verdict in Verdict:
        table.add_column(str(verdict), justify="right", style=_STYLES[verdict])
    table.add_column("seconds", justify="right")
    for name, results in _rows(report.results).items():
        counts = [sum(1 for each in results if each.verdict is verdict) for verdict in Verdict]
        seconds = sum(result.seconds for result in results)
        table.add_row(name, *(str(count) if count else "·" for count in counts), f"{seconds:.2f}")
    return table


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
    console.print(Text(f"{result.verdict}: {rule.id}", style=_STYLES[result.verdict]), end=" ")
    console.print(Text(f"({rule.level}, {rule.spec})", style="dim"))
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
