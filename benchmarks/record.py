"""What a run leaves behind: figures as JSON, and a table in Markdown."""

import json
import os
import platform
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.rows import Row
from benchmarks.tables import markdown


def machine() -> dict[str, Any]:
    """Return what the figures depend on, with nothing that names the machine."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def write(rows: Sequence[Row], folder: Path, *, quick: bool) -> tuple[Path, Path]:
    """Write `bench.json` and `bench.md` into a folder, and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {
        "schema": 1,
        "measured_at": int(time.time()),
        "quick": quick,
        "machine": machine(),
        "rows": [row.as_json() for row in rows],
    }
    figures, table = folder / "bench.json", folder / "bench.md"
    _replace(figures, json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    _replace(table, markdown(rows))
    return figures, table


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.rename(path)
