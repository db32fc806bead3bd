"""What is generated is what the sources give, and holds nothing that a machine did not write."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

GENERATED = ("openapi.normalized.yml", "PROVENANCE.json", "fine_tuning_client")


@pytest.fixture(scope="module")
def generated(checkout: Path) -> Path:
    """Return the folder of generated files."""
    return checkout / "generated"


def test_folder_is_not_stale(checkout: Path) -> None:
    """Generating anew would change no byte of it."""
    done = subprocess.run(
        [sys.executable, "-m", "fine_tuning_contract.cli", "generate", "--check"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_folder_holds_what_generation_writes(generated: Path) -> None:
    """The three things that `generate` writes are there; nothing was added by hand."""
    assert sorted(each.name for each in generated.iterdir()) == sorted(GENERATED)


def test_description_is_plain_yaml(generated: Path) -> None:
    """Any YAML reader understands the normalized description, in the same way."""
    text = (generated / "openapi.normalized.yml").read_text(encoding="utf-8")

    content = yaml.safe_load(text)

    assert content["openapi"] == "3.1.0"
    assert "&id" not in text
    assert json.loads(json.dumps(content)) == content


def test_provenance_covers_every_input(generated: Path, checkout: Path) -> None:
    """Source and overlays are on record with their hashes."""
    record = json.loads((generated / "PROVENANCE.json").read_text(encoding="utf-8"))

    assert list(record["source"]) == ["openapi.yml"]
    assert sorted(record["overlays"]) == sorted(
        path.name for path in (checkout / "overlays").glob("*.overlay.yml")
    )


def test_every_module_says_what_it_holds(generated: Path) -> None:
    """Generated code is read too: each module, class and method has a docstring."""
    silent = [
        f"{path.name}:{node.lineno} {node.name}"
        for path in (generated / "fine_tuning_client").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]

    assert silent == []


def test_client_needs_little(generated: Path) -> None:
    """The client imports the standard library, attrs and httpx; msgspec where it is installed."""
    imported: set[str] = set()
    for path in (generated / "fine_tuning_client").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.add((node.module or "").partition(".")[0])

    assert imported - sys.stdlib_module_names <= {"attrs", "httpx", "msgspec"}
