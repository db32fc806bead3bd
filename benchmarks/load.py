"""Load on a server: a few connections that ask again as soon as they are answered."""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from statistics import quantiles

from attrs import frozen

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_MOST_REQUESTS = 50_000


@frozen
class Ask:
    """What to ask for: a target, and the JSON to post, if any."""

    target: str
    posted: bytes = b""

    def written(self, headers: Sequence[tuple[str, str]]) -> bytes:
        """Return the request as it travels."""
        lines = [f"{'POST' if self.posted else 'GET'} {self.target} HTTP/1.1", "host: bench"]
        lines += [f"{name}: {value}" for name, value in headers]
        if self.posted:
            lines += ["content-type: application/json", f"content-length: {len(self.posted)}"]
        return "\r\n".join([*lines, "", ""]).encode() + self.posted


@frozen
class Loaded:
    """What came of it."""

    answers: int
    refused: int
    seconds: float
    latencies: Sequence[float]

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.answers / self.seconds

    @property
    def percentiles(self) -> tuple[float, float]:
        """The 50th and the 99th percentile of the latencies, in milliseconds."""
        hundredths = quantiles(self.latencies, n=100)
        return hundredths[49] * 1000, hundredths[98] * 1000


class Asking(asyncio.Protocol):
    """One connection: it sends the next request when the last is answered, until time is up."""

    def __init__(self, requests: Iterator[bytes], end: float) -> None:
        """Ask one after the other until a moment of the monotonic clock."""
        self._requests = requests
        self._end = end
        self._received = b""
        self._sent_at = 0.0
        self.latencies: list[float] = []
        self.refused = 0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Count an answer once it is whole, and ask again."""
        received = self._received = self._received + data
        end_of_head = received.find(b"\r\n\r\n")
        if end_of_head < 0:
            return
        length = _LENGTH.search(received, 0, end_of_head)
        assert length is not None
        if len(received) < end_of_head + 4 + int(length[1]):
            return
        now = time.perf_counter()
        self.latencies.append(now - self._sent_at)
        self.refused += not received.startswith(b"HTTP/1.1 200")
        self._received = b""
        if now < self._end and len(self.latencies) < _MOST_REQUESTS:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell that it is over."""
        del exc
        if not self.done.done():
            self.done.set_result(None)

    def _ask(self) -> None:
        self._sent_at = time.perf_counter()
        self._transport.write(next(self._requests))


def load(port: int, requests: Sequence[bytes], *, connections: int, seconds: float) -> Loaded:
    """Load a server on loopback with requests in turn, for so long; return what came of it."""
    return asyncio.run(_load(port, cycle(requests), connections, seconds))


async def _load(port: int, requests: Iterator[bytes], connections: int, seconds: float) -> Loaded:
    start = time.perf_counter()
    loop = asyncio.get_running_loop()
    asking: list[Asking] = []
    for _ in range(connections):
        _, protocol = await loop.create_connection(
            lambda: Asking(requests, start + seconds), "127.0.0.1", port
        )
        asking.append(protocol)
    await asyncio.gather(*(one.done for one in asking))
    elapsed = time.perf_counter() - start
    latencies = [latency for one in asking for latency in one.latencies]
    return Loaded(len(latencies), sum(one.refused for one in asking), elapsed, latencies)
