"""A rehearsal of a check: what would be sent, as counted on the emulator."""

from attrs import evolve
from rich.console import Console
from rich.table import Table

from fine_tuning_contract.conformance import Description, Options, Report, Target, check
from fine_tuning_contract.conformance.target import Setup

from .standin import emulator


def rehearse(options: Options, setup: Setup, progress: object = None) -> Report:
    """Run the rules that are asked for on the emulator, and return what they sent there."""
    del progress
    with emulator() as target:
        own = Setup(lacks=setup.lacks)
        given: Target = evolve(target, setup=own)
        return check(given, evolve(options, deviations=None, only="server"))


def print_plan(report: Report, url: str | None, description: Description, console: Console) -> None:
    """Print what a check of a server would send, operation by operation."""
    table = Table(title="What the check would send", title_justify="left")
    table.add_column("operation")
    table.add_column("requests", justify="right")
    table.add_column("makes", justify="right")
    for name, operation in description.operations.items():
        sent, made = report.sent.get(name, 0), report.made.get(name, 0)
        if sent:
            told = f"{operation.method} {operation.path}"
            table.add_row(told, f"{sent:,}", f"{made:,}" if made else "·")
    console.print(table)
    console.print(
        f"{len(report.results)} rules, about {report.requests:,} requests, counted on the "
        f"emulator; {'nothing was sent to ' + url if url else 'no server was named'}. A server "
        "that takes longer is asked more often for the state of a job.",
        soft_wrap=True,
    )
