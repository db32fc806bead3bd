"""Written YAML is read as the same values by every reader, and is the same bytes each time."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from fine_tuning_contract.description import dump, load

TRICKY = (
    *("on", "No", "y", "~", "null", "017", "1_000", "12:30:45", "2024-05-01", "=", "<<", "0x1"),
    *("1e3", "---", "...", "a:", "#", "*a", "&a", "!a", "%", "@", "`", "", " ", "a ", "? a"),
    *("- a", "a: b", "a #b", "'", '"', "a\nb", "a\n\n", " a\nb", "\n", "a\n b\n", "a\n  \n"),
    *("\t", "a\tb", "a\r\nb", "\x85", "\u2028", "\x00", "\x7f"),
)
TEXTS = st.sampled_from(TRICKY) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), max_size=30
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)


def read_back(text: str, reader: str) -> Any:
    """Return what a common reader sees in a text."""
    if reader == "PyYAML":
        return yaml.safe_load(text)
    return YAML(typ="safe", pure=True).load(StringIO(text))


@pytest.mark.parametrize("reader", ["PyYAML", "ruamel.yaml"])
@settings(max_examples=200, deadline=None)
@given(content=st.dictionaries(TEXTS, VALUES, max_size=4))
@example(content={"a": 1e-05, "b": 1e16, "c": 5e-324, "d": -0.0, "e": 10**30})
@example(content={"a" * 1500: 1, "b\n" * 700: [1]})
def test_readers_see_what_was_written(content: dict[str, Any], reader: str) -> None:
    """YAML 1.1 and 1.2 give back every value and every type."""
    assert repr(read_back(dump(content), reader)) == repr(content)


@settings(max_examples=200, deadline=None)
@given(content=st.dictionaries(TEXTS, VALUES, max_size=4))
def test_own_reader_sees_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, content: Any
) -> None:
    """What is written can be loaded, and written again to the same bytes."""
    place = tmp_path_factory.getbasetemp() / "round-trip.yml"
    place.write_bytes(dump(content).encode())

    loaded = load(place).content

    assert repr(loaded) == repr(content)
    assert dump(loaded).encode() == place.read_bytes()


def test_text_is_readable() -> None:
    """Lists are indented, long texts are blocks, and nothing is quoted without need."""
    content = {
        "openapi": "3.1.0",
        "tags": ["a", {"name": "b", "x-list": [[1, 2], []]}],
        "/path/{id}": {"$ref": "#/a"},
        "200": {},
        "description": "First line.\n\n  - indented\nLast line.\n",
        "note": "it's 5: no #1",
    }

    assert dump(content) == (
        "openapi: 3.1.0\n"
        "tags:\n"
        "  - a\n"
        "  - name: b\n"
        "    x-list:\n"
        "      - - 1\n"
        "        - 2\n"
        "      - []\n"
        "/path/{id}:\n"
        "  $ref: '#/a'\n"
        "'200': {}\n"
        "description: |\n"
        "  First line.\n"
        "\n"
        "    - indented\n"
        "  Last line.\n"
        "note: 'it''s 5: no #1'\n"
    )


def test_repeated_parts_are_written_out(write: Callable[..., Path]) -> None:
    """A value that stands twice is written twice, without anchors."""
    shared = ["a"]

    assert dump({"b": shared, "c": shared}) == "b:\n  - a\nc:\n  - a\n"
    assert load(write(dump({"b": shared, "c": shared}))).content == {"b": ["a"], "c": ["a"]}


@pytest.mark.parametrize(
    ("value", "text"), [({}, "{}\n"), ([], "[]\n"), ("a", "a\n"), (None, "null\n")]
)
def test_single_values_are_documents_too(value: Any, text: str) -> None:
    """A value need not be an object."""
    assert dump(value) == text
