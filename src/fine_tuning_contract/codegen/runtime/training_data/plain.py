"""
Examples that are as they should be, known at a glance, many at once.

Most lines of most files hold nothing odd: messages with a role and a text, calls of tools.
They are counted here; every other line is left to the long way, which finds out what is odd.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import chain, filterfalse
from operator import eq, itemgetter
from secrets import randbits
from typing import Any

from .reports import Method

Read = Callable[[list[bytes]], list[Any]]
"""Returns the values that lines hold, or raises one of `ODDITIES`."""

Shape = tuple[Counter[str], int]
"""How often each role speaks, and the bytes of the text."""

ROLES = ("system", "developer", "user", "assistant")
ODDITIES = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
_ANSWER_KEYS = frozenset({"role", "content", "weight", "tool_calls"})
_CHAT_KEYS = frozenset({"messages", "tools", "parallel_tool_calls"})
_FINDING_KEYS = frozenset({"role", "content", "tool_call_id"})
_SIMPLE = frozenset({("role", "content"), ("content", "role")})
_MOST_TOOLS = 128

# Lines are read as one array, with this number between them. Nobody can know it beforehand, so
# no two broken lines make whole examples together.
_BETWEEN = randbits(60)
_SEAM = b",%d," % _BETWEEN

_messages_of = itemgetter("messages")
_role_of = itemgetter("role")
_content_of = itemgetter("content")
_call_of = itemgetter("tool_call_id")
_keys_of: Callable[[Any], tuple[str, ...]] = tuple


def refuse_constant(name: str) -> Any:
    """Raise a `ValueError`: NaN and Infinity are no JSON."""
    raise ValueError(name)


_decode = json.JSONDecoder(parse_constant=refuse_constant).decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read_lines(lines: list[bytes]) -> list[Any]:
    """Return the values that lines hold, or raise one of `ODDITIES`."""
    values: list[Any] = _decode(f"[{_SEAM.join(lines).decode()}]")
    if values[1::2] != [_BETWEEN] * (len(lines) - 1):
        raise ValueError
    return values[::2]


def plain_shape(lines: list[bytes], method: Method, read: Read) -> Shape | None:
    """Return the shape of all examples in some lines, or None if any of them is odd."""
    try:
        examples = read(lines)
        if len(examples) != len(lines):
            return None
        found = _LOOKS[method](examples)
    except ODDITIES:
        return None
    whole = has_keys(b"".join(lines), found.keys)
    return (found.roles, found.size) if whole else None


def has_keys(written: bytes, keys: int) -> bool:
    """Return whether there are no more keys than were read: one that is repeated is read once."""
    # A quote before a colon ends a key, or stands escaped in a string.
    found = written.count(b'":')
    if found == keys:
        return True
    return found - written.count(b'\\":') == keys and b'\\\\"' not in written


def size_of_texts(texts: list[str]) -> int:
    """Return the bytes of texts in UTF-8, encoding only those that are not ASCII."""
    wide = list(filterfalse(str.isascii, texts))
    wider = sum(map(len, map(str.encode, wide))) - sum(map(len, wide))
    return sum(map(len, texts)) + wider


def size_as_json(value: Any) -> int:
    """Return the bytes of a value as short JSON: so much a model reads of a tool."""
    return len(_encode(value).encode("utf-8", "surrogatepass"))


class _Found:
    """What was counted so far."""

    __slots__ = ("keys", "roles", "size")

    def __init__(self, keys: int) -> None:
        self.keys = keys
        self.roles: Counter[str] = Counter()
        self.size = 0

    def count_messages(self, lists: list[Any]) -> None:
        """Count all messages of some lists."""
        messages = list(chain.from_iterable(lists))
        if set(map(_keys_of, messages)) <= _SIMPLE:
            self._count_texts(messages, ROLES)
            return
        plain: list[Any] = []
        findings: list[Any] = []
        answers: list[Any] = []
        for message in messages:
            if _keys_of(message) in _SIMPLE:
                plain.append(message)
            elif message["role"] == "tool":
                findings.append(message)
            else:
                answers.append(message)
        self._count_texts(plain, ROLES)
        self._count_findings(findings)
        self._count_answers(answers)

    def _count_texts(self, messages: list[Any], roles: Collection[str]) -> None:
        """Count messages that must have a role and a text."""
        found = Counter(map(_role_of, messages))
        texts = list(map(_content_of, messages))
        if not found.keys() <= set(roles) or not all(texts):
            raise ValueError
        self.roles += found
        self.size += size_of_texts(texts)
        self.keys += sum(map(len, messages))

    def _count_findings(self, messages: list[Any]) -> None:
        """Count what tools found."""
        if not _FINDING_KEYS.issuperset(chain.from_iterable(messages)):
            raise ValueError
        size_of_texts(list(map(_call_of, messages)))
        self._count_texts(messages, ("tool",))

    def _count_answers(self, messages: list[Any]) -> None:
        """Count answers that have a weight, or call tools."""
        if not _ANSWER_KEYS.issuperset(chain.from_iterable(messages)):
            raise ValueError
        weights = [message.get("weight", 1) for message in messages]
        _all(int, weights)
        if not {0, 1}.issuperset(weights):
            raise ValueError
        calling = [message for message in messages if message.get("content") is None]
        self._count_texts([m for m in messages if m.get("content") is not None], ("assistant",))
        if set(map(_role_of, calling)) - {"assistant"}:
            raise ValueError
        self.roles["assistant"] += len(calling)
        self.keys += sum(map(len, calling))
        self._count_calls(calling, [m["tool_calls"] for m in messages if "tool_calls" in m])

    def _count_calls(self, calling: list[Any], lists: list[Any]) -> None:
        # An answer without a text must call; and no list of calls is empty.
        if not all(lists) or not all("tool_calls" in message for message in calling):
            raise ValueError
        _all(list, lists)
        calls = list(chain.from_iterable(lists))
        functions = [call["function"] for call in calls]
        if set(map(len, calls)) - {3} or set(map(len, functions)) - {2}:
            raise ValueError
        size_of_texts([call["id"] for call in calls])
        self.size += size_of_texts([function["name"] for function in functions])
        self.size += size_of_texts([function["arguments"] for function in functions])
        self.keys += 5 * len(calls)
        if {call["type"] for call in calls} - {"function"}:
            raise ValueError

    def count_offers(self, examples: list[dict[str, Any]]) -> None:
        """Count the tools that examples offer."""
        if not _CHAT_KEYS.issuperset(chain.from_iterable(examples)):
            raise ValueError
        _all(bool, [example.get("parallel_tool_calls", True) for example in examples])
        offers = [example["tools"] for example in examples if "tools" in example]
        if not offers:
            return
        _all(list, offers)
        tools = list(chain.from_iterable(offers))
        functions = [tool["function"] for tool in tools]
        _all(dict, tools, functions, [function.get("parameters", {}) for function in functions])
        names = [function["name"] for function in functions]
        _all(str, names)
        if not all(names) or {tool["type"] for tool in tools} - {"function"}:
            raise ValueError
        if max(map(len, offers)) > _MOST_TOOLS:
            raise ValueError
        # What stands between the lists, and around them, is no tool's.
        self.size += self.count_keys(offers) - len(offers) - 1

    def count_keys(self, value: Any) -> int:
        """Count all keys in a value, and return its bytes as short JSON."""
        written = _encode(value)
        self.keys += written.count('":') - written.count('\\":')
        # Half of a character has no bytes: it raises an error.
        return len(written) if written.isascii() else len(written.encode())


def _all(kind: type[Any], *lists: list[Any]) -> None:
    """Raise an error if not all values are of one type."""
    for values in lists:
        if values and set(map(type, values)) != {kind}:
            raise ValueError


def _supervised(examples: list[Any]) -> _Found:
    found = _Found(sum(map(len, examples)))
    if found.keys != len(examples):
        found.count_offers(examples)
    lists = list(map(_messages_of, examples))
    found.count_messages(lists)
    last = [messages[-1] for messages in lists]
    if set(map(_role_of, last)) != {"assistant"}:
        raise ValueError
    if found.keys != len(examples) + 2 * found.roles.total():
        # What is not as simple as that may have the weight 0.
        _weighty(last)
    return found


def _weighty(messages: list[Any]) -> None:
    if not all(message.get("weight", 1) for message in messages):
        raise ValueError


def _dpo(examples: list[Any]) -> _Found:
    found = _Found(sum(map(len, examples)))
    given = [example["input"] for example in examples]
    better = [example["preferred_output"] for example in examples]
    worse = [example["non_preferred_output"] for example in examples]
    _all(dict, given)
    found.keys += sum(map(len, given))
    if found.keys != 4 * len(examples) or any(map(eq, better, worse)):
        raise ValueError
    found.count_messages([*map(_messages_of, given), *better, *worse])
    outputs = list(chain.from_iterable(better + worse))
    if len(outputs) != 2 * len(examples) or set(map(_role_of, outputs)) != {"assistant"}:
        raise ValueError
    return found


def _reinforcement(examples: list[Any]) -> _Found:
    found = _Found(sum(map(len, examples)))
    rest = [dict(example) for example in examples]
    lists = [example.pop("messages") for example in rest]
    found.count_messages(lists)
    if set(map(_role_of, [messages[-1] for messages in lists])) != {"user"}:
        raise ValueError
    if not _CHAT_KEYS.isdisjoint(chain.from_iterable(rest)):
        raise ValueError
    if any("functions" in example for example in rest):
        raise ValueError
    found.keys -= sum(map(len, rest))
    found.count_keys(rest)
    return found


_LOOKS: Mapping[Method, Callable[[list[Any]], _Found]] = {
    "supervised": _supervised,
    "dpo": _dpo,
    "reinforcement": _reinforcement,
}
