"""JSON text turned into values, strictly, and into nodes where positions are asked for."""

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, Never

from yaml import MappingNode, Mark, Node, ScalarNode, SequenceNode

from .failures import DescriptionError
from .json_values import is_array, is_object
from .nodes import COLLECTION, DEEPEST, PLAIN, QUOTED, construct
from .scalars import LONGEST_NUMBER

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"[^\s,\]}]+")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")

_STRINGS = json.JSONDecoder()
# What Python's reader takes for numbers, as YAML spells it.
_NOT_FINITE = {"NaN": ".nan", "Infinity": ".inf", "-Infinity": "-.inf"}


def read_json(text: str, file: str) -> Any:
    """Return the value of a JSON text; raises DescriptionError with the place of a fault."""
    try:
        content = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_refuse,
            parse_float=_finite,
            parse_int=_short,
        )
        if _SURROGATE.search(text):
            json.dumps(content, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        message = f"{file}:{error.lineno}:{error.colno}: not valid JSON: {error.msg}; correct it"
        raise DescriptionError(message) from None
    except UnicodeEncodeError:
        message = f"{file}: holds half of a character (a lone surrogate); write it whole"
        raise DescriptionError(message) from None
    except RecursionError:
        message = f"{file}: nested more than {DEEPEST} levels deep; refer to inner parts instead"
        raise DescriptionError(message) from None
    except _Unclear:
        # The nodes know the places, which the fast reader does not.
        return construct(json_nodes(text), file)
    return content if _depth_is_fine(content) else construct(json_nodes(text), file)


def json_nodes(text: str) -> Node:
    """Return the tree of nodes of a text that is known to be JSON."""
    return _Scanner(text).value()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise _Unclear
    return content


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _Unclear
    return number


def _short(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _Unclear
    return int(text)


def _refuse(_name: str) -> Never:
    raise _Unclear


def _depth_is_fine(content: Any) -> bool:
    level: list[Any] = [content]
    for _ in range(DEEPEST):
        level = [below for value in level for below in _parts(value)]
    return not level


def _parts(value: Any) -> Iterable[Any]:
    if is_object(value):
        return value.values()
    return value if is_array(value) else ()


class _Unclear(Exception):  # never leaves this module
    pass


class _Scanner:
    """A reader of valid JSON that makes nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at: int = 0
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def value(self) -> Node:
        start = self.mark()
        first = self.text[self.at]
        if first == "{":
            return MappingNode(COLLECTION, self.pairs(), start, self.mark())
        if first == "[":
            return SequenceNode(COLLECTION, self.items(), start, self.mark())
        return self.scalar(start)

    def scalar(self, start: Mark) -> ScalarNode:
        if self.text[self.at] == '"':
            text, self.at = _STRINGS.raw_decode(self.text, self.at)
            return ScalarNode(QUOTED, text, start, start)
        found = _WORD.match(self.text, self.at)
        word = found[0] if found else ""
        self.at += len(word)
        return ScalarNode(PLAIN, _NOT_FINITE.get(word, word), start, start)

    def items(self) -> list[Node]:
        items: list[Node] = []
        while not self.closes("]"):
            items.append(self.value())
        return items

    def pairs(self) -> list[tuple[Node, Node]]:
        pairs: list[tuple[Node, Node]] = []
        while not self.closes("}"):
            key = self.scalar(self.mark())
            self.skip()
            self.at += 1
            pairs.append((key, self.value()))
        return pairs

    def closes(self, bracket: str) -> bool:
        """Go on to the next item, or past the end; say which."""
        self.skip()
        if self.text[self.at] != bracket:
            # An opening bracket or a comma.
            self.at += 1
            self.skip()
        if self.text[self.at] != bracket:
            return False
        self.at += 1
        return True

    def skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def mark(self) -> Mark:
        self.skip()
        line = bisect_right(self.lines, self.at) - 1
        return Mark("", self.at, line, self.at - self.lines[line], None, 0)
