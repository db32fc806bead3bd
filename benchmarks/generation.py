"""Generation beside the bare generator: from a description to a client."""

import gzip
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from attrs import evolve

from benchmarks.client import stock
from benchmarks.processes import Cost, process_rounds, run
from benchmarks.rows import Figure, Heading, Row, Wanted, row

BARE = "openapi-python-client"
_GENERATE = "fine-tuning-contract generate"
_NORMALIZE = "fine-tuning-contract normalize"
_WHOLE = "UPSTREAM_DESCRIPTIONS"
_OPERATION = re.compile(r"\bOperation\(")
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})


def rows(wanted: Wanted) -> Iterator[Row]:
    """Yield the time from input to output, for our slice and for a whole description."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        if "generation.slice" in wanted:
            yield _slice_row(Path(made), 1 if wanted.quick else 5)
        if "generation.whole" in wanted:
            yield from _whole_rows(Path(made), wanted)


def _slice_row(folder: Path, rounds: int) -> Row:
    ours, bare = folder / "ours", folder / "bare"
    commands: Mapping[str, Callable[[], Cost]] = {
        BARE: partial(stock.generate, bare),
        _GENERATE: partial(_tool, "generate", "--output", str(ours)),
        _NORMALIZE: partial(_tool, "normalize", "-o", str(folder / "normalized.yml")),
    }
    found = process_rounds(commands, rounds)
    samples = {name: [cost.cpu_seconds for cost in costs] for name, costs in found.items()}
    note = "the bare generator starts from our normalized description, ours from the published one"
    heading = Heading("generation.slice", "generate the client", "s CPU", note=note)
    counts = {BARE: _bare_operations(bare), _GENERATE: _own_operations(ours)}
    return _with_counts(row(heading, samples, BARE), counts, 21)


def _whole_rows(folder: Path, wanted: Wanted) -> Iterator[Row]:
    title = "generate from a whole description"
    source = whole_description(folder)
    if source is None or wanted.quick:
        note = (
            "left out by --quick"
            if source
            else f"left out: set {_WHOLE} to a file, or to a folder that holds one"
        )
        yield Row("generation.whole", title, "s CPU", (), note)
        return
    no_overlays = folder / "no-overlays"
    no_overlays.mkdir()
    ours, bare = folder / "whole", folder / "whole-bare"
    options = ("--source", str(source), "--overlay", str(no_overlays), "--output", str(ours))
    # One run of each: the rows before have left every cache of the file system warm.
    samples = {
        BARE: [stock.generate(bare, source).cpu_seconds],
        _GENERATE: [_tool("generate", *options).cpu_seconds],
    }
    counts = {BARE: _bare_operations(bare), _GENERATE: _own_operations(ours)}
    heading = Heading("generation.whole", title, "s CPU", note=f"{source.name}, one run of each")
    yield _with_counts(row(heading, samples, BARE), counts, _described(source))


def whole_description(folder: Path) -> Path | None:
    """Return the description that the environment names; of a folder, its largest; unpacked."""
    given = os.environ.get(_WHOLE)
    if not given:
        return None
    place = Path(given)
    files = [path for path in place.glob("*") if path.is_file()] if place.is_dir() else [place]
    largest = max(files, key=lambda path: path.stat().st_size, default=None)
    if largest is None or largest.suffix != ".gz":
        return largest
    unpacked = folder / largest.stem
    unpacked.write_bytes(gzip.decompress(largest.read_bytes()))
    return unpacked


def _tool(*arguments: str) -> Cost:
    return run([str(Path(sys.executable).with_name("fine-tuning-contract")), *arguments])


def _bare_operations(folder: Path) -> int:
    """Count the modules of endpoints that the bare generator wrote."""
    found = (folder / stock.PACKAGE / "api").rglob("*.py")
    return sum(path.name != "__init__.py" for path in found)


def _own_operations(folder: Path) -> int:
    """Count the operations that our generated resources define."""
    resources = (folder / "fine_tuning_client" / "resources").glob("*.py")
    return sum(len(_OPERATION.findall(path.read_text(encoding="utf-8"))) for path in resources)


def _described(source: Path) -> int:
    """Count the operations of a description."""
    from fine_tuning_contract.description import load  # noqa: PLC0415 - only this row needs it

    paths = load(source).content["paths"].values()
    return sum(method in _METHODS for path in paths for method in path)


def _with_counts(measured: Row, counts: Mapping[str, int], described: int) -> Row:
    def noted(figure: Figure) -> Figure:
        count = counts.get(figure.subject)
        return figure if count is None else evolve(figure, note=f"{count}/{described} operations")

    return evolve(measured, figures=tuple(noted(figure) for figure in measured.figures))
