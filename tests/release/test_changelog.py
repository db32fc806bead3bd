"""A change is put in front of what the changelog says already, in the form that readers know."""

from pathlib import Path

import pytest

from fine_tuning_contract.release.changelog import HEAD, Entry, with_entry
from fine_tuning_contract.release.versions import current_version, next_version

ROOT = Path(__file__).parents[2]
FIRST = "## [0.1.0] - 2025-01-01\n\n- First.\n"
OLD = f"{HEAD}\n## [Unreleased]\n\nA note.\n\n### Client\n\n- Older.\n\n{FIRST}"
ENTRY = Entry({"Client": ("Newer.",), "Rules": ("Tighter.",)}, "0.2.0")


def test_entry_goes_above_what_is_unreleased() -> None:
    """New lines come first in their section, new sections in their order; nothing is lost."""
    assert with_entry(OLD, ENTRY) == (
        f"{HEAD}\n## [Unreleased]\n\nSuggested version: 0.2.0.\n\nA note.\n\n"
        f"### Rules\n\n- Tighter.\n\n### Client\n\n- Newer.\n- Older.\n\n{FIRST}"
    )


def test_missing_changelog_is_begun() -> None:
    """The first entry comes with the head that explains the sections."""
    assert with_entry("", ENTRY) == (
        f"{HEAD}\n## [Unreleased]\n\nSuggested version: 0.2.0.\n\n"
        "### Rules\n\n- Tighter.\n\n### Client\n\n- Newer.\n"
    )


def test_unreleased_part_is_begun_above_releases() -> None:
    """After a release, the first change opens a new part."""
    text = with_entry(f"{HEAD}\n## [0.1.0]\n\n- First.\n", Entry({"Rules": ("One.",)}))

    assert text == f"{HEAD}\n## [Unreleased]\n\n### Rules\n\n- One.\n\n## [0.1.0]\n\n- First.\n"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("0.2.0", "0.1.1", "0.2.0"), ("0.1.1", "0.2.0", "0.2.0"), ("0.2.0", None, "0.2.0")],
)
def test_highest_suggestion_stays(first: str, second: str | None, told: str) -> None:
    """A second change does not take back what the first one asks for."""
    text = with_entry(with_entry("", Entry(version=first)), Entry(version=second))

    assert text.count("Suggested version") == 1
    assert f"Suggested version: {told}." in text


def test_putting_in_entries_keeps_the_form() -> None:
    """An entry without lines changes nothing but white space at the ends."""
    assert with_entry(OLD, Entry()) == OLD


def test_own_changelog_has_the_form() -> None:
    """Ours can be added to by machine: head, unreleased part, and the known sections."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert text.startswith(HEAD)
    assert "\n## [Unreleased]\n" in text
    assert with_entry(text, Entry()) == text


@pytest.mark.parametrize(
    ("current", "level", "version"),
    [
        ("0.1.4", "major", "0.2.0"),
        ("0.1.4", "minor", "0.1.5"),
        ("0.1.4", "patch", "0.1.5"),
        ("0.1.4", "none", "0.1.4"),
        ("1.2.3", "major", "2.0.0"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "patch", "1.2.4"),
        ("next", "major", "next"),
    ],
)
def test_next_version_says_how_much_changed(current: str, level: str, version: str) -> None:
    """Before 1.0, a breaking change raises the second number, and all else the third."""
    assert next_version(current, level) == version  # type: ignore[arg-type] # one of the levels


def test_version_is_read_from_the_project(tmp_path: Path) -> None:
    """A folder without one has none; ours has one."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'a'\n")

    assert current_version(tmp_path) is None
    assert current_version(tmp_path / "none") is None
    assert current_version(ROOT) is not None
