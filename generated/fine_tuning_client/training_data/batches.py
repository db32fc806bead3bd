# Copied from fine_tuning_contract/codegen/runtime/training_data/batches.py: change it there.
"""Many plain examples at once, where msgspec is installed."""

from collections import Counter
from collections.abc import Callable
from itertools import chain, filterfalse
from operator import attrgetter
from types import ModuleType
from typing import Annotated, Any, Literal

from attrs import define

from .plain import ROLES

_Decode = Callable[[bytes], list[Any]]
_Roles = tuple[str, ...]

# A key that is written twice does not show in what msgspec decodes. It is looked for in the first
# bytes only, for that takes as long as all the rest; what writes keys twice, does it throughout.
_CLOSELY = 1 << 20
_PATIENCE = 8

_messages_of = attrgetter("messages")
_role_of = attrgetter("role")
_content_of = attrgetter("content")


def batch_reader() -> "BatchReader | None":
    """Return a reader of batches, or None where msgspec is not installed."""
    try:
        import msgspec  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    return BatchReader(msgspec, _decoder(msgspec, None))


@define
class BatchReader:
    """Sees whether all examples of a batch are plain chats that end with an answer."""

    msgspec: ModuleType
    decode: _Decode
    roles: _Roles | None = None
    seen: int = 0
    hits: int = 0
    misses: int = 0

    def read(self, joined: bytes, count: int) -> tuple[Counter[str], int] | None:
        """Return how often each role speaks and the size of the text, if all lines are plain."""
        if self.misses > self.hits + _PATIENCE:
            return None
        found = self._read(joined, count)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        return found

    def _read(self, joined: bytes, count: int) -> tuple[Counter[str], int] | None:
        self.seen += len(joined)
        try:
            examples = list(map(_messages_of, self.decode(joined)))
        except ValueError:
            return self._read_any_roles(joined, count)
        messages = list(chain.from_iterable(examples))
        if len(examples) != count or not self._unrepeated(joined, count + 2 * len(messages)):
            return None
        size = _size_of(list(map(_content_of, messages)))
        if self.roles is not None:
            return Counter({role: n * count for role, n in Counter(self.roles).items()}), size
        if {example[-1].role for example in examples} != {"assistant"}:
            return None
        if not self.hits:
            self._expect(examples)
        return Counter(map(_role_of, messages)), size

    def _read_any_roles(self, joined: bytes, count: int) -> tuple[Counter[str], int] | None:
        """Give up the expectation of the same roles in every example."""
        if self.roles is None:
            return None
        self.roles, self.decode = None, _decoder(self.msgspec, None)
        return self._read(joined, count)

    def _expect(self, examples: list[Any]) -> None:
        """If all examples have the same roles in turn, expect that of the next ones too."""
        found = {tuple(map(_role_of, messages)) for messages in examples}
        if len(found) == 1:
            self.roles = found.pop()
            self.decode = _decoder(self.msgspec, self.roles)

    def _unrepeated(self, joined: bytes, keys: int) -> bool:
        """Return whether there are as many keys as were decoded."""
        if self.seen > _CLOSELY:
            return True
        # A quote before a colon ends a key, or stands escaped in a string.
        found = joined.count(b'":')
        return found == keys or found - joined.count(b'\\":') == keys


def _size_of(texts: list[str]) -> int:
    """Return the bytes of texts in UTF-8, encoding only those that are not ASCII."""
    wide = list(filterfalse(str.isascii, texts))
    wider = sum(map(len, map(str.encode, wide))) - sum(map(len, wide))
    return sum(map(len, texts)) + wider


def _decoder(msgspec: ModuleType, roles: _Roles | None) -> _Decode:
    """Return a decoder of lines of messages: with these roles in turn, or with any."""
    text = Annotated[str, msgspec.Meta(min_length=1)]

    def message(*allowed: str) -> Any:
        return _struct(msgspec, "Message", role=Literal[allowed], content=text)

    if roles is None:
        listed: Any = list.__class_getitem__(message(*ROLES))
        messages: Any = Annotated[listed, msgspec.Meta(min_length=1)]
    else:
        kinds = {role: message(role) for role in roles}
        messages = tuple.__class_getitem__(tuple(kinds[role] for role in roles))
    example = _struct(msgspec, "Example", messages=messages)
    decode: _Decode = msgspec.json.Decoder(example).decode_lines
    return decode


def _struct(msgspec: ModuleType, name: str, **fields: Any) -> Any:
    # Nothing decoded can refer to itself, so the collector need not look at it.
    return msgspec.defstruct(name, fields.items(), forbid_unknown_fields=True, gc=False)
