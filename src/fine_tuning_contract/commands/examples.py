"""`examples`: every example in a description against its schema."""

from pathlib import Path

import click

from fine_tuning_contract import description, places
from fine_tuning_contract.description.examples import check_examples

from .arguments import A_FILE
from .endings import BROKEN, Ending, ending_at, ending_at_file_errors
from .progress import working


@click.command(epilog="Example: fine-tuning-contract examples --source openapi.yml")
@click.option("--source", type=A_FILE, help="A description; the normalized one without it.")
def command(source: Path | None) -> None:
    """Hold every example in a description against its schema."""
    path = source or places.normalized_description()
    with (
        working(f"checking the examples of {path}"),
        ending_at(description.DescriptionError),
        ending_at_file_errors(),
    ):
        problems = check_examples(path)
    if problems:
        told = "\n".join(str(problem) for problem in problems)
        raise Ending(f"{len(problems)} examples are false:\n{told}", BROKEN)
    click.echo(f"{path}: every example fits its schema")
