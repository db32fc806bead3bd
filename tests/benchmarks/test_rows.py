"""What rows say of the samples that they are made from."""

import json
import sys

import pytest

from benchmarks.processes import FailedProcessError, run
from benchmarks.rounds import QUICK, cpu_rounds, repeated
from benchmarks.rows import OURS, Figure, Goal, Heading, Row, Wanted, row, row_of
from benchmarks.tables import markdown


def test_ratio_is_taken_round_by_round() -> None:
    """A round in which the machine was slow slows both sides and leaves the ratio alone."""
    samples = {"floor": [1.0, 10.0, 1.0], OURS: [2.0, 20.0, 2.0]}

    found = row(Heading("a.b", "title", "µs"), samples, "floor")

    assert [figure.ratio for figure in found.figures] == [1.0, 2.0]


@pytest.mark.parametrize(
    ("goal", "kept"),
    [
        pytest.param(Goal(1.5), False, id="ratio-missed"),
        pytest.param(Goal(2.0), True, id="ratio-kept"),
        pytest.param(Goal(2.0, least=True), True, id="ratio-at-least"),
        pytest.param(Goal(3.0, "difference"), False, id="distance-missed"),
        pytest.param(Goal(8.0, "value"), True, id="value-kept"),
    ],
)
def test_goal_is_judged(goal: Goal, kept: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """A goal bounds the ratio, the distance to the floor, or the value."""
    heading = Heading("a.b", "title", "µs", {OURS: goal})

    found = row(heading, {"floor": [4.0], OURS: [8.0]}, "floor")

    assert found.figures[1].kept is kept


def test_row_survives_json() -> None:
    """A row that was written as JSON is read as the same row."""
    written = Row("a.b", "title", "µs", (Figure("one", 1.0, 1.0, "≤ 2", True),), "note")

    assert row_of(json.loads(json.dumps(written.as_json()))) == written


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        pytest.param((), True, id="all"),
        pytest.param(("client",), True, id="group"),
        pytest.param(("client.list-100",), True, id="beginning"),
        pytest.param(("client.list-100.status",), True, id="itself"),
        pytest.param(("client.list",), False, id="half-a-word"),
        pytest.param(("emulator",), False, id="another-group"),
    ],
)
def test_rows_are_chosen_by_the_beginning_of_their_name(
    names: tuple[str, ...],
    wanted: bool,  # noqa: FBT001 - a parameter of pytest
) -> None:
    """A row is measured if a given name is its own, or its beginning up to a dot."""
    assert ("client.list-100.status" in Wanted(names)) is wanted


def test_every_work_is_done_in_every_round() -> None:
    """All works have as many samples, and at least those of the smallest budget."""
    found = cpu_rounds({"one": repeated(lambda: None), "other": repeated(dict)}, QUICK)

    assert len(found["one"]) == len(found["other"]) >= QUICK.rounds


def test_markdown_has_a_line_for_each_figure() -> None:
    """The table repeats no title, and shows a note in the place of a value that is not there."""
    rows = [
        Row("a.b", "first", "µs", (Figure("one", 1.25, 1.0), Figure("two", 2500.0, 2.0))),
        Row("a.c", "second", "", (), "left out"),
    ]

    assert markdown(rows).splitlines()[2:] == [
        "| **first** | one | 1.25 µs | 1.00 |  |",
        "|  | two | 2,500 µs | 2.00 |  |",
        "| **second** | left out |  |  |  |",
    ]


def test_failed_command_is_told_with_its_last_words() -> None:
    """A measured process that fails ends the run with what it said."""
    with pytest.raises(FailedProcessError, match=r"ended with 1: .*no such thing"):
        run([sys.executable, "-c", "import sys; sys.exit('no such thing')"])
