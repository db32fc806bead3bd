"""JSON documents are read as strictly as YAML ones, with the same places in messages."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fine_tuning_contract.description import DescriptionError, load, read_overlay

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": 1,\n "b": 2,\n "a": 3}', r":3:2: the key 'a' stands twice \(lines 1 and 3\)"),
        ('{"a": NaN}', ":1:7: .nan is no JSON"),
        ('{"a": -Infinity}', ":1:7: -.inf is no JSON"),
        ('{"a": 1e999}', ":1:7: 1e999 is no JSON"),
        ('{"a": ' + "1" * 5000 + "}", ":1:7: 1111.* is no JSON"),
        ('{"a": 1,}', ":1:9: not valid JSON"),
        ('{"a": \n tru}', ":2:2: not valid JSON"),
        ("a: 1", ":1:1: not valid JSON"),
        ("", ":1:1: not valid JSON"),
        ("[1]", ":1:1: the top of the file is no object"),
        ('{"a": "\\ud800"}', "half of a character"),
        ('{"a": ' + "[" * 300 + "]" * 300 + "}", "nested more than 200 levels deep"),
        ('{"a": ' + "[" * 100000 + "]" * 100000 + "}", "nested more than 200 levels deep"),
    ],
)
def test_broken_json_is_one_message(write: Write, text: str, problem: str) -> None:
    """Repeated keys, numbers that JSON has not, and broken text are refused with their place."""
    with pytest.raises(DescriptionError, match=r"document\.json.*" + problem):
        load(write(text, "document.json"))


def test_json_is_read_as_json(write: Write) -> None:
    """Escapes that YAML does not know, tabs and whole characters outside the first plane work."""
    document = load(write('{"a":\t"\\/\\ud83d\\ude00", "on": [true, null, 1e2]}', "a.json"))

    assert document.content == {"a": "/\U0001f600", "on": [True, None, 100.0]}


@pytest.mark.parametrize(
    ("pointer", "where"),
    [("", "1:1"), ("/a", "2:3"), ("/a/1/b", "3:10"), ("/c", "5:3"), ("/c/0", "5:3")],
)
def test_places_in_json_are_known(write: Write, pointer: str, where: str) -> None:
    """A pointer leads to the line and column of its key."""
    document = load(write('{\n  "a": [ 1,\n       { "b" : {}\n } ],\n  "c": ""\n}\n', "a.json"))

    assert document.where(pointer) == f"{document.path}:{where}"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=15,
)


def pointers_in(value: Any, at: str = "") -> list[str]:
    """Return the pointer of every place in a value."""
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else ())
    )
    below = [(str(key).replace("~", "~0").replace("/", "~1"), each) for key, each in pairs]
    return [at, *(place for key, each in below for place in pointers_in(each, f"{at}/{key}"))]


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), VALUES),
    st.sampled_from([None, 0, 2]),
)
def test_every_place_of_any_json_is_found(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any], indent: int | None
) -> None:
    """Reading gives back what was written, and no pointer is out of reach."""
    place = tmp_path_factory.getbasetemp() / "any.json"
    place.write_text(json.dumps(content, indent=indent), encoding="utf-8")

    document = load(place)

    lines = place.read_text(encoding="utf-8").splitlines()
    assert repr(document.content) == repr(content)
    for pointer in pointers_in(content):
        line, column = map(int, document.where(pointer).split(":")[-2:])
        assert lines[line - 1][column - 1] not in " ,:]}"


def test_overlay_may_be_json(write: Write) -> None:
    """Overlays are documents like any other."""
    head = '{"overlay": "1.1.0", "info": {"title": "a", "version": "1"},'
    text = head + '\n "actions": [{"target": "$"}]}'

    overlay = read_overlay(write(text, "a.overlay.json"))

    assert overlay.actions[0].where.endswith("a.overlay.json:2:14")
