"""`overlay apply` and `overlay validate`: overlays by themselves."""

import json
from pathlib import Path

import click
from attrs import asdict

from fine_tuning_contract import description

from .arguments import A_FILE, UNMATCHED
from .endings import BROKEN, WRONG_USAGE, Ending, ending_at, ending_at_file_errors


@click.group(epilog="Example: fine-tuning-contract overlay validate overlays/*.yml")
def command() -> None:
    """Apply overlays to any document, or look whether they are well-formed."""


@command.command(epilog="Example: fine-tuning-contract overlay apply openapi.yml fix.overlay.yml")
@click.argument("document", type=A_FILE)
@click.argument("overlays", type=A_FILE, nargs=-1, required=True)
@click.option("-o", "--output", type=A_FILE, help="A file instead of standard output.")
@click.option("--unmatched", type=UNMATCHED, default="error", show_default=True)
def apply(document: Path, overlays: tuple[Path, ...], output: Path | None, unmatched: str) -> None:
    """Apply OVERLAYS, in order, to DOCUMENT."""
    with ending_at(description.DescriptionError), ending_at_file_errors():
        found = description.apply_overlays(
            description.load(document),
            [description.read_overlay(path) for path in overlays],
            unmatched=unmatched,  # type: ignore[arg-type] # the choice is click's to check
        )
    for warning in found.warnings:
        click.echo(f"warning: {warning}", err=True)
    text = description.dump(found.content)
    if output is None:
        click.echo(text, nl=False)
        return
    with ending_at(description.DescriptionError), ending_at_file_errors():
        description.write_atomically(output, text)


@command.command(epilog="Example: fine-tuning-contract overlay validate overlays/*.yml")
@click.argument("overlays", type=A_FILE, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: errors and warnings.")
@click.pass_context
def validate(context: click.Context, overlays: tuple[Path, ...], *, as_json: bool) -> None:
    """Check that OVERLAYS are what the Overlay Specification says."""
    problems = [problem for path in overlays for problem in _problems(path)]
    errors = [str(problem) for problem in problems if problem.level == "error"]
    if as_json:
        click.echo(json.dumps([asdict(problem) for problem in problems], indent=2))
        context.exit(BROKEN if errors else 0)
    for problem in problems:
        if problem.level != "error":
            click.echo(f"warning: {problem}", err=True)
    if errors:
        raise Ending("\n".join(errors), BROKEN)
    click.echo(f"{len(overlays)} valid")


def _problems(path: Path) -> list[description.Problem]:
    if not path.is_file():
        raise Ending(f"{path}: no such file", WRONG_USAGE)
    with ending_at_file_errors():
        return description.validate_overlay(path)
