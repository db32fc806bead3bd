"""How rows look, in a terminal and in Markdown."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.rows import Figure, Row

_COLUMNS = ("row", "subject", "value", "x floor", "goal")
_MARKS = {True: "✓", False: "✗", None: ""}


def show(row: Row, console: Console) -> None:
    """Print one row as soon as it is there."""
    table = Table(title=_title(row), title_justify="left", box=None)
    for column in _COLUMNS[1:]:
        table.add_column(column, justify="left" if column == "subject" else "right", min_width=10)
    for figure in row.figures:
        style = {True: "green", False: "red", None: ""}[figure.kept]
        table.add_row(*_cells(figure, row), style=style)
    if row.figures:
        console.print(table)
    else:
        console.print(_title(row))
    if row.note:
        console.print(f"  [yellow]{escape(row.note)}[/yellow]")


def _title(row: Row) -> str:
    return f"{escape(row.title)}  [dim]{row.name}[/dim]"


def markdown(rows: Sequence[Row]) -> str:
    """Return all rows as one Markdown table."""
    head = f"| {' | '.join(_COLUMNS)} |\n|---|---|--:|--:|---|\n"
    return head + "".join(f"| {' | '.join(cells)} |\n" for row in rows for cells in _lines(row))


def _lines(row: Row) -> Iterator[tuple[str, ...]]:
    if row.note or not row.figures:
        yield (f"**{row.title}**", row.note, "", "", "")
    for number, figure in enumerate(row.figures):
        title = f"**{row.title}**" if not number and not row.note else ""
        yield (title, *_cells(figure, row))


def _cells(figure: Figure, row: Row) -> tuple[str, str, str, str]:
    number = "" if figure.value is None else f"{_number(figure.value)} {row.unit}"
    value = f"{number} · {figure.note}" if number and figure.note else number or figure.note
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    return figure.subject, value, ratio, f"{figure.goal} {_MARKS[figure.kept]}".strip()


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
