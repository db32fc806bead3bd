"""`merge`: join the reports of several shards into one verdict."""

from pathlib import Path

import click
from rich.console import Console

from fine_tuning_contract import places
from fine_tuning_contract.conformance import exit_code, rule_book, write_reports
from fine_tuning_contract.conformance.merger import MergeError, merged, read_part
from fine_tuning_contract.conformance.table import print_report

from .ancestry import with_origins
from .arguments import A_FILE
from .endings import ending_at, ending_at_file_errors


@click.command(epilog="Example: fine-tuning-contract merge shard-*/report.json --report report")
@click.argument("reports", nargs=-1, required=True, type=A_FILE)
@click.option("--report", "folder", type=A_FILE, help="A folder for the joined report.")
@click.pass_context
def command(context: click.Context, reports: tuple[Path, ...], folder: Path | None) -> None:
    """
    Join the REPORTS of one check's shards, files or their folders, into one.

    Ends as `check` would have ended without shards; with 2 if the reports do not belong together.
    """
    with ending_at(MergeError), ending_at_file_errors():
        book = rule_book(places.rules())
        report = merged([read_part(path, book) for path in reports], book)
        if folder is not None:
            write_reports(with_origins(report), folder)
    print_report(report, Console())
    context.exit(exit_code(report))
