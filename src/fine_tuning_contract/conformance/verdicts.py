"""The words a run ends in: one for each rule, one for the whole, and a number for the shell."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """What became of one rule."""

    KEPT = "kept"
    BROKEN = "broken"
    KNOWN_DEVIATION = "known-deviation"
    NOT_APPLICABLE = "not-applicable"
    NOT_IMPLEMENTED = "not-implemented"
    COULD_NOT_RUN = "could-not-run"


class RunVerdict(StrEnum):
    """What became of a whole run."""

    CONFORMANT = "conformant"
    BROKEN = "broken"
    PARTIAL = "partial"
    COULD_NOT_RUN = "could-not-run"


# From best to worst: a rule with several cases gets the last of its verdicts.
_ORDER = (
    Verdict.NOT_APPLICABLE,
    Verdict.KEPT,
    Verdict.KNOWN_DEVIATION,
    Verdict.NOT_IMPLEMENTED,
    Verdict.COULD_NOT_RUN,
    Verdict.BROKEN,
)

_EXIT_CODES = {
    RunVerdict.CONFORMANT: 0,
    RunVerdict.PARTIAL: 0,
    RunVerdict.BROKEN: 1,
    RunVerdict.COULD_NOT_RUN: 3,
}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of some verdicts."""
    return max(verdicts, key=_ORDER.index)


def of_run(verdicts: Iterable[Verdict], *, whole: bool = True) -> RunVerdict:
    """
    Return the verdict of a run from those of its rules.

    `whole` says whether every rule was selected; a kept selection is only partial, and so is a run
    with rules that are not applicable, not implemented or known deviations. A run without a rule
    could not run: a green that checked nothing would read as a promise.
    """
    found = set(verdicts)
    if Verdict.BROKEN in found:
        return RunVerdict.BROKEN
    if Verdict.COULD_NOT_RUN in found or not found:
        return RunVerdict.COULD_NOT_RUN
    if whole and found == {Verdict.KEPT}:
        return RunVerdict.CONFORMANT
    return RunVerdict.PARTIAL


def exit_code_of(verdict: RunVerdict) -> int:
    """Return what the shell is told: 0 nothing broken, 1 broken, 3 could not run."""
    return _EXIT_CODES[verdict]
