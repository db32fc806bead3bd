"""Documents are read as YAML 1.2, with positions, and without doing anything they say."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fine_tuning_contract.description import DescriptionError, load

Write = Callable[..., Path]


@pytest.mark.parametrize(
    "text", ["on", "no", "y", "017", "1_000", "12:30:45", "2024-05-01", "0b11", "+.5.", "NO"]
)
def test_what_only_yaml_1_1_reads_otherwise_stays_text(write: Write, text: str) -> None:
    """A value that YAML 1.1 turns into something else is the text that stands there."""
    document = load(write(f"value: {text}"))

    assert document.content == {"value": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("!!int 12", 12),
        ("!!float 12", 12),
    ],
)
def test_core_scalars_are_read(write: Write, text: str, value: Any) -> None:
    """The scalars of the core schema become the values of JSON."""
    content = load(write(f"value: {text}")).content

    assert content == {"value": value}
    assert type(content["value"]) is type(value)


def test_keys_are_always_text(write: Write) -> None:
    """A key is the text in the file, whatever it would mean as a value."""
    document = load(write("200: a\non: b\nnull: c\n1.0: d\n"))

    assert list(document.content) == ["200", "on", "null", "1.0"]


def test_repeated_key_is_refused_with_both_lines(write: Write) -> None:
    """A key that stands twice in a mapping is an error that names both lines."""
    with pytest.raises(DescriptionError, match=r":3:3: the key 'b' stands twice \(lines 2 and 3\)"):
        load(write("a:\n  b: 1\n  b: 2\n"))


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system [ls]",
        "a: !custom 1",
        "a: !!binary aGVsbG8=",
        "a: !!timestamp 2024-05-01",
        "a: !!set {b}",
        "!!python/name:os.system a: 1",
        "a: !!int hello",
        "a: !!map [1]",
    ],
)
def test_tag_that_builds_something_is_refused(write: Write, text: str) -> None:
    """A tag outside the core schema is an error, not a constructor."""
    with pytest.raises(DescriptionError, match=r"document\.yml:1:\d+: .*(tag|fit)"):
        load(write(text))


def test_anchors_are_written_out(write: Write) -> None:
    """What an alias repeats is a value of its own, shared with nothing."""
    content = load(write("a: &x {b: [1]}\nc: *x\n")).content

    assert content == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert content["a"]["b"] is not content["c"]["b"]


def test_merge_key_adds_what_is_not_there(write: Write) -> None:
    """A merge key brings the entries of another mapping, and own entries win."""
    content = load(write("a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  b: 3\n")).content

    assert content["d"] == {"b": 3, "c": 2}


@pytest.mark.parametrize("bomb", ["[*a0, *a0]", "{<<: *a0, x: *a0}"])
def test_alias_bomb_is_refused(write: Write, bomb: str) -> None:
    """A small file that would grow without bound is an error, before it has grown."""
    levels = [f"a{n}: &a{n} " + bomb.replace("a0", f"a{n - 1}") for n in range(1, 40)]
    place = write("a0: &a0 {k: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n" + "\n".join(levels))

    with pytest.raises(DescriptionError, match="aliases repeat more than"):
        load(place)


@pytest.mark.parametrize("use", ["*a", "{? *a : 1}", "[*a]"], ids=["value", "key", "item"])
def test_long_text_is_not_repeated_without_bound(write: Write, use: str) -> None:
    """A text of some size under many aliases would fill the memory when it is written out."""
    place = write(f"a: &a {'x' * 100_000}\nb: [{', '.join([use] * 5000)}]\n")

    with pytest.raises(DescriptionError, match="aliases repeat more than 10000000 characters"):
        load(place)


def test_anchor_inside_itself_is_refused(write: Write) -> None:
    """A document without end is an error."""
    with pytest.raises(DescriptionError, match="contains itself"):
        load(write("a: &x\n  b: *x\n"))


def test_nesting_by_way_of_aliases_is_refused(write: Write) -> None:
    """Aliases cannot be stacked to any depth either."""
    levels = [f"a{n}: &a{n} {'[' * 90}*a{n - 1}{']' * 90}" for n in range(1, 5)]

    with pytest.raises(DescriptionError, match="nested more than 200 levels"):
        load(write("a0: &a0 [1]\n" + "\n".join(levels)))


@pytest.mark.parametrize("text", ["[" * 5000 + "]" * 5000, "{a: " * 5000 + "1" + "}" * 5000])
def test_endless_nesting_is_refused(write: Write, text: str) -> None:
    """Nesting beyond all reason is an error, not a crash."""
    with pytest.raises(DescriptionError, match=r"nested more than 200 levels|not valid YAML"):
        load(write("a: " + text))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: b: c\n", "1:5"),
        ("a:\n  - 1\n b: 2\n", "3:2"),
        ("a: 'x\n", "2:1"),
        ("a: *missing\n", "1:4"),
        ("a: 1\n---\nb: 2\n", "2:1"),
        ("a: \x07\n", "1:4"),
        ("[1, 2]\n", "1:1"),
        ("", "1:1"),
        ("# nothing\n", "1:1"),
        ("? [a]\n: b\n", "1:3"),
        ("a: .inf\n", "1:4"),
        ("a: " + "9" * 5000, "1:4"),
    ],
)
def test_broken_file_is_one_message_with_its_place(write: Write, text: str, where: str) -> None:
    """A file that cannot be read ends in one line: file, line, column, and what to do."""
    place = write(text)

    with pytest.raises(DescriptionError) as caught:
        load(place)
    assert str(caught.value).startswith(f"{place}:{where}: ")
    assert ";" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_is_named() -> None:
    """A file that is not there is named in the message."""
    with pytest.raises(DescriptionError, match=r"nowhere\.yml: cannot be read"):
        load("nowhere.yml")


def test_folder_is_no_document(tmp_path: Path) -> None:
    """A folder in place of a file is an error like any other."""
    with pytest.raises(DescriptionError, match="cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_utf_8_is_read_with_or_without_mark(tmp_path: Path, prefix: bytes) -> None:
    """A byte order mark changes nothing."""
    place = tmp_path / "document.yml"
    place.write_bytes(prefix + "a: ü".encode())

    assert load(place).content == {"a": "ü"}


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_other_encodings_are_refused(tmp_path: Path, encoding: str) -> None:
    """Bytes that are no UTF-8 are an error that says so."""
    place = tmp_path / "document.yml"
    place.write_bytes("a: 1\nb: ü\n".encode(encoding))

    with pytest.raises(DescriptionError, match="not UTF-8"):
        load(place)


def test_too_large_a_file_is_not_read(tmp_path: Path) -> None:
    """A file beyond the limit is refused before it is read."""
    place = tmp_path / "document.yml"
    with place.open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    with pytest.raises(DescriptionError, match="the limit is"):
        load(place)


@pytest.mark.parametrize(
    ("pointer", "where"),
    [
        ("", "1:1"),
        ("/a", "1:1"),
        ("/a/b", "2:3"),
        ("/a/b/1", "4:9"),
        ("/a/c~1d", "5:3"),
        ("/a/c~1d/gone/deeper", "5:3"),
        ("/a/b/9", "2:3"),
    ],
)
def test_every_pointer_has_a_place(write: Write, pointer: str, where: str) -> None:
    """A pointer leads to the line and column of its key, or of the nearest one above."""
    document = load(write("a:\n  b:\n    - 1\n    -   2\n  c/d: 3\n"))

    assert document.where(pointer) == f"{document.path}:{where}"
