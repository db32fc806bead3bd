"""What makes a line of training data a bad one, method by method."""

import json
from typing import Any

import pytest

from fine_tuning_contract.emulator.examples import fault_in

USER = {"role": "user", "content": "q"}
REPLY = {"role": "assistant", "content": "a"}


@pytest.mark.parametrize(
    ("method", "example"),
    [
        ("supervised", {"messages": [USER, REPLY]}),
        ("supervised", {"prompt": "p", "completion": "c"}),
        ("reinforcement", {"messages": [USER], "answer": 4}),
        (
            "dpo",
            {
                "input": {"messages": [USER]},
                "preferred_output": [REPLY],
                "non_preferred_output": [REPLY],
            },
        ),
        (
            "dpo",
            {
                "input": {"messages": [USER]},
                "preferred_completion": [REPLY],
                "non_preferred_completion": [REPLY],
            },
        ),
    ],
)
def test_documented_forms_are_good(method: str, example: dict[str, Any]) -> None:
    """Each method has its own form of a line, and preferences have two."""
    assert fault_in(json.dumps(example).encode(), method) is None


@pytest.mark.parametrize(
    ("method", "example", "fault"),
    [
        ("supervised", {"text": 1}, "no list 'messages'"),
        ("supervised", {"messages": "hi"}, "no list 'messages'"),
        ("supervised", {"messages": ["hi"]}, "not a message"),
        ("supervised", {"messages": [{"role": "king"}]}, "unknown role"),
        ("supervised", {"messages": [USER]}, "no message of the assistant"),
        ("supervised", {"prompt": 1, "completion": 2}, "no text to complete"),
        ("reinforcement", {"messages": [USER, REPLY]}, "does not end with"),
        ("dpo", {"messages": [USER, REPLY]}, "no object 'input'"),
        ("dpo", {"input": {"messages": [USER]}}, "no list 'preferred_output'"),
        (
            "dpo",
            {"input": {"messages": [USER]}, "preferred_output": [USER]},
            "not the assistant's",
        ),
    ],
)
def test_fault_in_a_line_is_said(method: str, example: dict[str, Any], fault: str) -> None:
    """The first fault is told in words."""
    assert fault in str(fault_in(json.dumps(example).encode(), method))


@pytest.mark.parametrize("line", [b"{", b"[" * 100_000, b'{"messages": "\xff"}'])
def test_line_that_cannot_be_read_is_told(line: bytes) -> None:
    """Half a value, endless depth and bytes that are no text are not JSON."""
    assert fault_in(line, "supervised") == "is not valid JSON"
