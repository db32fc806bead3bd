"""Strict reading of what arrives: JSON bodies and query strings."""

import json
import re
from typing import Any, NoReturn, cast
from urllib.parse import unquote_plus

from fine_tuning_contract.emulator.blueprint import Schema
from fine_tuning_contract.emulator.errors import Refused, bad_request

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DEEP = re.compile(r"(?P<name>[^\[\]]+)\[(?P<key>.*)\]", re.DOTALL)


def read_json(body: bytes, depth: int) -> dict[str, Any]:
    """Return a JSON object; anything that two readers could understand differently is refused."""
    try:
        text = body.decode("utf-8")
        _refuse_depth(text, depth)
        content = json.loads(text, object_pairs_hook=_members, parse_constant=_refuse_constant)
        # A lone surrogate is legal in an escape, yet no text; 1e999 is a number, yet not a float.
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (ValueError, RecursionError) as fault:
        raise _unreadable(str(fault)) from fault
    if not isinstance(content, dict):
        raise _unreadable("the body must be a JSON object")
    return cast("dict[str, Any]", content)


def _unreadable(reason: str) -> Refused:
    message = f"We could not parse the JSON body of your request: {reason[:200]}"
    return bad_request(message, None, "invalid_json")


def _refuse_depth(text: str, limit: int) -> None:
    if text.count("[") + text.count("{") <= limit:
        return
    level = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        level += 1 if bracket in "[{" else -1
        if level > limit:
            raise ValueError(f"it nests deeper than {limit} levels")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("an object names the same key twice")
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def read_query(query: bytes, described: dict[str, Schema]) -> dict[str, Any]:
    """Return the described parameters of a query string, with their types; others are ignored."""
    found: dict[str, Any] = {}
    for name, value in _pairs(query):
        deep = _DEEP.fullmatch(name)
        if deep and deep["name"] in described:
            _add_member(found, deep["name"], deep["key"], value)
        elif name in described:
            _add(found, name, _typed(name, value, described[name]))
    return found


def _pairs(query: bytes) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in query.decode("latin-1").split("&") if part)
    return [(_text(name), _text(value)) for name, _, value in parts]


def _text(quoted: str) -> str:
    try:
        return unquote_plus(quoted.encode("latin-1").decode("utf-8"), errors="strict")
    except UnicodeDecodeError as fault:
        raise bad_request("The query string is not UTF-8.", None, "invalid_query") from fault


def _add(found: dict[str, Any], name: str, value: Any) -> None:
    if name in found:
        raise bad_request(f"'{name}' is given more than once.", name, "duplicate_parameter")
    found[name] = value


def _add_member(found: dict[str, Any], name: str, key: str, value: str) -> None:
    members = found.setdefault(name, {})
    if not isinstance(members, dict):
        raise bad_request(f"'{name}' is given in two forms.", name, "duplicate_parameter")
    _add(cast("dict[str, Any]", members), key, value)


def _typed(name: str, value: str, schema: Schema) -> Any:
    if schema.get("type") == "integer":
        return _integer(name, value)
    if _is_object(schema):
        if value in ("", "null"):
            return None
        raise bad_request(
            f"Invalid type for '{name}': expected an object, but got a string instead.",
            name,
            "invalid_type",
        )
    return value


def _integer(name: str, value: str) -> int:
    if not _INTEGER.fullmatch(value):
        message = f"Invalid type for '{name}': expected an integer, but got a string instead."
        raise bad_request(message, name, "invalid_type")
    return int(value)


def _is_object(schema: Schema) -> bool:
    branches = [schema, *schema.get("anyOf", []), *schema.get("oneOf", [])]
    return any("$ref" in branch or "object" in (branch.get("type") or ()) for branch in branches)
