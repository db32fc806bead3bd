"""What each method wants of an example, and what is told where it is missing."""

from typing import Any

import pytest
from training_lines import PLAIN, Examine, Json, chat, graded, line, preference

USER: Json = {"role": "user", "content": "What is Ulm?"}
ANSWER: Json = {"role": "assistant", "content": "A city."}
CALL: Json = {"name": "look_up", "arguments": "{}"}
TOOL: Json = {"type": "function", "function": {"name": "look_up"}}


def _answer(**more: Any) -> Json:
    return {"messages": [USER, {**ANSWER, **more}]}


def _user(content: Any) -> Json:
    return {"messages": [{"role": "user", "content": content}, ANSWER]}


def _between(message: Any) -> Json:
    return {"messages": [USER, message, ANSWER]}


SUPERVISED = {
    "missing_messages_list /messages": [
        {},
        {"messages": []},
        {"messages": "x"},
        {"messages": None},
        {"text": "x"},
    ],
    "missing_key ": [{"prompt": "x"}, {"completion": "x"}],
    "wrong_type /prompt": [{"prompt": 1, "completion": "x"}],
    "wrong_type /messages/1": [_between("hello"), _between([["role", "user"], ["content", "x"]])],
    "unrecognized_key /note": [{**chat(), "note": 1}],
    "wrong_type /parallel_tool_calls": [{**chat(), "parallel_tool_calls": "yes"}],
    "wrong_type /tools": [{**chat(), "tools": {}}],
    "invalid_tool /tools/0": [
        {**chat(), "tools": [one]} for one in (1, {}, {"function": {}}, {**TOOL, "type": "x"})
    ],
    "invalid_tool /functions/0": [{**chat(), "functions": [TOOL]}],
    "too_many_functions /functions": [{**chat(), "functions": [{"name": "f"}] * 129}],
    "message_missing_key /messages/1": [
        _between({"content": "x"}),
        _between({"role": "tool", "content": "x"}),
        _between({"role": "function", "content": "x"}),
    ],
    "wrong_type /messages/1/role": [_between({"role": ["user"], "content": "x"})],
    "unrecognized_role /messages/1/role": [_between({"role": "bot", "content": "x"})],
    "message_unrecognized_key /messages/1/text": [_between({**USER, "text": "x"})],
    "wrong_type /messages/1/name": [_between({**USER, "name": 1})],
    "missing_content /messages/1": [
        _between({"role": "user"}),
        _between({"role": "user", "content": None}),
        _answer(content=None),
        _answer(content=None, tool_calls=[]),
    ],
    "empty_content /messages/0/content": [_user(""), _user([])],
    "wrong_type /messages/0/content": [_user(1), _user({"a": 1})],
    "unrecognized_part /messages/0/content/0": [
        _user([one])
        for one in ("x", {"type": "text"}, {"type": "text", "text": 1}, {"type": "sound"})
    ]
    + [_user([{"type": "image_url", "image_url": {"url": "/a.png"}}])],
    "misplaced_image /messages/1/content/0": [
        _answer(content=[{"type": "image_url", "image_url": {"url": "https://a/b.png"}}])
    ],
    "invalid_weight /messages/1/weight": [
        _answer(weight=2),
        _answer(weight=True),
        _answer(weight="1"),
        _between({**USER, "weight": 1}),
    ],
    "invalid_tool_call /messages/1/tool_calls/0": [
        _answer(tool_calls=[one])
        for one in ("x", {}, {"id": "a", "type": "function", "function": {"name": "f"}})
    ],
    "invalid_tool_call /messages/1/function_call": [_answer(function_call="look_up")],
    "example_missing_assistant_message /messages": [{"messages": [USER]}],
    "last_message_not_assistant /messages/1": [{"messages": [ANSWER, USER]}],
    "nothing_to_learn /messages": [_answer(weight=0)],
    "wrong_method ": [preference()],
}
DPO = {
    "wrong_method ": [chat(), graded(), {"prompt": "x", "completion": "x"}],
    "missing_key ": [
        {"input": preference()["input"], "preferred_output": [ANSWER]},
        {key: value for key, value in preference().items() if key != "input"},
    ],
    "wrong_type /input": [{**preference(), "input": "x"}],
    "missing_messages_list /input/messages": [{**preference(), "input": {}}],
    "unrecognized_key /input/note": [
        {**preference(), "input": {**preference()["input"], "note": 1}}
    ],
    "unrecognized_key /note": [{**preference(), "note": 1}],
    "wrong_type /preferred_output": [{**preference(), "preferred_output": ANSWER}],
    "not_one_message /preferred_output": [
        {**preference(), "preferred_output": []},
        {**preference(), "preferred_output": [ANSWER, ANSWER]},
    ],
    "not_assistant /preferred_output/0/role": [{**preference(), "preferred_output": [USER]}],
    "equal_outputs /non_preferred_output": [
        {**preference(), "non_preferred_output": preference()["preferred_output"]}
    ],
}
REINFORCEMENT = {
    "wrong_method ": [preference(), {"prompt": "x", "completion": "x"}],
    "missing_messages_list /messages": [{}, {"reference": "x"}],
    "last_message_not_user /messages/1": [chat()],
    "lone_surrogate /reference": [{**graded(), "reference": "\ud800"}],
    "message_missing_key /messages/0": [{"messages": [{"content": "x"}, USER]}],
}
CASES = [
    pytest.param(method, told, example, id=f"{method} {told} {number}")
    for method, codes in {
        "supervised": SUPERVISED,
        "dpo": DPO,
        "reinforcement": REINFORCEMENT,
    }.items()
    for told, examples in codes.items()
    for number, example in enumerate(examples)
]


