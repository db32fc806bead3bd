"""Many plain chats at once, where msgspec is installed."""

from collections import Counter
from collections.abc import Callable
from itertools import chain
from operator import attrgetter
from types import ModuleType
from typing import Annotated, Any, Literal

from attrs import define

from .plain import ODDITIES, ROLES, Shape, has_keys, plain_shape, read_lines, size_of_texts
from .reports import Method

_Decode = Callable[[bytes], list[Any]]
_Roles = tuple[str, ...]

_PATIENCE = 8
_messages_of = attrgetter("messages")
_role_of = attrgetter("role")
_content_of = attrgetter("content")


@define
class PlainReader:
    """Counts lines without an oddity, with the fastest decoder that is there."""

    chats: "ChatReader | None" = None

    def read(self, lines: list[bytes], method: Method) -> Shape | None:
        """Return the shape of all examples in some lines, or None if any of them is odd."""
        if self.chats is None:
            return plain_shape(lines, method, read_lines)
        if method == "supervised" and (found := self.chats.read(lines)) is not None:
            return found
        return plain_shape(lines, method, self.chats.read_any)


def plain_reader() -> PlainReader:
    """Return a reader, which uses msgspec where that is installed."""
    try:
        import msgspec  # noqa: PLC0415 - an extra
    except ImportError:
        return PlainReader()
    return PlainReader(ChatReader(msgspec, _decoder(msgspec, None), msgspec.json.Decoder()))


@define
class ChatReader:
    """Sees whether all examples of a batch are plain chats that end with an answer."""

    msgspec: ModuleType
    decode: _Decode
    any_decoder: Any
    roles: _Roles | None = None
    hits: int = 0
    misses: int = 0

    def read_any(self, lines: list[bytes]) -> list[Any]:
        """Return the values that lines hold, or raise one of `ODDITIES`."""
        values: list[Any] = self.any_decoder.decode_lines(b"".join(lines))
        return values

    def read(self, lines: list[bytes]) -> Shape | None:
        """Return the shape of some lines, or None if they hold anything but plain chats."""
        if self.misses > self.hits + _PATIENCE:
            return None
        found = self._read(b"".join(lines), len(lines))
        self.misses += found is None
        self.hits += found is not None
        return found

    def _read(self, joined: bytes, count: int) -> Shape | None:
        try:
            examples = list(map(_messages_of, self.decode(joined)))
        except ODDITIES:
            return self._read_any_roles(joined, count)
        messages = list(chain.from_iterable(examples))
        if len(examples) != count or not has_keys(joined, count + 2 * len(messages)):
            return None
        size = size_of_texts(list(map(_content_of, messages)))
        if self.roles is not None:
            return Counter({role: n * count for role, n in Counter(self.roles).items()}), size
        if {example[-1].role for example in examples} != {"assistant"}:
            return None
        if not self.hits:
            self._expect(examples)
        return Counter(map(_role_of, messages)), size

    def _read_any_roles(self, joined: bytes, count: int) -> Shape | None:
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


def _decoder(msgspec: ModuleType, roles: _Roles | None) -> _Decode:
    """Return a decoder of lines of messages: with these roles in turn, or with any."""
    text = Annotated[str, msgspec.Meta(min_length=1)]

    def message_of(*allowed: str) -> Any:
        """Return the type of a message of one of the roles."""
        return _struct(msgspec, "Message", role=Literal[allowed], content=text)

    if roles is None:
        listed: Any = list.__class_getitem__(message_of(*ROLES))
        messages: Any = Annotated[listed, msgspec.Meta(min_length=1)]
    else:
        kinds = {role: message_of(role) for role in roles}
        messages = tuple.__class_getitem__(tuple(kinds[role] for role in roles))
    example = _struct(msgspec, "Example", messages=messages)
    decode: _Decode = msgspec.json.Decoder(example).decode_lines
    return decode


def _struct(msgspec: ModuleType, name: str, **fields: Any) -> Any:
    # Nothing decoded can refer to itself, so the collector need not look at it.
    return msgspec.defstruct(name, fields.items(), forbid_unknown_fields=True, gc=False)
