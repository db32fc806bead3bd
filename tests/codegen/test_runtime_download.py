"""A download is whole in its place, or it is not there at all."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from fine_tuning_contract.codegen.runtime.download import AsyncDownload, Download
from fine_tuning_contract.codegen.runtime.errors import APIConnectionError


class Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """Bytes that arrive piece by piece, and may break off."""

    def __init__(self, *pieces: bytes, breaks: bool = False) -> None:
        """Take the pieces, and whether it breaks off after them."""
        self._pieces = pieces
        self._breaks = breaks
        self.given = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        """Give each piece, then break off if it is to."""
        for piece in self._pieces:
            self.given += 1
            yield piece
        if self._breaks:
            raise httpx.ReadError("gone")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the same to whoever awaits it."""
        for piece in self:
            yield piece

    def close(self) -> None:
        """Remember that nobody reads on."""
        self.closed = True

    async def aclose(self) -> None:
        """Remember that nobody reads on."""
        self.closed = True


def response(stream: Stream) -> httpx.Response:
    """Return an answer whose body is still on its way."""
    return httpx.Response(200, headers={"content-type": "text/csv"}, stream=stream)


def test_bytes_and_text_are_read_whole() -> None:
    """All pieces together are the bytes; as text they are UTF-8."""
    assert Download(response(Stream(b"\xc3", b"\xa9a"))).read() == "éa".encode()
    assert Download(response(Stream(b"\xc3", b"\xa9a"))).text() == "éa"
    assert Download(response(Stream())).content_type == "text/csv"


def test_file_appears_whole(tmp_path: Path) -> None:
    """The file has its name when the last byte is in it, and nothing is beside it."""
    place = tmp_path / "a.csv"
    stream = Stream(b"one", b"two")

    assert Download(response(stream)).write_to(str(place)) == place

    assert place.read_bytes() == b"onetwo"
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]
    assert stream.closed


def test_download_that_breaks_off_leaves_the_old_file(tmp_path: Path) -> None:
    """What stood there before stands there still, and no half of the new one."""
    place = tmp_path / "a.csv"
    place.write_bytes(b"old")

    with pytest.raises(APIConnectionError, match="broke off: gone"):
        Download(response(Stream(b"new", breaks=True))).write_to(place)
    assert place.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_download_is_not_kept_in_memory() -> None:
    """Pieces are given as they arrive: the first one before the second is fetched."""
    stream = Stream(b"one", b"two")

    pieces = iter(Download(response(stream)))

    assert next(pieces) == b"one"
    assert stream.given == 1


def test_leaving_the_block_drops_the_rest() -> None:
    """A download that is not wanted any more gives its connection back."""
    stream = Stream(b"one", b"two")

    with Download(response(stream)):
        pass

    assert stream.closed
    assert stream.given == 0


def test_async_download_does_the_same(tmp_path: Path) -> None:
    """Bytes, text, pieces, files and broken ones: all as in the sync download."""
    place = tmp_path / "a.csv"
    broken = Stream(b"new", breaks=True)
    dropped = Stream(b"one")

    async def used() -> Any:
        read = await AsyncDownload(response(Stream(b"a", b"b"))).read()
        text = await AsyncDownload(response(Stream(b"\xc3", b"\xa9"))).text()
        written = await AsyncDownload(response(Stream(b"one", b"two"))).write_to(place)
        async with AsyncDownload(response(dropped)) as download:
            kind = download.content_type
        with pytest.raises(APIConnectionError, match="broke off"):
            await AsyncDownload(response(broken)).write_to(place)
        return read, text, written, kind

    assert asyncio.run(used()) == (b"ab", "é", place, "text/csv")
    assert place.read_bytes() == b"onetwo"
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]
    assert dropped.closed
    assert broken.closed
