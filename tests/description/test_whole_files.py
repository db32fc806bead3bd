"""Files are written whole or not at all."""

import stat
from pathlib import Path

import pytest

from fine_tuning_contract.description import DescriptionError, write_atomically


def test_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """Missing folders are made, and no other file is left behind."""
    place = tmp_path / "a" / "b" / "c.yml"

    write_atomically(place, "ü\n")

    assert place.read_bytes() == "ü\n".encode()
    assert [each.name for each in place.parent.iterdir()] == ["c.yml"]
    assert stat.S_IMODE(place.stat().st_mode) & 0o400


def test_file_is_replaced(tmp_path: Path) -> None:
    """A second text takes the first one's place."""
    place = tmp_path / "a.yml"
    write_atomically(place, "one\n")

    write_atomically(place, "two\n")

    assert place.read_text() == "two\n"


def test_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """A folder in the way is named, and nothing is left behind."""
    place = tmp_path / "a.yml"
    place.mkdir()

    with pytest.raises(DescriptionError, match=r"a\.yml: cannot be written"):
        write_atomically(place, "text")
    assert [each.name for each in tmp_path.iterdir()] == ["a.yml"]


def test_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path: Path) -> None:
    """If anything goes wrong midway, the old text is still there."""
    place = tmp_path / "a.yml"
    write_atomically(place, "old")

    with pytest.raises(UnicodeEncodeError):
        write_atomically(place, "\ud800")
    assert place.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.yml"]
