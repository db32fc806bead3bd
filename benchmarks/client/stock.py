"""The bare generator, run on the same normalized description, with its own templates."""

import sys
from pathlib import Path

from benchmarks.processes import Cost, run

PACKAGE = "stock_client"
NORMALIZED = Path(__file__).parents[2] / "generated" / "openapi.normalized.yml"


def generate(folder: Path, description: Path = NORMALIZED) -> Cost:
    """Write the package `stock_client` into a folder."""
    tool = Path(sys.executable).with_name("openapi-python-client")
    command = [str(tool), "generate", "--path", str(description), "--meta", "none"]
    # The generator looks for ruff on the path, and leaves its files unformatted without.
    path = {"PATH": f"{tool.parent}:/usr/bin:/bin"}
    return run([*command, "--overwrite", "--output-path", str(folder / PACKAGE)], path)
