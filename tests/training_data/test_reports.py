"""What a report counts, keeps and says."""

import json
import tracemalloc
from collections.abc import Iterator

import pytest
from training_lines import PLAIN, Examine, Write, chat, graded, line, preference

from fine_tuning_contract.codegen.runtime.training_data import (
    REMEDIES,
    Report,
    examine,
    failure,
    files,
    validate,
)

GOOD = line(chat())


def _turns(content: str) -> bytes:
    return line(chat(content=content))


@pytest.mark.parametrize("method", ["supervised", "dpo", "reinforcement"])
@pytest.mark.parametrize("more", [{}, {"tools": []}])
def test_messages_are_counted(look: Examine, method: str, more: dict[str, object]) -> None:
    """Plain examples and others count alike."""
    report = look([line({**PLAIN[method], **more})] * 12, method)

    answers = {"supervised": 1, "dpo": 2, "reinforcement": 0}[method]
    expected = {"user": 12} | ({"assistant": 12 * answers} if answers else {})
    assert report.roles == expected
    assert report.messages == 12 * (1 + answers)
    assert (report.examples, report.method) == (12, method)


def test_tokens_are_estimated_by_the_bytes_of_the_text(look: Examine) -> None:
    """Four bytes of text make a token, however they are escaped, and each message makes four."""
    content = "München \U0001f600\n" * 10

    written = look([line(chat(content=content), ascii_only=False)] * 10, "supervised")
    escaped = look([_turns(content)] * 10, "supervised")

    size = len("What is Ulm?") + len(content.encode())
    assert written.estimated_tokens == escaped.estimated_tokens == (10 * size + 3) // 4 + 80


def test_many_problems_are_counted_and_the_first_kept() -> None:
    """Errors leave room for warnings, and all of them are counted."""
    lines = [b"\n"] * 40 + [b"{\n"] * 30 + [GOOD] * 10

    report = examine(lines, keep=3)

    assert [problem.line for problem in report.problems] == [1, 2, 3, 41, 42, 43]
    assert report.codes == {"blank_line": 40, "invalid_json": 30}
    assert (report.errors, report.warnings, report.valid) == (30, 40, False)


def test_too_few_examples_fail_a_job(look: Examine) -> None:
    """Nine examples are told with the code and words that a job fails with."""
    report = look([GOOD] * 9, "supervised")

    message = "Training file has 9 example(s), but must have at least 10 examples"
    assert failure(report) == ("invalid_n_examples", message)
    assert failure(look([GOOD] * 10, "supervised")) is None


def test_first_error_fails_a_job(look: Examine) -> None:
    """A job names the line of the first error, not of a warning before it."""
    report = look([b"\n", GOOD, b"[]\n", b"{\n"], "supervised")

    found = failure(report)
    assert found == ("invalid_training_file", "Line 3: the line holds an array, not an object")


def test_validation_files_may_be_short(look: Examine) -> None:
    """One example is enough for validation; none fails with the code of such files."""
    one = look([GOOD], "supervised", validation=True)
    none = look([], "supervised", validation=True)

    assert failure(one, validation=True) is None
    assert failure(none, validation=True) == (
        "invalid_validation_file",
        "Validation file has 0 example(s), but must have at least 1 examples",
    )


def test_graded_examples_have_an_upper_bound() -> None:
    """Reinforcement takes a thousand examples for validation, and no more."""
    report = examine([line(graded())] * 1001, "reinforcement", validation=True)

    assert [problem.code for problem in report.problems] == ["too_many_examples"]


def test_file_has_an_upper_bound(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file larger than an upload may be is told, with both sizes."""
    monkeypatch.setattr(files, "_LARGEST", 1000)

    (problem,) = validate(write(GOOD * 10)).problems

    assert problem.code == "file_too_large"
    assert problem.told == f"Training file has {10 * len(GOOD)} bytes, more than 1000"


def test_unknown_method_is_refused() -> None:
    """A method that there is not is a mistake of the caller's, and named as such."""
    with pytest.raises(ValueError, match="'rlhf' is not known; use one of supervised, dpo"):
        examine([], "rlhf")  # type: ignore[arg-type] # the mistake


def test_report_is_written_as_json(write: Write) -> None:
    """A report holds nothing that JSON cannot, and each problem its level and remedy."""
    report = validate(write(GOOD + b"\n" + b"{\n"))

    read = json.loads(json.dumps(report.as_json()))
    assert read["valid"] is False
    assert [one["level"] for one in read["problems"]] == ["warning", "error", "error"]
    assert read["problems"][0]["remedy"] == REMEDIES["blank_line"]


def test_problem_reads_as_a_sentence(write: Write) -> None:
    """A problem says the line, what is wrong, where, and what to do."""
    spoilt = GOOD.replace(b"assistant", b"bot")

    (problem, *_) = validate(write(spoilt + GOOD * 9)).problems

    assert str(problem) == (
        "Line 1: the role 'bot' is not known, at /messages/1/role;"
        " use system, developer, user, assistant, tool or function"
    )


def _stream(kinds: list[bytes]) -> Iterator[bytes]:
    for _ in range(20_000_000 // sum(map(len, kinds))):
        yield from kinds


@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param([_turns("x" * 800)], id="plain"),
        pytest.param([_turns("x" * 800), b"{\n", b"\n", b"[]\n"] * 3, id="odd"),
        pytest.param([line(preference()), line({**graded(), "a": ["x" * 900]})], id="other"),
    ],
)
def test_memory_stays_constant(kinds: list[bytes]) -> None:
    """Twenty megabytes of examples and problems are examined within one."""
    examine(kinds)
    tracemalloc.start()

    report = examine(_stream(kinds))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.lines > 10_000
    assert peak < 1_000_000


def test_memory_stays_constant_on_one_long_line(write: Write) -> None:
    """Of a line that is too long no more is held than may be."""
    place = write(b'"' + b"x" * 20_000_000)
    tracemalloc.start()

    report: Report = validate(place, longest_line=100_000)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.codes == {"line_too_long": 1, "invalid_n_examples": 1}
    assert peak < 2_000_000


def test_uneven_turns_are_counted(look: Examine) -> None:
    """Examples of the same roles, then of others, are all counted."""
    even, odd = chat(), chat()
    odd["messages"] = [{"role": "system", "content": "x"}, *odd["messages"]]

    report = look([line(even)] * 3000 + [line(odd)] * 3000, "supervised")

    assert report.roles == {"user": 6000, "assistant": 6000, "system": 3000}
    assert report.problems == ()


def test_batches_with_oddities_are_read(look: Examine) -> None:
    """Odd lines strewn among many plain ones are found, each at its number."""
    lines = [GOOD] * 20_000
    for number in range(0, 20_000, 100):
        lines[number] = b"{}\n"

    report = look(lines, "supervised", keep=1000)

    assert [problem.line for problem in report.problems] == list(range(1, 20_000, 100))
    assert report.messages == 2 * (20_000 - 200)
