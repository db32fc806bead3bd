"""YAML written so that every reader, of YAML 1.1 or 1.2, sees the same values."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from yaml import SafeLoader

from .json_values import is_array, is_object
from .scalars import read_plain

_PLAIN = re.compile(r"[A-Za-z_/$(.0-9+*^<~][^\x00-\x1f\x7f]*")
_NOT_PLAIN = re.compile(r": |:$| #|^[-?:,\[\]{}#&*!|>'\"%@`]|\s$|^---|^\.\.\.")
_PRINTABLE = re.compile(
    "[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*"
)
# YAML 1.1 also has these as booleans, though PyYAML does not.
_SHORT_BOOLEANS = frozenset({"y", "Y", "n", "N"})
_LONGEST_KEY = 1000
_CONSTANTS = {None: "null", True: "true", False: "false"}
_YAML_1_1: dict[str, list[tuple[str, re.Pattern[str]]]] = SafeLoader.yaml_implicit_resolvers


def dump(content: Any) -> str:
    """
    Return a JSON value as block-style YAML, in the order of its keys.

    Equal values in equal order give equal bytes.
    """
    return "\n".join(_lines(content, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    if is_object(value) and value:
        for key, below in value.items():
            yield from _entry(indent, key, below)
    elif is_array(value) and value:
        for item in value:
            yield from _item(indent, item)
    else:
        yield indent + _inline(value, indent)


def _entry(indent: str, key: str, value: Any) -> Iterator[str]:
    shown = key if _is_plain(key) else _quoted(key)
    if len(shown) > _LONGEST_KEY:
        # Readers look only so far ahead for the colon of a plain key.
        yield f"{indent}? {shown}"
        shown = ""
    if (is_object(value) or is_array(value)) and value:
        yield f"{indent}{shown}:"
        yield from _lines(value, indent + "  ")
    else:
        yield f"{indent}{shown}: {_inline(value, indent)}"


def _item(indent: str, value: Any) -> Iterator[str]:
    if not (is_object(value) or is_array(value)) or not value:
        yield f"{indent}- {_inline(value, indent)}"
        return
    inner = indent + "  "
    lines = _lines(value, inner)
    # The first line of what an item holds stands behind its dash.
    yield f"{indent}- {next(lines)[len(inner) :]}"
    yield from lines


def _inline(value: Any, indent: str) -> str:
    if isinstance(value, str):
        return _text(value, indent)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float(value)
    return "{}" if is_object(value) else "[]"


def _float(value: float) -> str:
    mantissa, exponent, power = repr(value).partition("e")
    # Without a point, YAML 1.1 reads a number with an exponent as text.
    if exponent and "." not in mantissa:
        mantissa += ".0"
    return mantissa + exponent + power


def _text(text: str, indent: str) -> str:
    if "\n" in text and _fits_block(text):
        return _block(text, indent + "  ")
    return text if _is_plain(text) else _quoted(text)


def _fits_block(text: str) -> bool:
    return text[0] not in " \n\t" and _PRINTABLE.fullmatch(text) is not None


def _block(text: str, indent: str) -> str:
    body = text.rstrip("\n")
    newlines = len(text) - len(body)
    chomping = {0: "-", 1: ""}.get(newlines, "+")
    lines = [indent + line if line else "" for line in body.split("\n")]
    return "\n".join([f"|{chomping}", *lines, *[""] * (newlines - 1)])


@lru_cache(maxsize=65536)
def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or _NOT_PLAIN.search(text) or text in _SHORT_BOOLEANS:
        return False
    if not _PRINTABLE.fullmatch(text):
        return False
    if any(form.match(text) for _, form in _YAML_1_1.get(text[0], ())):
        return False
    try:
        return read_plain(text) == text
    except ValueError:
        return False


def _quoted(text: str) -> str:
    if "\n" not in text and "\t" not in text and _PRINTABLE.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(each) for each in text) + '"'


def _escaped(character: str) -> str:
    known = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    if character in known:
        return known[character]
    if _PRINTABLE.fullmatch(character):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 # sixteen bits