@pytest.mark.parametrize(("method", "told", "example"), CASES)
def test_fault_is_told_at_its_place(look: Examine, method: str, told: str, example: Json) -> None:
    """Each fault has a code of its own, the number of its line, and a pointer into it."""
    report = look([line(PLAIN[method]), line(example)], method)

    code, where = told.split(" ")
    assert {problem.line for problem in report.problems} == {2, None}
    assert (code, where) in [(problem.code, problem.where) for problem in report.problems]


@pytest.mark.parametrize(
    ("method", "example"),
    [
        ("supervised", _answer(content=None, function_call=CALL)),
        ("supervised", _answer(content=[{"type": "text", "text": "x"}], refusal=None)),
        ("supervised", _answer(content=[{"type": "refusal", "refusal": "no"}])),
        ("supervised", _user([{"type": "image_url", "image_url": {"url": "data:image/png,"}}])),
        ("supervised", {**chat(), "tools": [TOOL], "functions": None}),
        ("supervised", {**chat(), "tools": [TOOL], "parallel_tool_calls": None}),
        (
            "supervised",
            {"messages": [USER, {**ANSWER, "weight": 1}, USER, {**ANSWER, "weight": 0}]},
        ),
        ("supervised", _between({"role": "function", "name": "f", "content": "x"})),
        ("dpo", {**preference(), "input": {**preference()["input"], "tools": [TOOL]}}),
        ("reinforcement", {**graded(), "deeper": {"reference": [1, 2.5, None, True]}}),
        ("reinforcement", {"messages": [USER]}),
    ],
)
def test_what_is_allowed_is_no_problem(look: Examine, method: str, example: Json) -> None:
    """What the format allows beside plain text is not told."""
    report = look([line(example)] * 10, method)

    assert report.problems == ()


@pytest.mark.parametrize("first", [chat(), {"prompt": "x", "completion": "y"}])
def test_formats_are_not_mixed(look: Examine, first: Json) -> None:
    """Chats and completions in one file are told, whichever comes first."""
    others = {"messages": chat(), "prompt": {"prompt": "x", "completion": "y"}}
    other = others["prompt" if "messages" in first else "messages"]

    report = look([line(first)] * 9 + [line(other)])

    assert [(problem.line, problem.code) for problem in report.problems] == [(10, "mixed_formats")]


def test_first_known_example_decides_the_method(look: Examine) -> None:
    """Lines that could be anything are told, and do not decide what the file is for."""
    report = look([b"{\n", b'{"text": 1}\n', *[line(preference())] * 10])

    assert report.method == "dpo"
    assert {problem.line for problem in report.problems} == {1, 2}
