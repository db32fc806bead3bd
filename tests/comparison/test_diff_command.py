"""The command `diff`: what it prints, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from described import OPERATION, changed, pets

from fine_tuning_contract.commands.comparing import command

Diff = Callable[..., Result]


@pytest.fixture
def diff(tmp_path: Path) -> Diff:
    """Return a function that compares two descriptions by the command, with no overlays."""

    def run(old: Any, new: Any, *options: str) -> Result:
        overlays = tmp_path / "overlays"
        overlays.mkdir(exist_ok=True)
        places = [tmp_path / "old.json", tmp_path / "new.json"]
        for place, content in zip(places, (old, new), strict=True):
            place.write_text(json.dumps(content, indent=1), encoding="utf-8")
        given = options if "--overlay" in options else ("--overlay", str(overlays), *options)
        return CliRunner().invoke(command, [*map(str, places), *given])

    return run


GONE = changed(pets(), OPERATION, ...)
REWORDED = changed(pets(), (*OPERATION, "summary"), "Give a pet its food.")


def test_same_description_needs_no_release(diff: Diff) -> None:
    """Nothing is told of a description that has not changed, and the command ends with 0."""
    done = diff(pets(), pets())

    assert done.exit_code == 0
    assert "0 changes" in done.output
    assert "no release" in done.output


@pytest.mark.parametrize(
    ("new", "options", "code"),
    [
        (GONE, (), 1),
        (GONE, ("--fail-on", "none"), 0),
        (REWORDED, (), 0),
        (REWORDED, ("--fail-on", "any"), 1),
    ],
    ids=["breaking", "never", "words", "words with any"],
)
def test_exit_code_follows_what_is_failed_on(
    diff: Diff, new: Any, options: tuple[str, ...], code: int
) -> None:
    """What ends with 1 is the caller's choice."""
    assert diff(pets(), new, *options).exit_code == code


def test_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    """A missing file ends with 2 and a line that names it."""
    done = CliRunner().invoke(command, [str(tmp_path / "none.yml"), str(tmp_path / "none.yml")])

    assert done.exit_code == 2
    assert "none.yml" in done.output


def test_text_is_readable_in_eighty_columns(diff: Diff) -> None:
    """The text says what, where in both files, for whom and what to do."""
    path = ("components", "schemas", "Pet", "properties", "kind", "enum")

    done = diff(pets(), changed(pets(), path, ["cat", "dog", "fish"]))

    assert max(map(len, done.output.splitlines()[1:])) <= 80
    assert "enum-value-added (response)" in done.output
    assert "clients breaking" in done.output
    assert "be ready for the new value" in done.output
    assert "old.json:" in done.output
    assert "→ new.json:" in done.output


def test_json_carries_all_of_it(diff: Diff) -> None:
    """The JSON form has a version, the release, and each change with its verdicts and places."""
    told = json.loads(diff(pets(), GONE, "--format", "json").stdout)

    first = told["changes"][0]
    assert (told["schema"], told["release"]) == (1, "major")
    assert first["rule"] == "operation-removed"
    assert first["verdicts"]["clients"] == "breaking"
    assert len(first["fingerprint"]) == 12


def test_markdown_keeps_text_of_a_description_in_its_cell(diff: Diff) -> None:
    """A name or value with marks of Markdown comes out as text."""
    path = (*OPERATION, "x-speakeasy-name-override")

    done = diff(pets(), changed(pets(), path, "a|<b>"), "--format", "markdown")

    assert "<b>" not in done.output
    assert "a\\|\\<b\\>" in done.output


def test_accepted_change_does_not_fail(diff: Diff, tmp_path: Path) -> None:
    """A change that is accepted by its fingerprint is passed over."""
    found = json.loads(diff(pets(), GONE, "--format", "json").stdout)["changes"]
    allow = tmp_path / "allow.yml"
    lines = [f'  "{change["fingerprint"]}": nobody feeds pets' for change in found]
    allow.write_text("\n".join(["allowed:", *lines]) + "\n", encoding="utf-8")

    done = diff(pets(), GONE, "--allow", str(allow))

    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('allowed:\n  "0123456789ab": why\n', "is no change of this comparison"),
        ('allowed:\n  "0123456789ab": ""\n', "has no reason"),
        ("accepted: {}\n", "one key is wanted"),
    ],
    ids=["stale", "without a reason", "of another form"],
)
def test_wrong_list_of_accepted_changes_is_refused(
    diff: Diff, tmp_path: Path, text: str, said: str
) -> None:
    """An entry that accepts nothing is no longer true, and ends with 2."""
    allow = tmp_path / "allow.yml"
    allow.write_text(text, encoding="utf-8")

    done = diff(pets(), REWORDED, "--allow", str(allow))

    assert done.exit_code == 2
    assert said in done.output
    assert "allow.yml:" in done.output


def overlay(tmp_path: Path, target: str, update: Any) -> str:
    """Write an overlay of one action, and return its place."""
    place = tmp_path / "one.overlay.json"
    content = {
        "overlay": "1.1.0",
        "info": {"title": "One", "version": "1"},
        "actions": [{"target": target, "update": update}],
    }
    place.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return str(place)


def test_overlay_that_finds_nothing_any_more_is_told(diff: Diff, tmp_path: Path) -> None:
    """An action without a target on one side is part of the report and stops nothing."""
    place = overlay(tmp_path, "$.paths['/pets/{id}'].post", {"summary": "x"})
    moved = pets()
    moved["paths"]["/cats/{id}"] = moved["paths"].pop("/pets/{id}")

    done = diff(pets(), moved, "--overlay", place)

    assert done.exit_code == 1
    assert "unmatched: " in done.output
    assert "one.overlay.json" in done.output


def test_overlay_that_hides_a_change_is_told(diff: Diff, tmp_path: Path) -> None:
    """What the provider changed and an action overwrites is named: nobody would see it else."""
    path = ("components", "schemas", "Pet", "properties", "name", "maxLength")
    place = overlay(tmp_path, "$.components.schemas.Pet.properties.name", {"maxLength": 10})

    done = diff(pets(), changed(pets(), path, 128), "--overlay", place)

    assert "0 changes" in done.output
    assert "masked: " in done.output
    assert "was 64 and is 128" in done.output


def test_change_that_an_overlay_made_says_so(diff: Diff, tmp_path: Path) -> None:
    """An action that finds its target on one side only is named beside what it wrote there."""
    place = overlay(
        tmp_path,
        "$.components.schemas.Pet.properties[?@.maxLength == 65]",
        {"minLength": 1},
    )
    path = ("components", "schemas", "Pet", "properties", "name", "maxLength")

    done = diff(pets(), changed(pets(), path, 65), "--overlay", place, "--format", "json")

    changes = json.loads(done.stdout)["changes"]
    named = {change["where"] for change in changes if change["overlays"]}
    assert named == {"Pet/name/minLength"}
