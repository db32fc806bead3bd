"""The command: `python -m benchmarks [NAME…] [--quick]`."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from rich.console import Console

from benchmarks.processes import FailedProcessError
from benchmarks.record import machine, write
from benchmarks.rows import Row, Wanted
from benchmarks.tables import show

_GROUPS = ("client", "generation", "emulator")


def main(arguments: list[str]) -> int:
    """Measure what is wanted, print it as it comes, and write it down."""
    given = _parser().parse_args(arguments)
    wanted = Wanted(tuple(given.names), given.quick)
    console = Console()
    console.print(" · ".join(f"{name} {value}" for name, value in machine().items()), style="dim")
    started = time.monotonic()
    rows: list[Row] = []
    try:
        for row in _measured(wanted):
            rows.append(row)
            show(row, console)
    except FailedProcessError as failure:
        console.print(str(failure), style="red")
        return 3
    if not rows:
        console.print(f"no row is named {' or '.join(given.names)}", style="red")
        return 2
    written = write(rows, given.report, quick=given.quick)
    seconds = time.monotonic() - started
    console.print(f"{len(rows)} rows in {seconds:.0f} s: {', '.join(map(str, written))}")
    return 0


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
    return parser


def _measured(wanted: Wanted) -> Iterator[Row]:
    for group in _GROUPS:
        if wanted.any_of(group):
            rows: Callable[[Wanted], Iterator[Row]] = import_module(f"benchmarks.{group}").rows
            yield from rows(wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
