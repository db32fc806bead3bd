"""The check that a training file goes through while its job validates files."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

import attrs

from fine_tuning_contract.codegen.runtime.training_data import (
    LONGEST_LINE,
    Method,
    examine,
    failure,
)
from fine_tuning_contract.emulator.jobs import Failure


@attrs.frozen
class Inspection:
    """What was found in a file: its size as training counts it, and why a job fails over it."""

    examples: int = 0
    tokens: int = 0
    fingerprint: str = ""
    fault: tuple[str, str] | None = None


class _Digest(Protocol):
    """What takes in the content as it is read."""

    def update(self, data: bytes, /) -> None:
        """Take in what was read next."""


def inspect(lines: BinaryIO, method: Method, *, validation: bool = False) -> Inspection:
    """Read a file of training examples, in constant memory."""
    digest = hashlib.sha256()
    report = examine(_read(lines, digest), method, validation=validation, keep=1)
    return Inspection(
        examples=report.examples,
        tokens=max(1, report.estimated_tokens),
        fingerprint=digest.hexdigest(),
        fault=failure(report, validation=validation),
    )


def training_failure(found: Inspection) -> Failure | None:
    """Return why a job must fail over its training file, or None."""
    return None if found.fault is None else Failure(*found.fault, "training_file")


def validation_failure(found: Inspection) -> Failure | None:
    """Return why a job must fail over its validation file, or None."""
    return None if found.fault is None else Failure(*found.fault, "validation_file")


def _read(lines: BinaryIO, digest: _Digest) -> Iterator[bytes]:
    """Yield lines; of one that is too long, no more than shows it."""
    while line := lines.readline(LONGEST_LINE + 1):
        digest.update(line)
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = lines.readline(LONGEST_LINE + 1)
            digest.update(line)
