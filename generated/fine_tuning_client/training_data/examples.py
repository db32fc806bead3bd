# Copied from fine_tuning_contract/codegen/runtime/training_data/examples.py: change it there.
"""What an example must hold, for each method that trains on it."""

from collections.abc import Callable, Mapping
from typing import Any

from .lines import Line, is_array, is_object, shown, step
from .messages import check_messages, check_tools, has
from .reports import Method

_INPUT = frozenset({"messages", "tools", "parallel_tool_calls", "functions"})
_OUTPUTS = (
    ("preferred_output", "non_preferred_output"),
    ("preferred_completion", "non_preferred_completion"),
)
_PAIR = frozenset({key for pair in _OUTPUTS for key in pair})
_COMPLETION = frozenset({"prompt", "completion"})


def is_completion(example: Mapping[str, Any]) -> bool:
    """Return whether an example has the older form of a prompt and its completion."""
    return "messages" not in example and not _COMPLETION.isdisjoint(example)


def method_of(example: Mapping[str, Any]) -> Method | None:
    """
    Return the method that an example seems to be written for, or None.

    Messages without an answer, beside keys that no chat has, are there to be graded.
    """
    if "messages" not in example:
        if "input" in example or not _PAIR.isdisjoint(example):
            return "dpo"
        return "supervised" if is_completion(example) else None
    messages = example["messages"] if is_array(example["messages"]) else []
    answered = any(
        is_object(message) and message.get("role") == "assistant" for message in messages
    )
    return "supervised" if answered or _INPUT.issuperset(example) else "reinforcement"


def check_example(line: Line, example: dict[str, Any], method: Method) -> None:
    """Tell what an example lacks or has too much for a method."""
    seeming = method_of(example)
    foreign = seeming is not None and seeming != method and "dpo" in {seeming, method}
    if foreign or (method == "reinforcement" and is_completion(example)):
        line.tell("wrong_method", "", f"this is no {method} example but a {seeming} one")
    else:
        _CHECKS[method](line, example)


def _check_supervised(line: Line, example: dict[str, Any]) -> None:
    if is_completion(example):
        for key in sorted(_COMPLETION, reverse=True):
            if has(line, example, key, str, ""):
                line.count(example[key])
        _check_keys(line, example, _COMPLETION, "")
        return
    _check_keys(line, example, _INPUT, "")
    check_tools(line, example, "")
    messages = check_messages(line, example, "")
    answers = [message for message in messages if message.get("role") == "assistant"]
    if messages and not answers:
        message = "no message is the assistant's"
        line.tell("example_missing_assistant_message", "/messages", message)
    elif messages and messages[-1].get("role") != "assistant":
        where = f"/messages/{len(example['messages']) - 1}"
        line.tell("last_message_not_assistant", where, "the last message is not the assistant's")
    if answers and all(message.get("weight", 1) == 0 for message in answers):
        line.tell("nothing_to_learn", "/messages", "every assistant message has the weight 0")


def _check_reinforcement(line: Line, example: dict[str, Any]) -> None:
    check_tools(line, example, "")
    messages = check_messages(line, example, "")
    if messages and messages[-1].get("role") != "user":
        where = f"/messages/{len(example['messages']) - 1}"
        line.tell("last_message_not_user", where, "the last message is not the user's")


def _check_dpo(line: Line, example: dict[str, Any]) -> None:
    better, worse = next(
        (pair for pair in _OUTPUTS if not set(pair).isdisjoint(example)), _OUTPUTS[0]
    )
    _check_keys(line, example, frozenset({"input", better, worse}), "")
    if has(line, example, "input", dict, ""):
        _check_keys(line, example["input"], _INPUT, "/input")
        check_tools(line, example["input"], "/input")
        check_messages(line, example["input"], "/input")
    for key in (better, worse):
        if has(line, example, key, list, ""):
            _check_output(line, example, key)
    if better in example and example[better] == example.get(worse):
        line.tell("equal_outputs", f"/{worse}", f"`{worse}` says what `{better}` says")


def _check_output(line: Line, example: dict[str, Any], key: str) -> None:
    count = len(example[key])
    if count != 1:
        line.tell("not_one_message", f"/{key}", f"`{key}` holds {count} messages")
    for position, message in enumerate(check_messages(line, example, "", key)):
        if "role" in message and message["role"] != "assistant":
            where = f"/{key}/{position}/role"
            line.tell("not_assistant", where, f"a message of `{key}` is not the assistant's")


def _check_keys(line: Line, example: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in example:
        if key not in known:
            line.tell("unrecognized_key", where + step(key), f"the key {shown(key)} is not known")


_CHECKS: Mapping[Method, Callable[[Line, dict[str, Any]], None]] = {
    "supervised": _check_supervised,
    "dpo": _check_dpo,
    "reinforcement": _check_reinforcement,
}
