"""The command: `python -m benchmarks [NAME…] [--quick]`."""

import argparse
import sys
import time
from importlib import import_module
from pathlib import Path

from rich.console import Console

from benchmarks.processes import FailedProcessError
from benchmarks.record import NoTableError, machine, put_into_page, write
from benchmarks.rows import Row, Wanted
from benchmarks.tables import show

_GROUPS = (
    "client",
    "generation",
    "overlays",
    "emulator",
    "emulator_scale",
    "emulator_flight",
    "emulator_mock",
    "training_data",
    "contract",
)


def main(arguments: list[str]) -> int:
    """Measure what is wanted, print it as it comes, and write it down."""
    given = _parser().parse_args(arguments)
    wanted = Wanted(tuple(given.names), given.quick)
    console = Console()
    console.print(" · ".join(f"{name} {value}" for name, value in machine().items()), style="dim")
    started = time.monotonic()
    rows, failures = _measured(wanted, console)
    if not rows and not failures:
        console.print(f"no row is named {' or '.join(given.names)}", style="red")
        return 2
    try:
        written = write(rows, given.report, quick=given.quick)
        if given.page and not failures:
            put_into_page(rows, given.page)
    except (NoTableError, OSError) as failure:
        console.print(str(failure), style="red", markup=False)
        return 3
    seconds = time.monotonic() - started
    console.print(f"{len(rows)} rows in {seconds:.0f} s: {', '.join(map(str, written))}")
    console.print(_verdict(rows))
    for ended in failures:
        console.print(ended, style="red", markup=False)
    return 3 if failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help=f"a group ({', '.join(_GROUPS)}), a row, or the beginning of its name",
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds, rougher figures")
    parser.add_argument("--report", type=Path, default=Path("report"), help="where to write")
    parser.add_argument("--page", type=Path, help="a page whose table is replaced")
    return parser


def _verdict(rows: list[Row]) -> str:
    """Return how many goals were kept, and which were not."""
    judged = [(row.name, figure) for row in rows for figure in row.figures if figure.goal]
    missed = [f"{name} ({figure.goal})" for name, figure in judged if not figure.kept]
    told = f"{len(judged) - len(missed)} of {len(judged)} goals kept"
    return f"{told}; missed: {', '.join(missed)}" if missed else told


def _measured(wanted: Wanted, console: Console) -> tuple[list[Row], list[str]]:
    """Return the rows, and why groups ended early; one that fails does not stop the others."""
    rows: list[Row] = []
    failures: list[str] = []
    for group in filter(wanted.any_of, _GROUPS):
        module = import_module(f"benchmarks.{group}")
        try:
            for row in module.rows(wanted):
                rows.append(row)
                show(row, console)
        except FailedProcessError as failure:
            failures.append(f"{group}: {failure}")
            console.print(failures[-1], style="red", markup=False)
    return rows, failures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
