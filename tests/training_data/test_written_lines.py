"""How lines are written: encodings, ends of lines, JSON and what is none."""

from pathlib import Path

import pytest
from training_lines import Examine, Write, chat, line

from fine_tuning_contract.codegen.runtime.training_data import Report, validate

GOOD = line(chat())
MARK = b"\xef\xbb\xbf"


def _found(report: Report) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in report.problems if problem.line]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        pytest.param(b'{"messages": "caf\xe9"}', "invalid_utf8", id="latin-1"),
        pytest.param('{"messages": []}'.encode("utf-16"), "invalid_utf8", id="utf-16"),
        pytest.param(b'{"messages": [', "invalid_json", id="cut off"),
        pytest.param(b"{'messages': []}", "invalid_json", id="single quotes"),
        pytest.param(GOOD.strip() + b",", "invalid_json", id="comma at the end"),
        pytest.param(GOOD.strip() * 2, "invalid_json", id="two on a line"),
        pytest.param(MARK + GOOD.strip(), "invalid_json", id="mark within the file"),
        pytest.param(b'{"messages": ' + b"1" * 9999 + b"}", "invalid_json", id="many digits"),
        pytest.param(b'{"messages": NaN}', "not_a_number", id="NaN"),
        pytest.param(b'{"messages": -Infinity}', "not_a_number", id="minus infinity"),
        pytest.param(b"[" * 200_000, "too_deeply_nested", id="deep"),
        pytest.param(b"[" + GOOD.strip() + b"]", "data_type", id="array"),
        pytest.param(b"null", "data_type", id="null"),
        pytest.param(b"  \t ", "blank_line", id="blank"),
        pytest.param(b"", "blank_line", id="empty"),
        pytest.param(b'"' + b"x" * 9000 + b'"', "line_too_long", id="long"),
    ],
)
def test_unreadable_lines_are_told(look: Examine, written: bytes, code: str) -> None:
    """A line that holds no object is told by its number, and hides none of the others."""
    report = look([*[GOOD] * 7, written + b"\n", GOOD, GOOD], "supervised", longest_line=1 << 18)
    long = look([*[GOOD] * 7, written + b"\n", GOOD, GOOD], "supervised", longest_line=8000)

    expected = report if code != "line_too_long" else long
    assert (8, code) in _found(expected)
    assert {number for number, _ in _found(expected)} == {8}
    assert expected.lines == 10


@pytest.mark.parametrize(
    ("written", "code", "where"),
    [
        pytest.param(
            GOOD.replace(b"Danube", b"\\ud83d"), "lone_surrogate", "/messages/1/content", id="half"
        ),
        pytest.param(
            GOOD.replace(b'"role": "user"', b'"role": "user", "role": "user"'),
            "duplicate_key",
            "/messages/0/role",
            id="same role twice",
        ),
        pytest.param(
            GOOD.replace(b'"content": "A', b'"content": "\\":", "content": "A'),
            "duplicate_key",
            "/messages/1/content",
            id="content twice",
        ),
        pytest.param(
            b'{"messages": [], ' + GOOD[1:], "duplicate_key", "/messages", id="messages twice"
        ),
        pytest.param(
            b'{"a/b~\\u001b": 1, ' + GOOD[1:], "unrecognized_key", "/a~1b~0\x1b", id="odd key"
        ),
    ],
)
def test_place_is_a_json_pointer(look: Examine, written: bytes, code: str, where: str) -> None:
    """What is wrong within an object is told with the pointer to it, safe for a terminal."""
    report = look([GOOD, written], "supervised")

    told = [problem for problem in report.problems if problem.line == 2]
    assert [(problem.code, problem.where) for problem in told] == [(code, where)]
    assert all(problem.told.isprintable() for problem in told)


def test_deep_tools_are_told(look: Examine) -> None:
    """Tools that are nested as no definition is are told, and nothing is raised."""
    tools = b', "tools": [' + b'{"a":' * 600 + b"1" + b"}" * 600 + b"]}"

    report = look([GOOD, GOOD.strip()[:-1] + tools], "supervised")

    assert (2, "invalid_tool") in _found(report) or (2, "too_deeply_nested") in _found(report)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b" \t\n"])
def test_ends_of_lines_do_not_matter(look: Examine, end: bytes) -> None:
    """Lines may end as they do on Windows, and the last one not at all."""
    content = end.join([GOOD.strip()] * 10)

    report = look(content.splitlines(keepends=True), "supervised")

    assert report.problems == ()
    assert report.examples == 10


def test_mark_at_the_beginning_is_a_warning(write: Write) -> None:
    """A byte order mark is told, and the first example is read nevertheless."""
    report = validate(write(MARK + GOOD * 10))

    assert _found(report) == [(1, "byte_order_mark")]
    assert report.valid
    assert report.examples == 10


def test_long_line_is_passed_over(write: Write) -> None:
    """The lines behind one that is too long are read, and numbered as they stand."""
    place = write(GOOD + b"x" * 500_000 + b"\n" + GOOD * 9 + b"y\n" + b"z" * 500_000)

    report = validate(place, longest_line=1000)

    assert _found(report) == [(2, "line_too_long"), (12, "invalid_json"), (13, "line_too_long")]
    assert report.lines == 13


def test_empty_file_has_no_examples(write: Write) -> None:
    """A file without a byte is read, and found too short."""
    report = validate(write(b""))

    assert [problem.code for problem in report.problems] == ["invalid_n_examples"]
    assert report.method is None


def test_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    """What cannot be opened is not a report."""
    with pytest.raises(FileNotFoundError):
        validate(tmp_path / "none.jsonl")
