"""A large document is read once: later readings come from the cache, which may be lost any time."""

from pathlib import Path

import pytest

from fine_tuning_contract.description import DescriptionError, dump, load
from fine_tuning_contract.description import cache as cache_module

_LINES = 3000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that entries are kept in."""
    monkeypatch.delenv(cache_module.SWITCH, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "fine-tuning-contract" / "descriptions"


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Return a document that is large enough to be kept."""
    place = tmp_path / "large.yml"
    text = dump({f"key{number}": {"value": number / 7, "ü": None} for number in range(_LINES)})
    place.write_text(text, encoding="utf-8")
    return place


def entries(folder: Path) -> list[Path]:
    """Return what is kept."""
    return sorted(folder.glob("*")) if folder.exists() else []


def test_second_reading_is_the_same(folder: Path, large: Path) -> None:
    """What comes from the cache equals what was read, key order and positions included."""
    first, second = load(large), load(large)

    assert entries(folder)
    assert repr(second.content) == repr(first.content)
    assert second.where("/key7/value") == first.where("/key7/value") == f"{large}:23:3"


def test_second_reading_reads_the_entry(folder: Path, large: Path) -> None:
    """The value is taken from the entry, not from the text."""
    load(large)
    (entry,) = entries(folder)
    body = b'{"from":"the cache"}'
    entry.write_bytes(cache_module.hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    assert load(large).content == {"from": "the cache"}


def test_one_content_in_two_places_is_one_entry(folder: Path, large: Path, tmp_path: Path) -> None:
    """Entries are found by content, and messages still name the file that was asked for."""
    other = tmp_path / "other.yml"
    other.write_bytes(large.read_bytes())

    load(large)
    found = load(other)

    assert len(entries(folder)) == 1
    assert found.where("/key7") == f"{other}:22:1"


def test_changed_file_is_read_anew(folder: Path, large: Path) -> None:
    """A changed file is another content."""
    load(large)
    large.write_text(large.read_text("utf-8") + "more: true\n", encoding="utf-8")

    assert load(large).content["more"] is True
    assert len(entries(folder)) == 2


@pytest.mark.parametrize("damage", [b"", b"{}", b"half", b"\x00" * 99], ids=repr)
def test_damaged_entry_is_read_past_and_repaired(folder: Path, large: Path, damage: bytes) -> None:
    """An entry that was cut or overwritten counts for nothing."""
    right = load(large).content
    (entry,) = entries(folder)
    whole = entry.read_bytes()
    entry.write_bytes(damage)

    found = load(large).content

    assert found == right
    assert entry.read_bytes() == whole


def test_changed_byte_is_noticed(folder: Path, large: Path) -> None:
    """An entry that is still JSON, but not the one that was written, counts for nothing."""
    right = load(large).content
    (entry,) = entries(folder)
    entry.write_bytes(entry.read_bytes().replace(b"key7", b"kez7"))

    assert load(large).content == right


def test_deleted_folder_is_no_loss(folder: Path, large: Path) -> None:
    """The cache may be deleted between any two readings."""
    right = load(large).content
    for entry in entries(folder):
        entry.unlink()
    folder.rmdir()

    assert load(large).content == right


def test_switch_turns_it_off(folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the variable set, nothing is kept."""
    monkeypatch.setenv(cache_module.SWITCH, "1")

    load(large).where("/key1")

    assert entries(folder) == []


def test_place_that_cannot_be_written_is_no_error(
    tmp_path: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder cannot be made, documents are read all the same."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert load(large).content["key0"] == {"value": 0.0, "ü": None}


def test_small_documents_are_not_kept(folder: Path, tmp_path: Path) -> None:
    """Reading a small text costs no more than its entry would."""
    place = tmp_path / "small.yml"
    place.write_text("a: 1\n")

    load(place)

    assert entries(folder) == []


def test_faults_are_found_every_time(folder: Path, large: Path) -> None:
    """A document that is wrong is never taken for a good one."""
    large.write_text(large.read_text("utf-8") + "key0: again\n", encoding="utf-8")

    for _ in range(2):
        with pytest.raises(DescriptionError, match="'key0' stands twice"):
            load(large)
    assert entries(folder) == []


def test_entries_do_not_pile_up(folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest entries make room for new ones."""
    monkeypatch.setattr(cache_module, "MOST_ENTRIES", 2)
    text = large.read_text("utf-8")
    for number in range(4):
        large.write_text(f"{text}number: {number}\n", encoding="utf-8")
        load(large)

    assert len(entries(folder)) == 2


def test_changed_reader_makes_entries_stale(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version of the reader kept is not used."""
    load(large)
    monkeypatch.setattr(cache_module, "_engine", lambda: b"another")

    load(large)

    assert len(entries(folder)) == 2
