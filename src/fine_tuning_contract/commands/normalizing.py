"""`normalize`: from a published description and its overlays to a contract."""

from collections.abc import Sequence
from pathlib import Path

import click

from fine_tuning_contract import description, places

from .endings import ending_at, ending_at_file_errors

UNMATCHED = click.Choice(["error", "warn", "ignore"])
A_FILE = click.Path(path_type=Path)


def overlays_of(given: Sequence[Path]) -> list[Path]:
    """Return the overlays to apply, those of a folder in name order; ours where none is said."""
    places_given = given or [places.overlays()]
    found: list[Path] = []
    for place in places_given:
        if place.is_dir():
            found += sorted(place.glob("*.overlay.yml")) + sorted(place.glob("*.overlay.yaml"))
        else:
            found.append(place)
    return found


def normalized(
    source: Path | None,
    overlays: Sequence[Path],
    select: Sequence[str],
    unmatched: str,
) -> description.Normalized:
    """Normalize, telling warnings on stderr, and ending with a message where something is wrong."""
    with ending_at(description.DescriptionError), ending_at_file_errors():
        found = description.normalize(
            source or places.published_description(),
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
def command(
    source: Path | None,
    overlays: tuple[Path, ...],
    select: tuple[str, ...],
    unmatched: str,
    output: Path | None,
) -> None:
    """Normalize a published description: select, overlays, reshape."""
    found = normalized(source, overlays_of(overlays), select, unmatched)
    text = description.dump(found.content)
    if output is None:
        click.echo(text, nl=False)
        return
    with ending_at_file_errors():
        description.write_atomically(output, text)
