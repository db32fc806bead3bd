# Copied from fine_tuning_contract/codegen/runtime/training_data/lines.py: change it there.
"""From the bytes of a line to the object that it holds, or to what is wrong with them."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain
from sys import maxsize
from typing import Any, TypeGuard

from attrs import define, field

from .plain import refuse_constant
from .reports import WARNINGS, Problem

_ENCODINGS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_LONGEST_KEY = 200
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@define
class Notes:
    """Problems: all counted, and of the errors and the warnings the first `keep` kept."""

    keep: int
    codes: Counter[str] = field(factory=Counter[str])
    kept: dict[str, list[Problem]] = field(factory=lambda: {"error": [], "warning": []})

    def tell(self, problem: Problem) -> None:
        """Count a problem, and keep it if it is among the first."""
        self.codes[problem.code] += 1
        kept = self.kept[problem.level]
        if len(kept) < self.keep:
            kept.append(problem)

    def count(self, level: str) -> int:
        """Return how many errors, or warnings, were found."""
        found = self.codes.items()
        return sum(count for code, count in found if (code in WARNINGS) == (level == "warning"))

    def problems(self) -> tuple[Problem, ...]:
        """Return what was kept, line by line, and at the end what concerns the whole file."""
        kept = chain(self.kept["error"], self.kept["warning"])
        return tuple(sorted(kept, key=lambda problem: problem.line or maxsize))


@define
class Line:
    """One line, and what is found in it."""

    number: int
    notes: Notes
    roles: list[str] = field(factory=list[str])
    size: int = 0

    def tell(self, code: str, where: str, message: str) -> None:
        """Note that something is wrong."""
        self.notes.tell(Problem(self.number, code, where, message))

    def count(self, text: str) -> None:
        """Count the bytes of a text."""
        self.size += len(text.encode("utf-8", "surrogatepass"))


class _Repeating(dict[str, Any]):
    """An object some of whose keys are written more than once."""

    repeated: tuple[str, ...] = ()


def read_object(line: Line, raw: bytes) -> dict[str, Any] | None:
    """Return the object that a line holds, having told what is odd about how it is written."""
    repeating: list[_Repeating] = []
    try:
        hook = partial(_object, repeating)
        value = json.loads(raw.decode(), object_pairs_hook=hook, parse_constant=refuse_constant)
        if repeating or _HALF.search(raw):
            for code, where, message in _oddities(value, ""):
                line.tell(code, where, message)
    except (ValueError, RecursionError) as error:
        line.tell(*_unread(error, raw))
        return None
    if is_object(value):
        return value
    line.tell("data_type", "", f"the line holds {kind_of(value)}, not an object")
    return None


def kind_of(value: Any) -> str:
    """Return what a JSON value is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a string" if isinstance(value, str) else "an array" if is_array(value) else "an object"


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Return whether a JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Return whether a JSON value is an array."""
    return isinstance(value, list)


def step(key: str) -> str:
    """Return the part of a JSON pointer that leads to a key; a key that is no word is cut off."""
    escaped = key[:_LONGEST_KEY].replace("~", "~0").replace("/", "~1")
    return "/" + escaped.encode("utf-8", "backslashreplace").decode()


def shown(text: str) -> str:
    """Return a text from the data as a message may show it: quoted, short and printable."""
    return ascii(text if len(text) <= 40 else text[:39] + "…")  # noqa: PLR2004 - one glance


def _object(found: list[_Repeating], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    written = Counter(key for key, _ in pairs)
    found.append(_Repeating(value))
    found[-1].repeated = tuple(key for key, times in written.items() if times > 1)
    return found[-1]


def _unread(error: Exception, raw: bytes) -> tuple[str, str, str]:
    """Return the code, place and message for a line that could not be read."""
    if isinstance(error, RecursionError):
        return "too_deeply_nested", "", "the line is nested too deeply to be read"
    if isinstance(error, UnicodeDecodeError):
        encoding = _ENCODINGS.get(raw[:2])
        if encoding or raw.count(b"\0") > len(raw) // 4:
            return "invalid_utf8", "", "the line is not UTF-8; it looks like UTF-16"
        byte = raw[error.start]
        place = f"byte {error.start + 1}"
        return "invalid_utf8", "", f"the line is not UTF-8: {place} is 0x{byte:02x}"
    if isinstance(error, json.JSONDecodeError):
        reason = error.msg[0].lower() + error.msg[1:]
        return "invalid_json", "", f"the line is not JSON: {reason} at character {error.pos + 1}"
    if str(error) in {"NaN", "Infinity", "-Infinity"}:
        return "not_a_number", "", f"{error} is not JSON"
    return "invalid_json", "", "the line holds a number with too many digits"


def _oddities(value: Any, where: str) -> Iterator[tuple[str, str, str]]:
    """Yield keys that are repeated and characters that are halves, wherever they stand."""
    if isinstance(value, str):
        if not value.isascii() and (found := _SURROGATE.search(value)):
            half = f"\\u{ord(found[0]):04x}"
            yield "lone_surrogate", where, f"{half} is half of a character"
    elif is_object(value):
        for key in value.repeated if isinstance(value, _Repeating) else ():
            yield "duplicate_key", where + step(key), f"the key {shown(key)} is written twice"
        for key, one in value.items():
            yield from _oddities(key, where + step(key))
            yield from _oddities(one, where + step(key))
    elif is_array(value):
        for position, one in enumerate(value):
            yield from _oddities(one, f"{where}/{position}")
