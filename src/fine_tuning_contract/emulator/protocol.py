"""HTTP/1.1 as uvicorn speaks it, with limits, our error envelope, and a way to hang up."""

import asyncio
import json
import secrets

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from fine_tuning_contract.emulator.errors import Refused, bad_request, too_busy, too_slow
from fine_tuning_contract.emulator.settings import Limits

ABORT = "fine-tuning-emulator.abort"
_LONGEST_HEAD = 128 * 1024
_LINGER_SECONDS = 1.0


class Protocol(HttpToolsProtocol):
    """
    One connection, which neither a head without end nor a caller who stops sending can keep.

    A request that arrives in one piece, as most do, sets no timer.
    """

    limits = Limits()
    _head_bytes = 0
    _refused = False
    _stage = ""
    _timer: asyncio.TimerHandle | None = None
    _writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn types it
        """Take the connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            self._refuse(too_busy())
        else:
            self._timer = self.loop.call_later(self.limits.head_seconds, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        self._forget_timer()
        if self._writing is not None:
            self._writing.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, or let what follows a refused request pass unread."""
        if self._refused:
            return
        super().data_received(data)
        self._watch()

    def on_message_begin(self) -> None:
        """Give the application the means to drop the connection."""
        super().on_message_begin()
        self._stage = "head"
        self._head_bytes = 0
        self.scope["extensions"] = {ABORT: {"hang_up": self.transport.abort}}

    def on_url(self, url: bytes) -> None:
        """Count what the request's target brings."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count what a header brings."""
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Wait for the body from now on."""
        self._stage = "body"
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait for nothing more."""
        self._stage = ""
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Wait for a caller who does not read, but not for ever."""
        super().pause_writing()
        self._writing = self.loop.call_later(self.limits.body_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on, now that the caller reads again."""
        super().resume_writing()
        if self._writing is not None:
            self._writing.cancel()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP in the form that callers of the API can read."""
        self._refuse(bad_request(msg, None, "invalid_http"))

    def _watch(self) -> None:
        if self._stage == "head" and not self._refused:
            # More of the head does not buy more time, or a byte now and then would do for ever.
            if self._timer is None:
                self._timer = self.loop.call_later(self.limits.head_seconds, self._give_up)
            return
        self._forget_timer()
        if self._stage == "body" and not self._refused:
            self._timer = self.loop.call_later(self.limits.body_seconds, self._give_up)

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if self._stage == "body" and self.flow.read_paused:
            # It is we who are slow.
            self._watch()
        elif self._stage == "" or (self._stage == "body" and self.cycle.response_started):
            self.transport.close()
        else:
            self._refuse(too_slow())

    def _refuse(self, refused: Refused) -> None:
        content = json.dumps(refused.envelope()).encode()
        head = [
            STATUS_LINE[refused.status],
            b"content-type: application/json\r\n",
            b"content-length: %d\r\n" % len(content),
            b"x-request-id: req_" + secrets.token_hex(16).encode() + b"\r\n",
            b"connection: close\r\n\r\n",
        ]
        self.transport.write(b"".join([*head, content]))
        self._refused = True
        if self._stage == "body":
            # The application learns that nobody waits for its answer.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        # Closing at once would throw the answer away at a caller who is still sending.
        self.loop.call_later(_LINGER_SECONDS, self.transport.close)
        self.transport.write_eof()

    def _count(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > _LONGEST_HEAD:
            raise ValueError("the head of the request is too long")


def within(limits: Limits) -> type[Protocol]:
    """Return the protocol of connections that have these limits."""
    return type("LimitedProtocol", (Protocol,), {"limits": limits})
