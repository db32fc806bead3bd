"""`generate`: from a published description and its overlays to contract and client."""

import filecmp
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from fine_tuning_contract import description, places, provenance
from fine_tuning_contract.codegen import Generated, GenerationError, generate_client
from fine_tuning_contract.description.examples import check_examples
from fine_tuning_contract.release.attempt import put_in_place

from .arguments import A_FILE, UNMATCHED
from .endings import BROKEN, Ending, ending_at, ending_at_file_errors
from .normalizing import normalized, overlays_of
from .progress import working

_PACKAGE = "fine_tuning_client"
DESCRIPTION = "openapi.normalized.yml"
_PROVENANCE = "PROVENANCE.json"
GENERATED = tuple(f"generated/{name}" for name in (DESCRIPTION, _PROVENANCE, _PACKAGE))
_SHOWN_FILES = 5


@frozen
class Inputs:
    """What a generation starts from; examples that are `ours` have to be true."""

    source: Path
    overlays: tuple[Path, ...]
    select: tuple[str, ...] = ()
    unmatched: str = "error"
    ours: bool = False
    # What the source is called in the record, where it is read from another place.
    name: str = ""


@frozen
class Made:
    """What a generation made, and the description that it made it from."""

    generated: Generated
    normalized: description.Normalized


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
        source or places.published_description(),
        tuple(overlays_of(overlays)),
        select,
        unmatched,
        ours=source is None,
    )
    folder = output or places.generated()
    with ending_at_file_errors():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".generating-") as fresh:
            started = time.perf_counter()
            generated = generate_into(Path(fresh), inputs).generated
            if check:
                _compare(Path(fresh), folder)
                return
            install(Path(fresh), folder)
    seconds = time.perf_counter() - started
    click.echo(
        f"{folder}: {generated.operations} operations, {generated.models} models, {seconds:.1f} s",
        err=True,
    )


def generate_into(folder: Path, inputs: Inputs) -> Made:
    """Write description, provenance and client into a folder, telling warnings on stderr."""
    found = normalized(inputs.source, inputs.overlays, inputs.select, inputs.unmatched)
    description.write_atomically(folder / DESCRIPTION, description.dump(found.content))
    _check_examples(found, inputs)
    settings = {"select": list(inputs.select), "unmatched": inputs.unmatched}
    record = provenance.provenance(found.files, inputs.overlays, settings)
    if inputs.name:
        record["source"] = dict(zip([inputs.name], record["source"].values(), strict=False))
    description.write_atomically(folder / _PROVENANCE, provenance.written(record))
    with working("generating the client"), ending_at(GenerationError):
        generated = generate_client(found.content, inputs.source, folder / _PACKAGE)
    for omission in generated.omissions:
        click.echo(f"warning: {omission}", err=True)
    return Made(generated, found)


def _check_examples(found: description.Normalized, inputs: Inputs) -> None:
    """End if an example of ours is false; tell how many of the provider's are."""
    result = description.Document(Path(DESCRIPTION), found.content)
    with working("checking the examples"):
        problems = check_examples(result)
    if problems and inputs.ours:
        told = "\n".join(map(str, problems))
        raise Ending(
            f"{len(problems)} examples of the normalized description are false; correct each "
            f"where `normalize --explain` says it comes from:\n{told}",
            BROKEN,
        )
    with working("checking the published examples"), ending_at(description.DescriptionError):
        published = check_examples(inputs.source)
    if published or problems:
        false = len({problem.pointer for problem in published or problems})
        click.echo(
            f"warning: {inputs.source}: {false} examples do not fit their own schema; "
            f"see: fine-tuning-contract examples --source {inputs.source}",
            err=True,
        )


def install(fresh: Path, folder: Path) -> None:
    """Put each new part in the place of the old one, all of them or none."""
    folder.mkdir(exist_ok=True)
    put_in_place(fresh, folder, (DESCRIPTION, _PROVENANCE, _PACKAGE))


def _compare(fresh: Path, folder: Path) -> None:
    """End with a reason, in one line, if the folder does not hold what would be written now."""
    stale = _different_files(fresh, folder)
    if not stale:
        click.echo(f"{folder} is up to date", err=True)
        return
    shown = ", ".join(stale[:_SHOWN_FILES]) + (" …" if len(stale) > _SHOWN_FILES else "")
    files = shown if len(stale) == 1 else f"{len(stale)} files differ: {shown}"
    why = "; ".join(_reasons(fresh, folder, stale))
    raise Ending(f"{folder} is stale: {why} ({files}); run: fine-tuning-contract generate", BROKEN)


def _reasons(fresh: Path, folder: Path, stale: Sequence[str]) -> list[str]:
    if not folder.exists():
        return ["it is not there"]
    record = _record(folder)
    if not record:
        return [
            f"{_PROVENANCE} is missing or cannot be read, so what it was made from is not known"
        ]
    # With the same inputs the same is written: somebody has changed what stands there.
    return provenance.differences(record, _record(fresh)) or [_by_hand(fresh, folder, stale)]


def _by_hand(fresh: Path, folder: Path, stale: Sequence[str]) -> str:
    missing = [name for name in stale if not (folder / name).exists()]
    further = [name for name in stale if not (fresh / name).exists()]
    kinds = {"removed by hand": missing, "added by hand": further}
    edited = len(stale) > len(missing) + len(further)
    return " and ".join(
        [*(["edited by hand"] if edited else []), *(k for k, v in kinds.items() if v)]
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
