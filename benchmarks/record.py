"""What a run leaves behind: figures as JSON, and a table in Markdown."""

import json
import os
import platform
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.rows import Row
from benchmarks.tables import markdown

_MEASURED = ("httpx", "openai", "openapi-python-client", "attrs", "msgspec", "uvicorn")
_OPENING, _CLOSING = "<!-- table -->", "<!-- end of table -->"


class NoTableError(Exception):
    """A page has no place for the table."""


def machine() -> dict[str, Any]:
    """Return what the figures depend on, with nothing that names the machine."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def versions() -> dict[str, str]:
    """Return the versions of what is measured, and of what it stands on."""
    return {name: version(name) for name in _MEASURED}


def write(rows: Sequence[Row], folder: Path, *, quick: bool) -> tuple[Path, Path]:
    """Write `bench.json` and `bench.md` into a folder, and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {
        "schema": 1,
        "measured_at": int(time.time()),
        "quick": quick,
        "machine": machine(),
        "versions": versions(),
        "rows": [row.as_json() for row in rows],
    }
    figures, table = folder / "bench.json", folder / "bench.md"
    _replace(figures, json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    _replace(table, summary(rows))
    return figures, table


def put_into_page(rows: Sequence[Row], page: Path) -> None:
    """
    Replace the table of a page, which stands between two comments.

    Raises `NoTableError` if the page has no such comments.
    """
    before, opening, rest = page.read_text(encoding="utf-8").partition(_OPENING)
    _, closing, after = rest.partition(_CLOSING)
    if not closing:
        raise NoTableError(f"{page}: no table to replace between {_OPENING} and {_CLOSING}")
    _replace(page, f"{before}{opening}\n{summary(rows)}{closing}{after}")


def summary(rows: Sequence[Row]) -> str:
    """Return what was measured on which machine, as Markdown."""
    facts = [f"{name} {value}" for name, value in {**machine(), **versions()}.items()]
    return f"{', '.join(facts)}.\n\n{markdown(rows)}"


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.rename(path)
