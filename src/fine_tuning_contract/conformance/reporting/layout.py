"""JSON laid out for reading, with every token as it came."""

import json
import re

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_OPENING, _CLOSING = frozenset("{["), frozenset("}]")


def indented(text: str) -> str:
    """
    Return JSON with a line for each member and item; what is no JSON comes back as it is.

    Reading and writing it anew would hide what a report is about: numbers as they were spelled,
    keys that stand there twice.
    """
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text
    parts: list[str] = _TOKEN.findall(text)
    pieces: list[str] = []
    depth = 0
    for before, part in zip(["", *parts], parts, strict=False):
        if part in _CLOSING:
            depth -= 1
        is_empty = before in _OPENING and part in _CLOSING
        if (before in _OPENING or part in _CLOSING or before == ",") and not is_empty:
            pieces.append("\n" + "  " * depth)
        pieces.append(": " if part == ":" else part)
        if part in _OPENING:
            depth += 1
    return "".join(pieces)
