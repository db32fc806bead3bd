"""The check that a training file goes through while its job validates files."""

import hashlib
from pathlib import Path

import attrs

from fine_tuning_contract.emulator.examples import fault_in
from fine_tuning_contract.emulator.jobs import Failure

FEWEST_EXAMPLES = 10
_CHARACTERS_PER_TOKEN = 4


@attrs.frozen
class Inspection:
    """What was found in a file: its size as training counts it, and the first fault."""

    examples: int = 0
    tokens: int = 0
    fingerprint: str = ""
    fault: str | None = None


def inspect(path: Path, method: str) -> Inspection:
    """Read a file of training examples, one line at a time."""
    digest = hashlib.sha256()
    examples = characters = 0
    fault: str | None = None
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            digest.update(line)
            if not line.strip():
                continue
            examples += 1
            characters += len(line)
            fault = fault or _line_fault(line, number, method)
    tokens = max(1, characters // _CHARACTERS_PER_TOKEN)
    return Inspection(examples, tokens, digest.hexdigest(), fault)


def training_failure(found: Inspection) -> Failure | None:
    """Return why a job must fail over its training file, or None."""
    if found.fault is not None:
        return Failure("invalid_training_file", found.fault, "training_file")
    if found.examples < FEWEST_EXAMPLES:
        message = (
            f"Training file has {found.examples} example(s),"
            f" but must have at least {FEWEST_EXAMPLES} examples"
        )
        return Failure("invalid_n_examples", message, "training_file")
    return None


def validation_failure(found: Inspection) -> Failure | None:
    """Return why a job must fail over its validation file, or None."""
    if found.fault is not None:
        return Failure("invalid_validation_file", found.fault, "validation_file")
    if found.examples == 0:
        message = "Validation file has no examples"
        return Failure("invalid_validation_file", message, "validation_file")
    return None


def _line_fault(line: bytes, number: int, method: str) -> str | None:
    fault = fault_in(line, method)
    return None if fault is None else f"Line {number} {fault}"
