"""A large document is read once: later readings come from the cache, which may be lost any time."""

import hashlib
import multiprocessing
from pathlib import Path

import pytest

from fine_tuning_contract.description import DescriptionError, dump, load
from fine_tuning_contract.description import cache as cache_module

_LINES = 3000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that entries are kept in."""
    monkeypatch.setenv(cache_module.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


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
    entry.write_bytes(hashlib.sha256(body).digest() + body)

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


def test_empty_variable_turns_it_off(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the variable set to nothing, nothing is kept."""
    monkeypatch.setenv(cache_module.VARIABLE, "")

    load(large).where("/key1")

    assert entries(folder) == []


def test_cache_of_the_user_is_the_place_where_none_is_named(
    tmp_path: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the variable, entries go where the system keeps what may be deleted."""
    monkeypatch.delenv(cache_module.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))

    load(large)

    assert len(entries(tmp_path / "xdg" / "fine-tuning-contract" / "descriptions")) == 1


def test_relative_place_of_the_system_is_passed_over(
    tmp_path: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative `XDG_CACHE_HOME` would mean another folder in every working directory."""
    monkeypatch.delenv(cache_module.VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    load(large)

    assert entries(tmp_path / "home/.cache/fine-tuning-contract/descriptions")


def test_folder_that_others_write_to_is_not_trusted(folder: Path, large: Path) -> None:
    """Where someone else could have put an entry, the text itself is read, and nothing kept."""
    load(large)
    (entry,) = entries(folder)
    body = b'{"from":"a stranger"}'
    entry.write_bytes(hashlib.sha256(body).digest() + body)
    folder.chmod(0o777)

    found = load(large).content

    assert "from" not in found
    assert entry.read_bytes().endswith(body)


def _read_key(place: Path) -> object:
    return load(place).content["key7"]


def test_readers_at_once_do_not_disturb_each_other(folder: Path, large: Path) -> None:
    """Several processes that read and keep one text all get it, and leave one whole entry."""
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        found = pool.map(_read_key, [large] * 12)

    assert found == [{"value": 1.0, "ü": None}] * 12
    assert len(entries(folder)) == 1


def test_place_that_cannot_be_written_is_no_error(
    tmp_path: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder cannot be made, documents are read all the same."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache_module.VARIABLE, str(tmp_path / "file"))

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
