"""`examples`: every example in a description against its schema."""

import json
from pathlib import Path

import click
from attrs import asdict

from fine_tuning_contract import description, places
from fine_tuning_contract.description.examples import check_examples

from .arguments import A_FILE
from .endings import BROKEN, Ending, ending_at, ending_at_file_errors
from .progress import working


@click.command(epilog="Example: fine-tuning-contract examples --source openapi.yml")
@click.option("--source", type=A_FILE, help="A description; the normalized one without it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: what is false, and where.")
@click.pass_context
def command(context: click.Context, source: Path | None, *, as_json: bool) -> None:
    """Hold every example in a description against its schema."""
    path = source or places.normalized_description()
    with (
        working(f"checking the examples of {path}"),
        ending_at(description.DescriptionError),
        ending_at_file_errors(),
    ):
        problems = check_examples(path)
    if as_json:
        click.echo(json.dumps([asdict(problem) for problem in problems], indent=2))
        context.exit(BROKEN if problems else 0)
    if problems:
        told = "\n".join(str(problem) for problem in problems)
        false = "1 example is" if len(problems) == 1 else f"{len(problems)} examples are"
        raise Ending(f"{false} false:\n{told}", BROKEN)
    click.echo(f"{path}: every example fits its schema")
