"""`normalize`: from a published description and its overlays to a contract."""

from collections.abc import Sequence
from pathlib import Path

import click

from fine_tuning_contract import description, places
from fine_tuning_contract.description import origins

from .arguments import A_FILE, UNMATCHED
from .endings import ending_at, ending_at_file_errors
from .progress import working


def overlays_of(given: Sequence[Path]) -> list[Path]:
    """Return the overlays to apply, those of a folder in name order; ours where none is said."""
    with ending_at(description.DescriptionError):
        return description.overlay_files(given or [places.overlays()])


def normalized(
    source: Path | None,
    overlays: Sequence[Path],
    select: Sequence[str],
    unmatched: str,
) -> description.Normalized:
    """Normalize, telling warnings on stderr, and ending with a message where something is wrong."""
    place = source or places.published_description()
    with (
        working(f"normalizing {place}"),
        ending_at(description.DescriptionError),
        ending_at_file_errors(),
    ):
        found = description.normalize(
            place,
            overlays,
            select=select,
            unmatched=unmatched,  # type: ignore[arg-type] # the choice is click's to check
        )
    for warning in found.warnings:
        click.echo(f"warning: {warning}", err=True)
    return found


@click.command(epilog="Example: fine-tuning-contract normalize --source new.yml -o normalized.yml")
@click.option("--source", type=A_FILE, help="The published description; ours without it.")
@click.option(
    "--overlay", "overlays", type=A_FILE, multiple=True, help="An overlay, or a folder of them."
)
@click.option("--select", multiple=True, help="Paths to keep, as a glob: '/fine_tuning/**'.")
@click.option("--unmatched", type=UNMATCHED, default="error", show_default=True)
@click.option("-o", "--output", type=A_FILE, help="A file instead of standard output.")
@click.option("--explain", metavar="POINTER", help="Say where a place of the result comes from.")
def command(  # noqa: PLR0913, PLR0917 - one for each option
    source: Path | None,
    overlays: tuple[Path, ...],
    select: tuple[str, ...],
    unmatched: str,
    output: Path | None,
    explain: str | None,
) -> None:
    """Normalize a published description: select, overlays, reshape."""
    if explain is not None:
        _explain(source, overlays, select, unmatched, explain)
        return
    found = normalized(source, overlays_of(overlays), select, unmatched)
    text = description.dump(found.content)
    if output is None:
        click.echo(text, nl=False)
        return
    with ending_at(description.DescriptionError), ending_at_file_errors():
        description.write_atomically(output, text)


def _explain(
    source: Path | None,
    overlays: Sequence[Path],
    select: Sequence[str],
    unmatched: str,
    pointer: str,
) -> None:
    with ending_at(description.DescriptionError), ending_at_file_errors():
        told = origins.explain(
            source or places.published_description(),
            pointer,
            overlays_of(overlays),
            select=select,
            unmatched=unmatched,  # type: ignore[arg-type] # the choice is click's to check
        )
    click.echo("\n".join(told))
