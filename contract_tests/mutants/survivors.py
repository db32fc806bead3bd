"""The mutants that are known to survive, each with its reason."""

from pathlib import Path
from typing import Any, Literal

import attrs
import yaml

from fine_tuning_contract.conformance.values import is_object

Kind = Literal["allowed", "missed"]
FILE = Path(__file__).with_name("survivors.yml")
_KINDS = ("allowed", "missed")


@attrs.frozen
class Survivor:
    """
    A mutant that no rule catches.

    One that is `allowed` differs in a way that the description leaves open, or in nothing that can
    be seen, so it is no fault that a rule could name; one that is `missed` is a fault that the
    rules do not see.
    """

    mutant: str
    kind: Kind
    reason: str


def known(path: Path = FILE) -> dict[str, Survivor]:
    """Return the known survivors by name; raises ValueError where the file is wrong."""
    content: list[Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    found = [_survivor(path, entry) for entry in content]
    return {one.mutant: one for one in found}


def _survivor(path: Path, entry: Any) -> Survivor:
    if not is_object(entry) or set(entry) != {"mutant", "kind", "reason"}:
        raise ValueError(f"{path}: {entry!r} is no entry; it has mutant, kind and reason")
    if entry["kind"] not in _KINDS:
        raise ValueError(f"{path}: {entry['mutant']}: kind is one of {', '.join(_KINDS)}")
    return Survivor(entry["mutant"], entry["kind"], str(entry["reason"]).strip())
