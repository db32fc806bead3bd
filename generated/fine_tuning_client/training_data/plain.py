# Copied from fine_tuning_contract/codegen/runtime/training_data/plain.py: change it there.
"""
Examples that are as they should be, known at a glance.

Most lines of most files hold nothing odd: messages with a role and a text, calls of tools.
They are counted here; every other line is left to the long way, which finds out what is odd.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from .reports import Method

Shape = tuple[list[str], int]
"""The roles of an example's messages, and the bytes of their text."""

ROLES = ("system", "developer", "user", "assistant")
_ODDITIES = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
_ANSWER_KEYS = frozenset({"role", "content", "weight", "tool_calls"})
_CHAT_KEYS = frozenset({"messages", "tools", "parallel_tool_calls"})
_FINDING_KEYS = frozenset({"role", "content", "tool_call_id"})
_MOST_TOOLS = 128


def plain_beginning(
    lines: Iterator[bytes], method: Method, longest: int
) -> tuple[list[Shape], bytes | None]:
    """Take lines up to one that is not plain; return the shapes of the others, and that one."""
    look = _LOOKS[method]
    found: list[Shape] = []
    line = None
    try:
        for line in lines:
            if len(line) > longest:
                return found, line
            text = line.decode()
            example, end = _decode(text)
            if end + 1 < len(text) and text[end:].strip(" \t\r\n"):
                return found, line
            found.append(look(example))
    except _ODDITIES:
        return found, line
    return found, None


def refuse_constant(name: str) -> Any:
    """Raise a `ValueError`: NaN and Infinity are no JSON."""
    raise ValueError(name)


# Objects stay the pairs that they are written as: that is faster than to make dictionaries, it
# shows a key that is written twice, and as tuples they differ from arrays, which are lists.
_decode = json.JSONDecoder(object_pairs_hook=tuple, parse_constant=refuse_constant).raw_decode


def _supervised(example: Any) -> Shape:
    if len(example) == 1:
        ((key, messages),) = example
        more = 0
    else:
        held = _held(example)
        key, messages = "messages", held["messages"]
        more = _offers(held)
    roles, size = _shape(messages)
    if key != "messages" or roles[-1] != "assistant" or type(example) is list:
        raise ValueError
    if len(messages[-1]) > 2 and not dict(messages[-1]).get("weight", 1):  # noqa: PLR2004 - plain
        raise ValueError
    return roles, size + more


def _dpo(example: Any) -> Shape:
    held = _held(example)
    given, better, worse = held["input"], held["preferred_output"], held["non_preferred_output"]
    ((key, messages),) = given
    (first,), (second,) = better, worse
    roles, size = _shape([*messages, first, second])
    if len(held) != 3 or key != "messages" or first == second or not messages:  # noqa: PLR2004 - these
        raise ValueError
    if roles[-1] != "assistant" or roles[-2] != "assistant" or type(given) is list:
        raise ValueError
    if not type(messages) is type(better) is type(worse) is list:
        raise ValueError
    return roles, size


def _reinforcement(example: Any) -> Shape:
    held = _held(example)
    messages = held.pop("messages")
    roles, size = _shape(messages)
    if roles[-1] != "user" or "tools" in held or "functions" in held:
        raise ValueError
    if "parallel_tool_calls" in held:
        raise ValueError
    for key, value in held.items():
        _sound(key)
        _sound(value)
    return roles, size


def _shape(messages: Any) -> Shape:
    size = 0
    roles: list[str] = []
    for message in messages:
        if len(message) == 2:  # noqa: PLR2004 - a role and a text
            (first, role), (second, content) = message
            if first == "role" and second == "content" and content and role in ROLES:
                # An array has no such method, and half of a character no bytes.
                size += len(content) if content.isascii() else len(content.encode())
                roles.append(role)
                if type(message) is tuple:
                    continue
        role, more = _rich(message)
        size += more
        roles.append(role)
    if type(messages) is not list:
        raise ValueError
    return roles, size


def _rich(message: Any) -> tuple[str, int]:
    """Return the role and size of an answer with a weight or calls, or of what a tool found."""
    held = _held(message)
    role, content = held["role"], held.get("content")
    calls: Any = None
    if role == "tool" and held.keys() == _FINDING_KEYS and type(held["tool_call_id"]) is str:
        held["tool_call_id"].encode()
    elif role == "assistant" and held.keys() <= _ANSWER_KEYS:
        calls = held.get("tool_calls")
        if held.get("weight", 1) not in {0, 1} or type(held.get("weight", 1)) is not int:
            raise ValueError
    else:
        raise ValueError
    size = sum(map(_call, calls)) if {type(calls)} == {list} else 0
    if content is None and size:
        return role, size
    if not content or (calls is not None and not size):
        raise ValueError
    return role, size + len(content.encode())


def _call(call: Any) -> int:
    held = _held(call)
    function = _held(held["function"])
    name, arguments = function["name"], function["arguments"]
    if held["type"] != "function" or len(held) != 3 or len(function) != 2:  # noqa: PLR2004 - these keys
        raise ValueError
    held["id"].encode()
    return len(name.encode()) + len(arguments.encode())


def _offers(held: dict[str, Any]) -> int:
    """Return the size of the tools that an example offers."""
    tools: Any = held.get("tools", [])
    if {type(tools)} != {list} or len(tools) > _MOST_TOOLS or not held.keys() <= _CHAT_KEYS:
        raise ValueError
    if type(held.get("parallel_tool_calls", True)) is not bool:
        raise ValueError
    for tool in tools:
        offered = _held(tool)
        function = _held(offered["function"])
        if offered["type"] != "function" or type(function.get("parameters", ())) is not tuple:
            raise ValueError
        if not function["name"] or type(function["name"]) is not str:
            raise ValueError
    return _sound(tools)


def _sound(value: Any) -> int:
    """Return the bytes of all texts in a value in which no key is repeated."""
    if isinstance(value, str):
        return len(value) if value.isascii() else len(value.encode())
    if value.__class__ is list:
        return sum(map(_sound, value))
    if value.__class__ is not tuple:
        return 0
    if len(dict(value)) != len(value):
        raise ValueError
    return sum(len(key.encode()) + _sound(one) for key, one in value)


def _held(example: Any) -> dict[str, Any]:
    held: dict[str, Any] = dict(example)
    if len(held) != len(example) or type(example) is list:
        raise ValueError
    return held


_LOOKS: dict[Method, Callable[[Any], Shape]] = {
    "supervised": _supervised,
    "dpo": _dpo,
    "reinforcement": _reinforcement,
}
