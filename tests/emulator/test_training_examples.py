"""What a job makes of its files: the shared checker judges them, and a bad one fails the job."""

import io
import json
from typing import Any

import pytest
from callers import Caller, chat_lines

from fine_tuning_contract.codegen.runtime.training_data import LONGEST_LINE
from fine_tuning_contract.emulator.control.remote import Control
from fine_tuning_contract.emulator.training import inspect

USER = {"role": "user", "content": "q"}
REPLY = {"role": "assistant", "content": "a"}


def lines_of(*examples: Any) -> bytes:
    """Return examples as the lines of a file."""
    return "\n".join(json.dumps(example) for example in examples).encode()


def test_good_file_is_counted() -> None:
    """Examples and tokens are counted, and the content has a fingerprint."""
    found = inspect(io.BytesIO(chat_lines(12).encode()), "supervised")

    assert (found.examples, found.fault) == (12, None)
    assert found.tokens > 12
    assert len(found.fingerprint) == 64


def test_few_examples_are_enough_to_validate() -> None:
    """A validation file may hold one example, a training file may not."""
    content = chat_lines(1).encode()

    assert inspect(io.BytesIO(content), "supervised", validation=True).fault is None
    assert inspect(io.BytesIO(content), "supervised").fault == (
        "invalid_n_examples",
        "Training file has 1 example(s), but must have at least 10 examples",
    )


def test_endless_line_is_one_fault() -> None:
    """A line beyond every limit is told by its number, and what follows is read on."""
    content = b"x" * (LONGEST_LINE + 10) + b"\n" + chat_lines(10).encode()
    found = inspect(io.BytesIO(content), "supervised")

    assert found.examples == 11
    assert found.fault == (
        "invalid_training_file",
        f"Line 1: the line is longer than {LONGEST_LINE} bytes",
    )


@pytest.mark.parametrize(
    ("method", "example"),
    [
        pytest.param("supervised", {"messages": [USER]}, id="no reply"),
        pytest.param("reinforcement", {"messages": [USER, REPLY]}, id="reply at the end"),
        pytest.param("dpo", {"messages": [USER, REPLY]}, id="no preference"),
        pytest.param("supervised", [], id="no object"),
    ],
)
def test_bad_line_fails_the_job_in_its_own_time(
    api: Caller, control: Control, method: str, example: Any
) -> None:
    """The job is created; it fails when its files are validated, and names the line."""
    good = lines_of(*[{"messages": [USER, REPLY]}] * 10) + b"\n"
    detail = {"grader": {"type": "string_check", "name": "g", "operation": "eq"}}
    detail["grader"] |= {"input": "{{sample.output_text}}", "reference": "{{item.answer}}"}
    choice = {"type": method, method: detail if method == "reinforcement" else {}}
    job = api.create(training_file=api.upload_text(lines_of(example) + b"\n" + good), method=choice)
    control.advance(60)
    failed = api.job(job["id"])

    assert job["status"] == "validating_files"
    assert failed["status"] == "failed"
    assert failed["error"]["code"] == "invalid_training_file"
    assert failed["error"]["param"] == "training_file"
    assert failed["error"]["message"].startswith("Line 1: ")


def test_bad_validation_file_fails_the_job_too(api: Caller, control: Control) -> None:
    """The error names the other file."""
    job = api.create(validation_file=api.upload_text("{}"))
    control.advance(60)
    error = api.job(job["id"])["error"]

    assert (error["code"], error["param"]) == ("invalid_validation_file", "validation_file")
