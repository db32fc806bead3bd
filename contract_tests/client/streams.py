"""Files and answers too large for memory, which know how much of them was taken."""

import io
from collections.abc import Callable, Iterator

import httpx

from .documents import file

PIECE = 1 << 16


class CountedFile(io.BytesIO):
    """A large file that knows how far it was read ahead of what was sent."""

    def __init__(self, size: int) -> None:
        """Hold so many zeros."""
        super().__init__()
        self._size = size
        self._place = 0
        self._sent = 0
        self.most_ahead = 0

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes, all zero."""
        rest = self._size - self._place
        size = rest if size is None or size < 0 else min(size, rest)
        self._place += size
        self.most_ahead = max(self.most_ahead, self._place - self._sent)
        return bytes(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        self._place = {io.SEEK_SET: 0, io.SEEK_CUR: self._place}.get(whence, self._size) + offset
        return self._place

    def tell(self) -> int:
        """Return the place."""
        return self._place

    def note_sent(self, received: int) -> None:
        """Take how much has been received."""
        self._sent = received


class Swallowing(httpx.BaseTransport):
    """A server that counts what it is sent, and keeps nothing."""

    def __init__(self) -> None:
        """Begin with nothing received."""
        self.received = 0
        self.on_piece: Callable[[int], None] = print

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Take a request piece by piece."""
        stream = request.stream
        assert isinstance(stream, httpx.SyncByteStream)
        for piece in stream:
            self.received += len(piece)
            self.on_piece(self.received)
        return httpx.Response(200, json=file())


class Pieces(httpx.SyncByteStream):
    """A long answer that knows how much of it was taken."""

    def __init__(self, count: int) -> None:
        """Hold so many pieces."""
        self._count = count
        self.given = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        """Give one piece after the other."""
        for _ in range(self._count):
            self.given += 1
            yield bytes(PIECE)

    def close(self) -> None:
        """Note that nobody wants more."""
        self.closed = True
