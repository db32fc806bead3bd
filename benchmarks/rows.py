"""What a measurement found: rows of figures, one for each subject."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

from attrs import asdict, field, frozen

OURS = "fine_tuning_client"


@frozen
class Goal:
    """What a figure of ours has to keep: a bound on its ratio, value, or distance to the floor."""

    limit: float
    of: str = "ratio"
    least: bool = False

    def __str__(self) -> str:
        """Return the bound as it is written in the tables."""
        sign = "≥" if self.least else "≤"
        form = {"ratio": f"{self.limit:.2f} x", "difference": f"floor + {self.limit:g}"}
        return f"{sign} {form.get(self.of, f'{self.limit:g}')}"


@frozen
class Figure:
    """What one subject needed; `ratio` is how many times the floor that is."""

    subject: str
    value: float | None
    ratio: float | None = None
    goal: str = ""
    kept: bool | None = None
    note: str = ""


@frozen
class Row:
    """One thing measured: its name on the command line, its title in the table, and the figures."""

    name: str
    title: str
    unit: str
    figures: tuple[Figure, ...]
    note: str = ""

    @property
    def group(self) -> str:
        """The first part of the name."""
        return self.name.partition(".")[0]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)


def row_of(data: dict[str, Any]) -> Row:
    """Return the row that `as_json` wrote."""
    read: dict[str, Any] = {**data, "figures": tuple(Figure(**one) for one in data["figures"])}
    return Row(**read)


@frozen
class Wanted:
    """Which rows to measure, and how thoroughly."""

    names: tuple[str, ...] = ()
    quick: bool = False

    def __contains__(self, name: object) -> bool:
        """Return whether a row is wanted: by its own name or by the beginning of it."""
        return not self.names or any(f"{name}.".startswith(f"{wish}.") for wish in self.names)

    def any_of(self, group: str) -> bool:
        """Return whether some row of a group may be wanted."""
        return not self.names or any(
            f"{wish}.".startswith(f"{group}.") or f"{group}.".startswith(f"{wish}.")
            for wish in self.names
        )


@frozen
class Heading:
    """What stands above the figures of a row, and what ours have to keep."""

    name: str
    title: str
    unit: str
    goals: Mapping[str, Goal] = field(factory=dict[str, Goal])
    note: str = ""


Samples = Mapping[str, Sequence[float]]


def row(heading: Heading, samples: Samples, floor: str | None) -> Row:
    """Return the row for samples taken round by round; its ratios are medians of the rounds'."""
    figures = tuple(
        figure(subject, values, samples.get(floor or ""), heading.goals.get(subject))
        for subject, values in samples.items()
    )
    return Row(heading.name, heading.title, heading.unit, figures, heading.note)


def figure(
    subject: str,
    values: Sequence[float],
    floor: Sequence[float] | None = None,
    goal: Goal | None = None,
) -> Figure:
    """Return the figure of one subject, beside the samples of its floor."""
    value = median(values)
    ratio = median(a / b for a, b in zip(values, floor, strict=True)) if floor else None
    if goal is None:
        return Figure(subject, value, ratio)
    measure: dict[str, Callable[[], float]] = {
        "ratio": lambda: ratio if ratio is not None else 0.0,
        "difference": lambda: value - median(floor or [0.0]),
        "value": lambda: value,
    }
    found = measure[goal.of]()
    kept = found >= goal.limit if goal.least else found <= goal.limit
    return Figure(subject, value, ratio, goal=str(goal), kept=kept)
