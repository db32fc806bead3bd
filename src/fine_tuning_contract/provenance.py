"""What generated files were made from: hashes of every input, and the versions of the tools."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

_TOOLS = ("openapi-python-client", "ruff", "jsonpath-rfc9535", "PyYAML")
_HERE = Path(__file__).parent
# What is ours, by the name it has in the record, and what a change to it is called.
_ENGINES = {
    "description": "the code that reads, overlays and reshapes descriptions changed",
    "generator": "the templates or the runtime changed",
}


def provenance(
    sources: Sequence[Path], overlays: Sequence[Path], settings: Mapping[str, Any]
) -> dict[str, Any]:
    """
    Return what a generation is made from; the same inputs give the same record.

    The first source is the description, the others are files that it refers to.
    """
    return {
        "source": _hashes(sources),
        "overlays": _hashes(overlays),
        "description": _sha256_of_all(_HERE / "description", "*.py"),
        "generator": _sha256_of_all(_HERE / "codegen", "**/*"),
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
    return told + [phrase for part, phrase in _ENGINES.items() if old.get(part) != new.get(part)]


def _hashes(paths: Sequence[Path]) -> dict[str, str]:
    """Return the hash of each file by its name, with its folder where two have one name."""
    times = Counter(path.name for path in paths)
    return {
        path.name if times[path.name] == 1 else f"{path.parent.name}/{path.name}": _sha256(path)
        for path in paths
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sha256_of_all(folder: Path, pattern: str) -> str:
    whole = hashlib.sha256()
    for path in sorted(_code(folder.glob(pattern))):
        whole.update(f"{path.relative_to(folder).as_posix()} {_sha256(path)}\n".encode())
    return whole.hexdigest()


def _code(paths: Iterable[Path]) -> Iterable[Path]:
    return (
        path
        for path in paths
        if path.is_file() and path.suffix in {".py", ".jinja"} and "__pycache__" not in path.parts
    )
