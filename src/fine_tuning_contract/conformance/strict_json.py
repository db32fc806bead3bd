"""JSON as the standard has it: UTF-8, finite numbers, each key once."""

import json
from typing import Any, NoReturn


class NotStrictJson(ValueError):
    """A body is not JSON in the strict sense; the message says how."""


def parse_strictly(body: bytes) -> Any:
    """Return the value of a JSON text, raising NotStrictJson where a strict reader would stop."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotStrictJson(f"the body is not UTF-8 (byte {error.start})") from error
    try:
        return json.loads(text, object_pairs_hook=_each_key_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotStrictJson(f"the body is not JSON: {error.msg} ({where})") from error
    except RecursionError as error:
        raise NotStrictJson("the body is nested too deeply to be read") from error


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _ in pairs]
    twice = next(name for name in names if names.count(name) > 1)
    raise NotStrictJson(f"the key {twice!r} stands twice in one object")


def _refuse_constant(name: str) -> NoReturn:
    raise NotStrictJson(f"{name} is not a JSON number")
