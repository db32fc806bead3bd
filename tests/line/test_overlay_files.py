"""Each overlay is one purpose, said in its name, its title and its first comment."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from fine_tuning_contract import places
from fine_tuning_contract.description import overlay_files, validate_overlay

OVERLAYS = overlay_files([places.overlays()])


@pytest.fixture(params=OVERLAYS, ids=[path.name.removesuffix(".overlay.yml") for path in OVERLAYS])
def overlay(request: pytest.FixtureRequest) -> Path:
    """Return the place of each overlay."""
    place: Path = request.param
    return place


def read(place: Path) -> Any:
    """Return what an overlay says."""
    return yaml.safe_load(place.read_text(encoding="utf-8"))


def words(text: str) -> list[str]:
    """Return the words of a name or a title, articles left out."""
    return [word for word in re.split(r"[- ]", text.casefold()) if word not in ("a", "an", "the")]


def test_overlays_are_numbered_in_tens() -> None:
    """The number is the order, and leaves room between two."""
    numbers = [int(path.name[:3]) for path in OVERLAYS]

    assert numbers == [10 * (place + 1) for place in range(len(OVERLAYS))]


def test_overlay_is_valid(overlay: Path) -> None:
    """It is what the Overlay Specification says."""
    assert [str(problem) for problem in validate_overlay(overlay)] == []
    assert read(overlay)["overlay"].startswith("1.1")


def test_overlay_begins_with_its_reason(overlay: Path) -> None:
    """The first lines say what breaks without it, and where that was reported."""
    lines = overlay.read_text(encoding="utf-8").splitlines()
    comment = " ".join(
        line.removeprefix("# ")
        for line in lines[: next(i for i, x in enumerate(lines) if x[0] != "#")]
    )

    assert len(comment.split()) >= 12
    assert re.search(r"\breported\b|#\d+|the wire|recorded", comment, re.IGNORECASE)


def test_title_is_the_name_as_a_sentence(overlay: Path) -> None:
    """The file's name and its title are the same words, articles aside."""
    name = overlay.name.removesuffix(".overlay.yml")[4:]

    title = read(overlay)["info"]["title"]

    assert words(title) == words(name)
    assert title[0].isupper()


def test_overlay_says_something(overlay: Path) -> None:
    """It has an action, and every action has an effect to state."""
    actions = read(overlay)["actions"]

    assert actions
    assert all({"update", "remove", "copy"} & set(action) for action in actions)
