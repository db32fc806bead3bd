"""A call becomes the request that the description wants, or is refused before it is sent."""

import io
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from fine_tuning_contract.codegen.runtime import kinds as k
from fine_tuning_contract.codegen.runtime.absence import UNSET
from fine_tuning_contract.codegen.runtime.errors import InvalidRequestError
from fine_tuning_contract.codegen.runtime.requests import (
    Operation,
    Payload,
    body_of,
    form_of,
    headers_of,
    path_of,
    query_of,
    whole_body,
)
from fine_tuning_contract.codegen.runtime.unrecognized import Unrecognized

PETS: Operation[Any] = Operation(
    "findPets",
    "GET",
    "/owners/{owner}/pets/{pet}",
    k.ANYTHING,
    styles={"deep": "deepObject", "csv": "csv", "spaces": "ssv", "pipes": "pipes"},
)


def form(
    values: dict[str, Any], *files: str, extra: dict[str, Any] | None = None, multipart: bool = True
) -> Any:
    """Return the fields and parts of a form; what is opened for it is closed."""
    with ExitStack() as opened:
        return form_of(values, files, extra, opened, multipart=multipart)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("file-abc123", "file-abc123"),
        ("ftjob:a@b", "ftjob:a@b"),
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("a?b#c", "a%3Fb%23c"),
        ("a\\b", "a%5Cb"),
        ("%2e%2e", "%252e%252e"),
        ("../x", "..%2Fx"),
        ("{pet}", "%7Bpet%7D"),
        ("é", "%C3%A9"),
    ],
)
def test_id_stays_one_segment_of_the_path(value: str, written: str) -> None:
    """Whatever an id holds, it reaches the operation it was given to and no other."""
    assert path_of(PETS, {"owner": value, "pet": "p"}) == f"/owners/{written}/pets/p"


@pytest.mark.parametrize("value", ["", " ", "\t", ".", "..", 3, None, b"a", ["a"], "\ud800"])
def test_id_that_names_nothing_is_refused(value: Any) -> None:
    """An empty id, or a step in the path, is an error that names the argument."""
    with pytest.raises(InvalidRequestError, match="pet"):
        path_of(PETS, {"owner": "o", "pet": value})


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        pytest.param({"a": "x", "b": UNSET}, [("a", "x")], id="unset"),
        pytest.param({"a": None}, [("a", "null")], id="null"),
        pytest.param({"a": True, "b": False}, [("a", "true"), ("b", "false")], id="boolean"),
        pytest.param({"a": 1, "b": 0.5}, [("a", "1"), ("b", "0.5")], id="number"),
        pytest.param({"a": ["x", "y"]}, [("a", "x"), ("a", "y")], id="list"),
        pytest.param({"a": []}, [], id="empty-list"),
        pytest.param({"csv": ["x", "y"]}, [("csv", "x,y")], id="commas"),
        pytest.param({"spaces": ["x", "y"]}, [("spaces", "x y")], id="spaces"),
        pytest.param({"pipes": ["x", "y"]}, [("pipes", "x|y")], id="pipes"),
        pytest.param(
            {"deep": {"k": "v", "n": 1}}, [("deep[k]", "v"), ("deep[n]", "1")], id="deep-object"
        ),
        pytest.param({"deep": None}, [("deep", "null")], id="null-for-deep-object"),
    ],
)
def test_query_is_written_in_its_described_style(
    values: dict[str, Any], pairs: list[tuple[str, str]]
) -> None:
    """Each query parameter is written as its style says, and never as Python would show it."""
    assert query_of(PETS, values) == pairs


def test_headers_are_written_as_text() -> None:
    """Header parameters that were set are text; a list is joined by commas."""
    headers = headers_of({"A": 1, "B": ["x", True], "C": UNSET})

    assert headers == {"A": "1", "B": "x,true"}


def test_body_holds_what_was_said_and_nothing_else() -> None:
    """Unset members are left out, null ones are not, and extra members win."""
    body = body_of({"a": None, "b": UNSET, "c": [Unrecognized(1)], "d": 1}, {"d": 2, "e": 3})

    assert body == {"a": None, "c": [1], "d": 2, "e": 3}


def test_whole_body_takes_extra_members_only_as_an_object() -> None:
    """Members can be added to an object; to a list they cannot."""
    assert whole_body({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}
    assert whole_body([1], None) == [1]
    with pytest.raises(InvalidRequestError, match="extra_body"):
        whole_body([1], {"b": 2})


def test_further_page_changes_only_the_cursor() -> None:
    """The next page is asked for with the same query, its cursor set anew."""
    payload = Payload("/pets", query=[("after", "a"), ("limit", "2")])

    assert payload.further({"after": "b"}).query == [("limit", "2"), ("after", "b")]
    assert payload.further({}) is payload


def test_form_without_parts_has_fields() -> None:
    """An urlencoded form has one field for each text, each item and each member."""
    values = {"a": "x", "b": ["1", "2"], "c": {"d": {"e": None}}, "f": UNSET}

    fields, parts = form(values, extra={"g": True}, multipart=False)

    assert fields == {"a": ["x"], "b": ["1", "2"], "c[d][e]": ["null"], "g": ["true"]}
    assert parts is None


def test_multipart_form_has_only_parts() -> None:
    """In a multipart form, texts are parts without a file name."""
    fields, parts = form({"a": ["x", "y"], "f": b"bytes"}, "f")

    assert fields is None
    assert parts == [("a", (None, "x")), ("a", (None, "y")), ("f", ("upload", b"bytes"))]


def test_file_given_as_a_path_is_named_and_closed(tmp_path: Path) -> None:
    """A path is opened under its own name, and closed when the call is over."""
    place = tmp_path / "data.jsonl"
    place.write_bytes(b"{}\n")

    with ExitStack() as opened:
        _, parts = form_of({"f": place}, ("f",), None, opened, multipart=True)
        assert parts is not None
        ((_, (name, file)),) = parts
        assert (name, file.read()) == ("data.jsonl", b"{}\n")
    assert file.closed


@pytest.mark.parametrize(
    "value", ["data.jsonl", io.StringIO("text"), None], ids=["s", "io", "none"]
)
def test_file_given_as_text_is_refused(value: Any) -> None:
    """A text could be a path or the content; the message says what is wanted instead."""
    with pytest.raises(InvalidRequestError, match=r"f is .*; pass bytes.*pathlib\.Path"):
        form({"f": value}, "f")


def test_missing_file_is_told_by_its_path(tmp_path: Path) -> None:
    """A path to nothing is the error that Python has for it."""
    with pytest.raises(FileNotFoundError, match=r"none\.jsonl"):
        form({"f": tmp_path / "none.jsonl"}, "f")
