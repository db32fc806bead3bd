"""What generated files were made from: hashes of every input, and the versions of the tools."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

_TOOLS = ("openapi-python-client", "ruff", "jsonpath-rfc9535", "PyYAML")
_CODEGEN = Path(__file__).parent / "codegen"


def provenance(
    source: Path, overlays: Iterable[Path], settings: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a generation is made from; the same inputs give the same record."""
    return {
        "source": {source.name: _sha256(source)},
        "overlays": {path.name: _sha256(path) for path in overlays},
        "generator": _sha256_of_all(sorted(_generator_files())),
        "settings": dict(settings),
        "tools": {name: version(name) for name in _TOOLS},
    }


def written(record: Mapping[str, Any]) -> str:
    """Return a record as the text of its file."""
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return a phrase for each input that is not the same in both records."""
    told: list[str] = []
    for part in ("source", "overlays", "tools", "settings"):
        before, after = old.get(part, {}), new.get(part, {})
        told += [f"{name} is gone" for name in before if name not in after]
        told += [f"{name} is new" for name in after if name not in before]
        told += [
            f"{name} changed" for name in after if name in before and before[name] != after[name]
        ]
    if old.get("generator") != new.get("generator"):
        told.append("the templates or the runtime changed")
    return told


def _generator_files() -> list[Path]:
    return [
        path
        for path in _CODEGEN.rglob("*")
        if path.is_file() and path.suffix in {".py", ".jinja"} and "__pycache__" not in path.parts
    ]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sha256_of_all(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(f"{path.relative_to(_CODEGEN).as_posix()} {_sha256(path)}\n".encode())
    return whole.hexdigest()
