"""Multipart bodies, read as they arrive: the file goes to disk, the small fields are kept."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import attrs
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from fine_tuning_contract.emulator.errors import Refused, bad_request, storage_full
from fine_tuning_contract.emulator.exchange import too_large, unread
from fine_tuning_contract.emulator.payloads import read_json
from fine_tuning_contract.emulator.storage.uploads import Upload

_LARGEST_FIELD = 16 * 1024
_MOST_FIELDS = 32
# What a body has beside the file is never more: heads of 33 KiB, for the library, and contents.
LARGEST_FRAME = 4 * _LARGEST_FIELD * _MOST_FIELDS
_MEMBER = re.compile(r"(?P<name>[^\[\]]+)\[(?P<key>[^\[\]]*)\]")
_INTEGER = re.compile(r"-?[0-9]{1,18}")


@attrs.define
class _Part:
    """The part that is arriving."""

    header_name: bytes = b""
    header_value: bytes = b""
    disposition: bytes = b""
    name: str = ""
    filename: str | None = None
    content: bytearray = attrs.field(factory=bytearray)


@attrs.frozen
class Room:
    """
    How much of a file is taken, by the limit on one file and by what is left of that on all.

    `left` is what was free when the upload began, out of `total`; None if there is no limit.
    """

    limit: int
    left: int | None = None
    total: int = 0

    def admit(self, size: int) -> None:
        """Refuse a file once so much of it has arrived that it cannot fit."""
        if size > self.limit:
            raise too_large(self.limit)
        if self.left is not None and size > self.left:
            raise unread(storage_full(self.total))


@attrs.define
class FormReader:
    """The state of a multipart body that is being read; `is_slow` where its file goes far away."""

    upload: Upload
    room: Room
    is_slow: bool = False
    fields: dict[str, Any] = attrs.field(factory=dict[str, Any])
    ended: bool = False
    _part: _Part = attrs.field(factory=_Part)
    _count: int = 0

    def parser(self, boundary: bytes) -> MultipartParser:
        """Return a parser that reports to this reader."""
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._named,
                "on_part_data": self._data,
                "on_part_end": self._end_part,
                "on_end": self._end,
            },
        )

    def _begin(self) -> None:
        self._count += 1
        if self._count > _MOST_FIELDS:
            raise bad_request(f"The form has more than {_MOST_FIELDS} fields.", None, "bad_form")
        self._part = _Part()

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._part.header_name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._part.header_value += data[start:end]

    def _header_end(self) -> None:
        if self._part.header_name.lower() == b"content-disposition":
            self._part.disposition = self._part.header_value
        self._part.header_name = self._part.header_value = b""

    def _named(self) -> None:
        _, options = parse_options_header(self._part.disposition)
        if b"name" not in options:
            raise bad_request("A part of the form has no name.", None, "bad_form")
        self._part.name = options[b"name"].decode("utf-8", "replace")
        if b"filename" in options:
            self._part.filename = options[b"filename"].decode("utf-8", "replace")
        if self._part.name == "file":
            self._add("file", self._part.filename or "file")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._part.name == "file":
            self.room.admit(self.upload.size + end - start)
            self.upload.write(data[start:end])
            return
        self._part.content += data[start:end]
        if len(self._part.content) > _LARGEST_FIELD:
            message = f"'{self._part.name[:80]}' is longer than {_LARGEST_FIELD} bytes."
            raise bad_request(message, self._part.name[:80], "bad_form")

    def _end_part(self) -> None:
        if self._part.name != "file":
            self._add(self._part.name, _text(self._part))

    def _end(self) -> None:
        self.ended = True

    def _add(self, name: str, value: str) -> None:
        member = _MEMBER.fullmatch(name)
        target: Any = self.fields
        if member is not None:
            target = self.fields.setdefault(member["name"], {})
        key = name if member is None else member["key"]
        if not isinstance(target, dict) or key in target:
            raise bad_request(f"'{name[:80]}' is given more than once.", name[:80], "bad_form")
        target[key] = value


async def read_form(
    content_type: bytes, body: AsyncIterator[bytes], reader: FormReader
) -> dict[str, Any]:
    """Read a multipart body to its end and return its fields; raises Refused."""
    parser = reader.parser(_boundary(content_type))
    arrived = 0
    try:
        async for chunk in body:
            arrived += len(chunk)
            reader.room.admit(arrived - LARGEST_FRAME)
            if reader.is_slow:
                await asyncio.to_thread(parser.write, chunk)
            else:
                parser.write(chunk)
        parser.finalize()
    except MultipartParseError as fault:
        raise _unreadable(str(fault)) from fault
    if not reader.ended:
        raise _unreadable("it ends in the middle of a part")
    return _with_types(reader.fields)


def _boundary(content_type: bytes) -> bytes:
    media_type, options = parse_options_header(content_type)
    if media_type != b"multipart/form-data" or not options.get(b"boundary"):
        message = "The body of this request must be multipart/form-data with a boundary."
        raise bad_request(message, None, "unsupported_content_type")
    return options[b"boundary"]


def _unreadable(reason: str) -> Refused:
    return bad_request(f"We could not parse the form: {reason}", None, "bad_form")


def _text(part: _Part) -> str:
    try:
        return part.content.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise _unreadable(f"'{part.name[:80]}' is not UTF-8") from fault


def _with_types(fields: dict[str, Any]) -> dict[str, Any]:
    # A form has only text; the one object among its fields comes by members or as JSON.
    expires = fields.get("expires_after")
    if isinstance(expires, str) and expires.startswith("{"):
        fields["expires_after"] = read_json(expires.encode(), depth=4)
    elif expires is not None and not isinstance(expires, str):
        seconds = expires.get("seconds")
        if isinstance(seconds, str) and _INTEGER.fullmatch(seconds):
            expires["seconds"] = int(seconds)
    return fields
