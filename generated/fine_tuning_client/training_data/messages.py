# Copied from fine_tuning_contract/codegen/runtime/training_data/messages.py: change it there.
"""What the messages of an example must hold, and the tools that they call."""

from collections.abc import Mapping
from typing import Any

from .lines import Line, is_array, is_object, kind_of, shown, step
from .plain import size_as_json

_MOST_FUNCTIONS = 128
_ROLES = frozenset({"system", "developer", "user", "assistant", "tool", "function"})
_KEYS = frozenset(
    {"role", "content", "name", "weight", "tool_calls", "tool_call_id", "function_call", "refusal"}
)
_INSTEAD_OF_CONTENT = ("tool_calls", "function_call", "refusal")
_KINDS = {str: "a string", bool: "true or false", dict: "an object", list: "an array"}


def has(  # noqa: PLR0913 - where it stands and what it must be are one question
    line: Line,
    holder: Mapping[str, Any],
    key: str,
    kind: type[Any],
    where: str,
    *,
    code: str = "missing_key",
) -> bool:
    """Return whether an object has a key with a value of one type, telling if it has not."""
    if isinstance(holder.get(key), kind):
        return True
    if key not in holder:
        line.tell(code, where, f"`{key}` is missing")
    else:
        found = kind_of(holder[key])
        line.tell("wrong_type", where + step(key), f"`{key}` must be {_KINDS[kind]}, not {found}")
    return False


def check_messages(
    line: Line, holder: Mapping[str, Any], where: str, key: str = "messages"
) -> list[dict[str, Any]]:
    """Tell what is wrong with a list of messages; return those that are objects."""
    found = holder.get(key)
    if not found or not is_array(found):
        if key == "messages":
            what = "is missing" if key not in holder else f"is {kind_of(found)}"
            what = "is empty" if found == [] else what
            line.tell("missing_messages_list", f"{where}/{key}", f"the list `{key}` {what}")
        return []
    messages: list[dict[str, Any]] = []
    for position, message in enumerate(found):
        place = f"{where}/{key}/{position}"
        if is_object(message):
            messages.append(message)
            _check_message(line, messages[-1], place)
        else:
            line.tell("wrong_type", place, f"a message must be an object, not {kind_of(message)}")
    return messages


def check_tools(line: Line, holder: Mapping[str, Any], where: str) -> None:
    """Tell what is wrong with the tools and functions that an example offers."""
    if holder.get("parallel_tool_calls") is not None:
        has(line, holder, "parallel_tool_calls", bool, where)
    for key in ("tools", "functions"):
        if holder.get(key) is None or not has(line, holder, key, list, where):
            continue
        offered = holder[key]
        line.size += size_as_json(offered)
        for position, tool in enumerate(offered):
            if not (_is_tool(tool) if key == "tools" else _is_function(tool)):
                place = f"{where}/{key}/{position}"
                line.tell("invalid_tool", place, f"this is no definition in `{key}`")
        if len(offered) > _MOST_FUNCTIONS:
            message = f"{len(offered)} `{key}` are given, and {_MOST_FUNCTIONS} are allowed"
            line.tell("too_many_functions", f"{where}/{key}", message)


def _check_message(line: Line, message: dict[str, Any], where: str) -> None:
    for key in sorted(message.keys() - _KEYS):
        what = f"the key {shown(key)} is not known in a message"
        line.tell("message_unrecognized_key", where + step(key), what)
    role = None
    if has(line, message, "role", str, where, code="message_missing_key"):
        role = message["role"]
        if role not in _ROLES:
            line.tell("unrecognized_role", f"{where}/role", f"the role {shown(role)} is not known")
    line.roles.append(str(role) if role in _ROLES else "other")
    for key in ("name", "refusal", "tool_call_id"):
        if message.get(key) is not None:
            has(line, message, key, str, where)
    _check_role(line, message, where)
    _check_content(line, message, where)
    _check_weight(line, message, where)
    _check_calls(line, message, where)


def _check_role(line: Line, message: dict[str, Any], where: str) -> None:
    needed = {"tool": "tool_call_id", "function": "name"}.get(str(message.get("role")))
    if needed and needed not in message:
        what = f"a {message['role']} message must have `{needed}`"
        line.tell("message_missing_key", where, what)


def _check_content(line: Line, message: dict[str, Any], where: str) -> None:
    content: Any = message.get("content")
    place = f"{where}/content"
    if isinstance(content, str):
        line.count(content)
    elif is_array(content):
        for position, part in enumerate(content):
            _check_part(line, part, message.get("role"), f"{place}/{position}")
    elif content is not None:
        line.tell("wrong_type", place, f"`content` must be a string, not {kind_of(content)}")
        return
    if content or any(message.get(key) for key in _INSTEAD_OF_CONTENT):
        return
    if content is None:
        line.tell("missing_content", where, "a message has no `content`")
    else:
        line.tell("empty_content", place, "the `content` of a message is empty")


def _check_part(line: Line, part: Any, role: Any, where: str) -> None:
    held = part if is_object(part) else {}
    match held.get("type"):
        case "text" if isinstance(held.get("text"), str):
            line.count(held["text"])
        case "refusal" if role == "assistant" and isinstance(held.get("refusal"), str):
            line.count(held["refusal"])
        case "image_url" if _is_image(held.get("image_url")):
            if role != "user":
                line.tell("misplaced_image", where, "an image stands outside the user's messages")
        case _:
            line.tell("unrecognized_part", where, "a part of `content` is neither text nor image")


def _check_weight(line: Line, message: dict[str, Any], where: str) -> None:
    if "weight" not in message:
        return
    weight = message["weight"]
    if isinstance(weight, bool) or weight not in (0, 1):
        line.tell("invalid_weight", f"{where}/weight", "a weight is neither 0 nor 1")
    elif message.get("role") != "assistant":
        line.tell("invalid_weight", f"{where}/weight", "only assistant messages have a weight")


def _check_calls(line: Line, message: dict[str, Any], where: str) -> None:
    call = message.get("function_call")
    if call is not None and not _is_call(line, call):
        line.tell("invalid_tool_call", f"{where}/function_call", "this is no call of a function")
    if message.get("tool_calls") is None or not has(line, message, "tool_calls", list, where):
        return
    for position, one in enumerate(message["tool_calls"]):
        held = one if is_object(one) else {}
        named = isinstance(held.get("id"), str) and held.get("type") == "function"
        if not named or not _is_call(line, held.get("function")):
            place = f"{where}/tool_calls/{position}"
            line.tell("invalid_tool_call", place, "this is no call of a tool")


def _is_call(line: Line, call: Any) -> bool:
    held = call if is_object(call) else {}
    name, arguments = held.get("name"), held.get("arguments")
    if not isinstance(name, str) or not isinstance(arguments, str):
        return False
    line.count(name + arguments)
    return True


def _is_tool(tool: Any) -> bool:
    held = tool if is_object(tool) else {}
    return held.get("type") == "function" and _is_function(held.get("function"))


def _is_function(function: Any) -> bool:
    held = function if is_object(function) else {}
    name, parameters = held.get("name"), held.get("parameters", {})
    return isinstance(name, str) and bool(name) and is_object(parameters)


def _is_image(image: Any) -> bool:
    held = image if is_object(image) else {}
    url = held.get("url")
    return isinstance(url, str) and url.startswith(("http://", "https://", "data:image/"))
