"""`diff`: what changed between two descriptions, for whom, and what to do about it."""

import json
from pathlib import Path

import click

from fine_tuning_contract.description import DescriptionError
from fine_tuning_contract.description.comparison import compare, read_side
from fine_tuning_contract.description.comparison.allowances import (
    read_allowances,
    without_allowed,
)
from fine_tuning_contract.description.comparison.overview import Comparison
from fine_tuning_contract.description.comparison.texts import as_json, as_markdown, as_text

from .arguments import A_FILE
from .endings import BROKEN, ending_at, ending_at_file_errors
from .normalizing import overlays_of
from .progress import working


@click.command(epilog="Example: fine-tuning-contract diff openapi.yml new.yml --format markdown")
@click.argument("old", type=A_FILE)
@click.argument("new", type=A_FILE)
@click.option(
    "--overlay", "overlays", type=A_FILE, multiple=True, help="An overlay, or a folder of them."
)
@click.option("--select", multiple=True, help="Paths to keep, as a glob: '/fine_tuning/**'.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "any", "none"]),
    default="breaking",
    show_default=True,
    help="What ends with 1.",
)
@click.option("--allow", type=A_FILE, help="Changes to pass over, by fingerprint, strict.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    context: click.Context,
    old: Path,
    new: Path,
    overlays: tuple[Path, ...],
    select: tuple[str, ...],
    form: str,
    fail_on: str,
    allow: Path | None,
) -> None:
    """
    Compare two published descriptions as they are after overlays and normalization.

    OLD and NEW get the same overlays, ours without --overlay; what is merely spelt otherwise is
    no news.
    """
    with (
        working(f"comparing {old} and {new}"),
        ending_at(DescriptionError),
        ending_at_file_errors(),
    ):
        laid = overlays_of(overlays)
        found = compare(read_side(old, laid, select=select), read_side(new, laid, select=select))
        found = without_allowed(found, read_allowances(allow)) if allow else found
    click.echo(_told(found, form), nl=False)
    if {"breaking": bool(found.breaking), "any": bool(found.changes)}.get(fail_on):
        context.exit(BROKEN)


def _told(comparison: Comparison, form: str) -> str:
    if form == "json":
        return json.dumps(as_json(comparison), indent=2, ensure_ascii=False) + "\n"
    return as_markdown(comparison) if form == "markdown" else as_text(comparison)
