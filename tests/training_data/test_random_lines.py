"""Whatever a generator thinks of: valid examples, spoilt ones, and bytes that mean nothing."""

import copy
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from training_lines import CHATS, EXAMPLES, Json, line

from fine_tuning_contract.codegen.runtime.training_data import REMEDIES, Report, examine

_MANY = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
_VALID = EXAMPLES.flatmap(lambda kind: st.tuples(st.just(kind[0]), st.lists(kind[1], min_size=10)))
_ONE = EXAMPLES.flatmap(lambda kind: st.tuples(st.just(kind[0]), kind[1]))


def _without_msgspec(lines: list[bytes], method: Any) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "msgspec", None)
        return examine(lines, method)


@_MANY
@given(drawn=_VALID, ascii_only=st.booleans())
def test_valid_files_have_no_problem(drawn: tuple[Any, list[Json]], *, ascii_only: bool) -> None:
    """Examples written for a method are valid for it, however their characters are written."""
    method, examples = drawn

    report = examine([line(one, ascii_only=ascii_only) for one in examples], method)

    assert report.problems == ()
    assert report.examples == report.lines == len(examples)


@_MANY
@given(_VALID)
def test_method_is_found_in_the_first_example(drawn: tuple[Any, list[Json]]) -> None:
    """Where no method is said, the examples are valid for the one that the first shows."""
    method, examples = drawn
    examples = [{**one, "reference": "x"} if method == "reinforcement" else one for one in examples]
    answered = any(one["role"] == "assistant" for one in examples[0].get("messages", []))

    report = examine(map(line, examples))

    if method != "reinforcement" or not answered:
        assert report.method == method
        assert report.valid


def _places(value: Any, *path: str | int) -> list[tuple[str | int, ...]]:
    """Return the paths to everything that an example must have as it is."""
    found: list[tuple[str | int, ...]] = []
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, one in steps:
        if step in {"role", "content", "messages", "function", "url", "arguments"}:
            found.append((*path, step))
        if isinstance(one, dict | list) and step != "parameters":
            found += _places(one, *path, step)
    return found


_WRONG = st.sampled_from([7, True, {"a": 1}, "no such thing", [], [7]])


@_MANY
@given(CHATS, st.data())
def test_spoilt_values_are_told(example: Json, data: st.DataObject) -> None:
    """A value of a wrong kind, anywhere in an example, is told with the number of its line."""
    spoilt = copy.deepcopy(example)
    *path, last = data.draw(st.sampled_from(_places(spoilt)))
    holder: Any = spoilt
    for step in path:
        holder = holder[step]
    wrong = data.draw(_WRONG)
    holder[last] = 7 if last in {"content", "arguments"} and isinstance(wrong, str) else wrong

    report = examine([line(example), line(spoilt), line(example)], "supervised")

    assert {problem.line for problem in report.problems} == {2, None}


@_MANY
@given(CHATS, st.data())
def test_missing_keys_are_told(example: Json, data: st.DataObject) -> None:
    """A key that an example cannot go without is told with the number of its line."""
    spoilt = copy.deepcopy(example)
    *path, last = data.draw(st.sampled_from(_places(spoilt)))
    holder: Any = spoilt
    for step in path:
        holder = holder[step]
    if last == "content" and "tool_calls" in holder:
        del holder["tool_calls"]
    del holder[last]

    report = examine([line(example), line(spoilt), line(example)], "supervised")

    assert {problem.line for problem in report.problems} == {2, None}


@_MANY
@given(_ONE, st.data())
def test_broken_lines_are_told(drawn: tuple[Any, Json], data: st.DataObject) -> None:
    """A line that was cut off, anywhere, is told with its number."""
    method, example = drawn
    whole = line(example)
    cut = whole[: data.draw(st.integers(1, len(whole) - 2))] + b"\n"

    report = examine([whole, cut, whole], method)

    assert {problem.line for problem in report.problems} == {2, None}


@_MANY
@given(_ONE, st.lists(st.binary(max_size=30)), st.sampled_from([None, "supervised", "dpo"]))
def test_any_bytes_are_examined(drawn: tuple[Any, Json], junk: list[bytes], method: Any) -> None:
    """Bytes without meaning are told as problems, each of which has a remedy."""
    report = examine([line(drawn[1]), *junk], method, keep=1000)

    assert len(report.problems) == report.errors + report.warnings
    assert all(problem.remedy == REMEDIES[problem.code] for problem in report.problems)
    assert report.as_json()["errors"] == report.errors


_TOKENS = st.sampled_from(
    rb'{ } [ ] : , "messages" "role" "user" "assistant" "content" "x" "" "\ud800" "\":" 0'.split()
)
_NEARLY = st.lists(_TOKENS, max_size=30).map(b"".join) | st.just(
    b'{"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"x"}]}'
)


@_MANY
@given(st.lists(CHATS.map(line) | _NEARLY, max_size=20))
def test_decoders_agree(lines: list[bytes]) -> None:
    """The report is the same, whether msgspec is installed or not."""
    separate = [one for line_ in lines for one in line_.splitlines(keepends=True)]

    assert examine(separate, "supervised") == _without_msgspec(separate, "supervised")
