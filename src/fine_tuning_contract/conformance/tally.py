"""What the processes of a run counted, added up."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import attrs


@attrs.frozen
class Tally:
    """
    How much a run sent, called and made.

    `called` are the operations that rules called, `sent` the requests to each operation, generated
    ones too, and `made` the things that each operation made. `away` says that the target left.
    `coverage` are the accounts of what each process exercised.
    """

    requests: int = 0
    called: tuple[str, ...] = ()
    sent: Mapping[str, int] = attrs.field(factory=dict[str, int])
    made: Mapping[str, int] = attrs.field(factory=dict[str, int])
    notes: tuple[str, ...] = ()
    away: str | None = None
    coverage: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, counts: Iterable[Mapping[str, Any]], order: Iterable[str]) -> "Tally":
        """Return the sum of what each process counted, with operations in an order."""
        requests = 0
        called: Counter[str] = Counter()
        sent: Counter[str] = Counter()
        made: Counter[str] = Counter()
        notes: dict[str, None] = {}
        away: str | None = None
        coverage: list[Mapping[str, Any]] = []
        for count in counts:
            requests += count.get("requests", 0)
            called.update(count.get("called", {}))
            sent.update(count.get("sent", {}))
            made.update(count.get("made", {}))
            notes |= dict.fromkeys(count.get("notes", ()))
            away = away or count.get("away")
            coverage += [count["coverage"]] if count.get("coverage") else []
        names = list(order)
        return cls(
            requests,
            tuple(name for name in names if name in called),
            {name: sent[name] for name in names if name in sent},
            {name: made[name] for name in names if name in made},
            tuple(notes),
            away,
            tuple(coverage),
        )
