"""Real descriptions compared: the project's own, and those that the provider has published."""

import gzip
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from described import Json, changed, compared, places
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fine_tuning_contract import places as places_of_the_project
from fine_tuning_contract.description import load, overlay_files
from fine_tuning_contract.description.comparison import Side, compare, read_side
from fine_tuning_contract.description.comparison.texts import as_markdown, as_text

FOLDER = Path(
    os.environ.get("UPSTREAM_DESCRIPTIONS", Path(__file__).parents[3] / "shared" / "upstream")
)
CUT = ["2023-11-15.yaml", "2024-11-04.yaml", "2025-04-29.yaml", "2026-08-21.yaml"]
WHOLE = "2026-08-21-whole.yaml.gz"
OURS = load(places_of_the_project.normalized_description()).content
EVERYWHERE = places(OURS)

_SIDES: dict[str, Side] = {}


def published(name: str) -> Side:
    """Return a published description with our overlays, read once."""
    place = FOLDER / name
    if not place.is_file():
        pytest.skip(
            f"{place} is not there: the provider's files are not part of this repository; "
            "name a folder that has them by UPSTREAM_DESCRIPTIONS"
        )
    if name not in _SIDES:
        _SIDES[name] = read_side(place, overlay_files([places_of_the_project.overlays()]))
    return _SIDES[name]


def test_own_description_has_not_changed_against_itself() -> None:
    """The description that everything is made from is not different from itself."""
    side = read_side(places_of_the_project.normalized_description(), [])

    assert compare(side, side).changes == ()


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.sampled_from(EVERYWHERE), st.sampled_from([..., "else", 7, {"else": 1}]))
def test_no_mutation_of_the_own_description_is_lost(
    path: tuple[str | int, ...], value: Any
) -> None:
    """Wherever the whole description is changed, something is told of it."""
    new: Json = changed(OURS, path, value)

    assert (new == OURS) == (compared(OURS, new).changes == ())


@pytest.mark.parametrize("new", CUT)
@pytest.mark.parametrize("old", CUT)
def test_published_descriptions_are_compared_in_any_order(old: str, new: str) -> None:
    """Any two are compared without a crash, and only a file against itself has not changed."""
    found = compare(published(old), published(new))

    assert (found.changes == ()) == (old == new)
    assert max(map(len, as_text(found).splitlines()[1:])) <= 130
    assert as_markdown(found).startswith("## ")


def test_report_of_the_newest_description_is_true() -> None:
    """What was read in both files by hand is what is told."""
    found = compare(published("2025-04-29.yaml"), published("2026-08-21.yaml"))

    told = {(change.where, change.rule, change.direction) for change in found.changes}
    added = {change.where for change in found.changes if change.rule == "operation-added"}
    ours = {change.where for change in found.changes if change.overlays}
    assert added == {
        "POST /fine_tuning/alpha/graders/run",
        "POST /fine_tuning/alpha/graders/validate",
        "POST /fine_tuning/jobs/{fine_tuning_job_id}/pause",
        "POST /fine_tuning/jobs/{fine_tuning_job_id}/resume",
    }
    assert ("FineTuneMethod/type", "property-became-required", "request") in told
    assert ("FineTuneMethod/type", "enum-value-added", "response") in told
    assert {"Metadata/maxProperties", "FineTuningJobError/code"} <= ours
    assert "FineTuneMethod/type" not in ours


def test_whole_description_has_not_changed_against_itself(tmp_path: Path) -> None:
    """The 288 operations of the whole file are compared, and nothing is told."""
    packed = FOLDER / WHOLE
    if not packed.is_file():
        pytest.skip(f"{packed} is not there: name a folder by UPSTREAM_DESCRIPTIONS")
    place = tmp_path / "whole.yaml"
    with gzip.open(packed) as source, place.open("wb") as target:
        shutil.copyfileobj(source, target)
    side = read_side(place, [])

    assert compare(side, side).changes == ()
