"""A change between two descriptions, and whom it concerns."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Literal

from attrs import asdict, evolve, field, frozen

from .rules import REMEDIES

Effect = Literal["wider", "narrower", "other", "words"]
"""What a change does to the messages that are allowed: more, fewer, others, or none of it."""

Direction = Literal["request", "response", "both"]
Verdict = Literal["breaking", "safe", "none"]
Release = Literal["major", "minor", "patch", "none"]

_MOST_SHOWN = 90


@frozen
class Verdicts:
    """
    Whom a change concerns.

    `clients` are programs that speak to the API as it was described before, `callers` those that
    call the generated Python client, `servers` implementations of the old description.
    """

    clients: Verdict
    callers: Verdict
    servers: Verdict


@frozen
class Change:
    """One difference: by which rule, where, what it means, and for whom."""

    rule: str
    direction: Direction
    effect: Effect
    where: str
    message: str
    verdicts: Verdicts
    old: str | None = None
    new: str | None = None
    operations: tuple[str, ...] = ()
    # Actions of overlays that wrote this on one side only: not all of it is news of the provider.
    overlays: tuple[str, ...] = ()
    # Where it stands in the two documents before they were reshaped.
    pointers: tuple[str, str] = field(default=("", ""), repr=False)
    # What the message says, before it was shortened for reading.
    told: str = field(default="", repr=False)

    @property
    def is_breaking(self) -> bool:
        """Whether clients or callers have to act."""
        return "breaking" in {self.verdicts.clients, self.verdicts.callers}

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return REMEDIES.get(self.rule, "")

    @property
    def fingerprint(self) -> str:
        """Twelve characters that stay the same as long as the change does."""
        text = "\0".join((self.rule, self.direction, self.where, self.told or self.message))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        plain = asdict(self, filter=lambda attribute, _: attribute.name != "told")
        return {"fingerprint": self.fingerprint, **plain, "remedy": self.remedy}

    def concerning(self, operations: Iterable[str]) -> "Change":
        """Return the change with the operations that it concerns."""
        return evolve(self, operations=tuple(operations))


def verdicts_of(direction: Direction, effect: Effect, callers: Verdict | None = None) -> Verdicts:
    """
    Return whom a change of what is allowed concerns.

    A request that may hold less, and an answer that may hold more, break clients; servers are
    broken by the reverse. Callers of the generated client are concerned as clients are, unless
    it is said otherwise.
    """
    if effect == "words":
        return Verdicts("none", callers or "none", "none")
    hits_both = effect == "other" or direction == "both"
    hits_clients = (effect == "narrower") == (direction == "request")
    clients: Verdict = "breaking" if hits_both or hits_clients else "safe"
    servers: Verdict = "breaking" if hits_both or not hits_clients else "safe"
    return Verdicts(clients, callers or clients, servers)


def release_for(changes: Iterable[Change]) -> Release:
    """Return what a release with these changes is, by semantic versioning."""
    found = list(changes)
    if any(change.is_breaking for change in found):
        return "major"
    if any(change.effect != "words" for change in found):
        return "minor"
    return "patch" if found else "none"


def shown(value: Any) -> str:
    """Return a value as messages show it: JSON, and not too long."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"
