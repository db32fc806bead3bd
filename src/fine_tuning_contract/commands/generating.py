"""`generate`: from a published description and its overlays to contract and client."""

import filecmp
import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from fine_tuning_contract import description, places, provenance
from fine_tuning_contract.codegen import Generated, GenerationError, generate_client

from .arguments import A_FILE, UNMATCHED
from .endings import BROKEN, Ending, ending_at, ending_at_file_errors
from .normalizing import normalized, overlays_of

_PACKAGE = "fine_tuning_client"
_DESCRIPTION = "openapi.normalized.yml"
_PROVENANCE = "PROVENANCE.json"
_SHOWN_FILES = 5


@frozen
class Inputs:
    """What a generation starts from."""

    source: Path
    overlays: tuple[Path, ...]
    select: tuple[str, ...]
    unmatched: str


@click.command(epilog="Example: fine-tuning-contract generate --check")
@click.option("--source", type=A_FILE, help="The published description; ours without it.")
@click.option(
    "--overlay", "overlays", type=A_FILE, multiple=True, help="An overlay, or a folder of them."
)
@click.option("--select", multiple=True, help="Paths to keep, as a glob: '/fine_tuning/**'.")
@click.option("--unmatched", type=UNMATCHED, default="error", show_default=True)
@click.option("--output", type=A_FILE, help="The folder to write to; 'generated' without it.")
@click.option(
    "--check", is_flag=True, help="Write nothing; end with 1 if what stands there is stale."
)
def command(  # noqa: PLR0913 - one for each option
    source: Path | None,
    overlays: tuple[Path, ...],
    select: tuple[str, ...],
    unmatched: str,
    output: Path | None,
    *,
    check: bool,
) -> None:
    """Generate the normalized description, its provenance and the client."""
    inputs = Inputs(
        source or places.published_description(), tuple(overlays_of(overlays)), select, unmatched
    )
    folder = output or places.generated()
    with ending_at_file_errors():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".generating-") as fresh:
            started = time.perf_counter()
            generated = _generate(inputs, Path(fresh))
            if check:
                _compare(Path(fresh), folder)
                return
            _install(Path(fresh), folder)
    seconds = time.perf_counter() - started
    click.echo(
        f"{folder}: {generated.operations} operations, {generated.models} models, {seconds:.1f} s",
        err=True,
    )


def _generate(inputs: Inputs, folder: Path) -> Generated:
    found = normalized(inputs.source, inputs.overlays, inputs.select, inputs.unmatched)
    description.write_atomically(folder / _DESCRIPTION, description.dump(found.content))
    settings = {"select": list(inputs.select), "unmatched": inputs.unmatched}
    record = provenance.provenance(inputs.source, inputs.overlays, settings)
    description.write_atomically(folder / _PROVENANCE, provenance.written(record))
    with ending_at(GenerationError):
        return generate_client(found.content, inputs.source, folder / _PACKAGE)


def _install(fresh: Path, folder: Path) -> None:
    """Put each new part in the place of the old one, by renames."""
    folder.mkdir(exist_ok=True)
    for name in (_DESCRIPTION, _PROVENANCE, _PACKAGE):
        old = fresh / f"{name}.old"
        if (folder / name).exists():
            (folder / name).rename(old)
        (fresh / name).rename(folder / name)
    for cache in fresh.glob("*.old"):
        if cache.is_dir():
            shutil.rmtree(cache)


def _compare(fresh: Path, folder: Path) -> None:
    """End with a reason if the folder does not hold what generation would write now."""
    stale = _different_files(fresh, folder)
    if not stale:
        click.echo(f"{folder} is up to date", err=True)
        return
    why = provenance.differences(_record(folder), _record(fresh)) or ["generated files were edited"]
    shown = ", ".join(stale[:_SHOWN_FILES]) + (" …" if len(stale) > _SHOWN_FILES else "")
    raise Ending(
        f"{folder} is stale ({'; '.join(why)}): {len(stale)} files differ: {shown}; "
        "run: fine-tuning-contract generate",
        BROKEN,
    )


def _record(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / _PROVENANCE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _different_files(fresh: Path, folder: Path) -> list[str]:
    names = sorted({*_files(fresh), *_files(folder)})
    return [name for name in names if not _same(fresh / name, folder / name)]


def _files(folder: Path) -> Sequence[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)
