"""What one line of training data must hold, by method; the first fault is said in words."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

Json = dict[str, Any]
_ROLES = ("system", "developer", "user", "assistant", "tool", "function")
_COMPLETIONS = (
    ("preferred_output", "non_preferred_output"),
    ("preferred_completion", "non_preferred_completion"),
)


def fault_in(line: bytes, method: str) -> str | None:
    """Return what is wrong with a line of training data, or None."""
    try:
        content: Any = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return "is not valid JSON"
    if not isinstance(content, dict):
        return "is not a JSON object"
    return _FAULTS[method](cast("Json", content))


def _supervised(example: Json) -> str | None:
    if "messages" not in example and {"prompt", "completion"} <= example.keys():
        texts = (example["prompt"], example["completion"])
        return None if all(isinstance(text, str) for text in texts) else "has no text to complete"
    fault = _messages(example)
    if fault is None and not any(m["role"] == "assistant" for m in example["messages"]):
        return "has no message of the assistant"
    return fault


def _reinforcement(example: Json) -> str | None:
    fault = _messages(example)
    if fault is None and example["messages"][-1]["role"] not in ("user", "developer"):
        return "does not end with a message of the user"
    return fault


def _preference(example: Json) -> str | None:
    request = example.get("input")
    if not isinstance(request, dict):
        return "has no object 'input'"
    fault = _messages(cast("Json", request))
    names = next((pair for pair in _COMPLETIONS if pair[0] in example), _COMPLETIONS[0])
    return fault or next((f for f in (_reply(example, name) for name in names) if f), None)


def _reply(example: Json, name: str) -> str | None:
    fault = _messages(example, name)
    if fault is None and example[name][-1]["role"] != "assistant":
        return f"has a '{name}' that is not the assistant's"
    return fault


def _messages(example: Json, name: str = "messages") -> str | None:
    messages = example.get(name)
    if not isinstance(messages, list) or not messages:
        return f"has no list '{name}' with a message in it"
    for message in cast("Sequence[Any]", messages):
        if not isinstance(message, dict):
            return f"has something in '{name}' that is not a message"
        if cast("Json", message).get("role") not in _ROLES:
            return f"has a message with an unknown role in '{name}'"
    return None


_FAULTS: Mapping[str, Callable[[Json], str | None]] = {
    "supervised": _supervised,
    "dpo": _preference,
    "reinforcement": _reinforcement,
}
