"""Changes that somebody has looked at and accepts, by their fingerprints."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from fine_tuning_contract.description.documents import load
from fine_tuning_contract.description.failures import DescriptionError
from fine_tuning_contract.description.json_values import is_object, object_in

from .overview import Comparison


@frozen
class Allowance:
    """One change that is accepted, and why."""

    fingerprint: str
    reason: str
    where: str


def read_allowances(path: Path) -> list[Allowance]:
    """
    Return the changes that a file accepts: `allowed:`, an object of reasons by fingerprint.

    Raises DescriptionError for a file of another form, and for an entry without a reason.
    """
    document = load(path)
    entries = document.content.get("allowed")
    if not is_object(entries) or set(document.content) != {"allowed"}:
        example = "allowed:\\n  0123456789ab: the reason"
        raise DescriptionError(f"{document.where('')}: one key is wanted, as in\\n{example}")
    found: list[Allowance] = []
    for fingerprint, reason in object_in(document.content, "allowed").items():
        where = document.where(f"/allowed/{fingerprint}")
        if not isinstance(reason, str) or not reason.strip():
            raise DescriptionError(f"{where}: {fingerprint} has no reason; say why it is accepted")
        found.append(Allowance(fingerprint, reason, where))
    return found


def without_allowed(comparison: Comparison, allowances: Sequence[Allowance]) -> Comparison:
    """
    Return a comparison without the changes that are accepted.

    Raises DescriptionError for an entry that accepts nothing: it is no longer true.
    """
    there: dict[str, Any] = {change.fingerprint: change for change in comparison.changes}
    for allowance in allowances:
        if allowance.fingerprint not in there:
            message = f"{allowance.fingerprint} is no change of this comparison; take it out"
            raise DescriptionError(f"{allowance.where}: {message}")
    allowed = {allowance.fingerprint for allowance in allowances}
    rest = tuple(change for change in comparison.changes if change.fingerprint not in allowed)
    return evolve(comparison, changes=rest)
