"""The generated client beside httpx, the bare generator's client, and the provider's own."""

import contextlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fine_tuning_client
from benchmarks.client import starts, stock
from benchmarks.client.subjects import ALL, FLOOR
from benchmarks.processes import FailedProcessError
from benchmarks.rows import OURS, Row, Wanted, row_of

GROUP = "client"
DECODERS = ("msgspec", "orjson")
_DECODER = re.compile(
    r"^ *(?:import|from) (?:msgspec|orjson)\b|[\"'](?:msgspec|orjson)[\"']", re.MULTILINE
)
_PARTS = ("calls", "concurrency", "growth", "memory")
_FAST_PARTS = ("calls", "memory")
_ROOT = Path(__file__).parents[2]


def rows(wanted: Wanted) -> Iterator[Row]:
    """Yield the rows of this group as they are measured."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        stock.generate(Path(folder))
        folders = [str(_ROOT), str(Path(fine_tuning_client.__file__).parents[1]), folder]
        if wanted.any_of("client.start"):
            yield from starts.rows(wanted, folders)
        plain = {"prefix": GROUP, "blocked": DECODERS, "subjects": list(ALL), "parts": _PARTS}
        yield from _worker(wanted, folders, plain)
        if wanted.any_of("client.fast"):
            yield from _fast(wanted, folders)


def _fast(wanted: Wanted, folders: list[str]) -> Iterator[Row]:
    """Measure the same calls with the optional decoders, if the client knows how to use them."""
    if not _knows_decoders():
        note = f"left out: the client makes no use of {' or '.join(DECODERS)} yet"
        yield Row("client.fast", "with [fast]", "", (), note)
        return
    subjects = [FLOOR, OURS]
    order = {"prefix": "client.fast", "blocked": (), "subjects": subjects, "parts": _FAST_PARTS}
    yield from _worker(wanted, folders, order)


def _knows_decoders() -> bool:
    """Return whether some module of the client's runtime names an optional decoder."""
    runtime = Path(fine_tuning_client.__file__).parent / "runtime"
    sources = [path.read_text(encoding="utf-8") for path in runtime.glob("*.py")]
    return any(_DECODER.search(source) for source in sources)


def _worker(wanted: Wanted, folders: list[str], order: dict[str, Any]) -> Iterator[Row]:
    """Measure calls in a process of its own, where nothing else has been imported."""
    told = json.dumps({**order, "names": wanted.names, "quick": wanted.quick, "path": folders})
    command = [sys.executable, "-m", "benchmarks.client.worker"]
    with contextlib.ExitStack() as stack:
        process = stack.enter_context(
            subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT
            )
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(told)
        process.stdin.close()
        for line in process.stdout:
            yield row_of(json.loads(line))
    if process.returncode:
        raise FailedProcessError(f"measuring the clients ended with {process.returncode}")
