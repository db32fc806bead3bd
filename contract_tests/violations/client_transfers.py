"""Clients that lose bytes on the way, or too many of them in memory."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx

from fine_tuning_client import APIConnectionError, Download
from fine_tuning_contract.conformance import breaks

from .client_parts import (
    answers_changed,
    calls_changed,
    replaced,
    requests_changed,
    with_content,
    with_headers,
    with_status,
)


def _files(change: Callable[[Any], Any]) -> Any:
    """Let every file be changed before it is uploaded."""

    def changed(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        return call(**{**named, "file": change(named["file"])})

    return calls_changed(changed, "files.create")


@breaks("transfers-upload-every-byte")
@contextmanager
def line_breaks_are_changed() -> Generator[None]:
    """The line breaks of an uploaded file are made those of this system."""
    with _files(lambda file: file.replace(b"\r\n", b"\n") if isinstance(file, bytes) else file):
        yield


@breaks("transfers-name-files-as-they-are-called")
@contextmanager
def files_are_all_called_the_same() -> Generator[None]:
    """Every file is uploaded under one name."""
    with _files(lambda file: ("upload", file.read_bytes()) if isinstance(file, Path) else file):
        yield


@breaks("transfers-left-early-are-closed")
@contextmanager
def answers_are_never_closed() -> Generator[None]:
    """What was read in part stays open."""

    def stay_open(_: httpx.Response) -> None: ...

    with patch.object(httpx.Response, "close", stay_open):
        yield


@breaks("transfers-guard-the-borders")
@contextmanager
def border_is_always_the_same() -> Generator[None]:
    """The border between the parts of a form is always the same."""

    def change(request: httpx.Request) -> httpx.Request:
        border = request.headers["content-type"].partition("boundary=")[2]
        fixed = with_headers(request, content_type="multipart/form-data; boundary=+++")
        return with_content(fixed, request.content.replace(border.encode(), b"+++"))

    with requests_changed(change):
        yield


@breaks("transfers-guard-the-name")
@contextmanager
def name_is_written_as_it_is() -> Generator[None]:
    """The name of a file is written into the form as it is."""

    def change(request: httpx.Request) -> httpx.Request:
        plain = request.content.replace(b"%22", b'"').replace(b"%0D%0A", b"\r\n")
        return with_content(request, plain)

    with requests_changed(change):
        yield


@breaks("transfers-stream-uploads")
@contextmanager
def files_are_read_whole() -> Generator[None]:
    """A file is read whole before it is sent."""

    def change(file: Any) -> Any:
        return file[0], file[1].read()

    with _files(change):
        yield


@breaks("transfers-leave-files-open")
@contextmanager
def given_files_are_closed() -> Generator[None]:
    """A file that the caller opened is closed after its upload."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        found = call(**named)
        named["file"].close()
        return found

    with calls_changed(change, "files.create"):
        yield


@breaks("transfers-repeat-whole-files")
@contextmanager
def repeated_upload_sends_the_rest() -> Generator[None]:
    """An upload that is repeated sends what is left of the file."""
    seen: list[bytes] = []

    def change(request: httpx.Request) -> httpx.Request:
        seen.append(request.content)
        again = request.content in seen[:-1]
        line = b'{"line": 1}\n'
        return with_content(request, re.sub(b"(%s)+" % line, line, seen[-1])) if again else request

    with requests_changed(change):
        yield


@breaks("transfers-refuse-text")
@contextmanager
def text_is_uploaded() -> Generator[None]:
    """A text in the place of a file is uploaded as its content."""
    with _files(lambda file: file.encode() if isinstance(file, str) else file):
        yield


@breaks("transfers-send-forms-by-member")
@contextmanager
def object_is_sent_as_text() -> Generator[None]:
    """An object in a form is sent as one text."""

    def change(call: Callable[..., Any], named: dict[str, Any]) -> Any:
        return call(**{**named, "expires_after": str(named["expires_after"])})

    with calls_changed(change, "files.create"):
        yield


@breaks("transfers-download-every-byte")
@contextmanager
def download_is_read_as_text() -> Generator[None]:
    """A download is read as text and written as bytes again."""
    read = Download.read
    with replaced(Download, "read", lambda self: read(self).decode(errors="replace").encode()):
        yield


@breaks("transfers-download-in-pieces")
@contextmanager
def download_is_one_piece() -> Generator[None]:
    """A download is given as one piece."""
    walk = Download.__iter__
    with replaced(Download, "__iter__", lambda self: iter([b"".join(walk(self))])):
        yield


@breaks("transfers-broken-off-are-raised")
@contextmanager
def half_a_download_is_given() -> Generator[None]:
    """A download that breaks off is given as far as it came."""

    def read(self: Download) -> bytes:
        pieces: list[bytes] = []
        try:
            pieces.extend(self)
        except APIConnectionError:
            return b"".join(pieces)
        return b"".join(pieces)

    with patch.object(Download, "read", read):
        yield


@breaks("transfers-broken-off-leave-nothing")
@contextmanager
def half_a_file_is_left() -> Generator[None]:
    """A download is written into its file while it arrives."""

    def write_to(self: Download, path: Path) -> Path:
        with path.open("wb") as file:
            for piece in self:
                file.write(piece)
        return path

    with patch.object(Download, "write_to", write_to):
        yield


@breaks("transfers-refused-are-raised")
@contextmanager
def refusal_is_downloaded() -> Generator[None]:
    """The text of a refusal is taken for the file."""
    with answers_changed(lambda response: with_status(response, 200)):
        yield


@breaks("transfers-once-read-say-so")
@contextmanager
def second_reading_is_empty() -> Generator[None]:
    """A download that was read is empty when it is read again."""
    read, seen = Download.read, set[int]()

    def once(self: Download) -> bytes:
        if id(self) in seen:
            return b""
        seen.add(id(self))
        return read(self)

    with patch.object(Download, "read", once):
        yield
