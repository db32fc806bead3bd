"""HTTP/1.1 as uvicorn speaks it, with limits, our error envelope, and a way to hang up."""

import json
import secrets

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from fine_tuning_contract.emulator.errors import bad_request

ABORT = "fine-tuning-emulator.abort"
_LONGEST_HEAD = 128 * 1024
_LINGER_SECONDS = 1.0


class Protocol(HttpToolsProtocol):
    """One connection; a head that grows too long ends it before it fills the memory."""

    _head_bytes = 0
    _refused = False

    def data_received(self, data: bytes) -> None:
        """Read on, or let what follows a refused request pass unread."""
        if not self._refused:
            super().data_received(data)

    def on_message_begin(self) -> None:
        """Give the application the means to drop the connection."""
        super().on_message_begin()
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

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP in the form that callers of the API can read."""
        content = json.dumps(bad_request(msg, None, "invalid_http").envelope()).encode()
        head = [
            STATUS_LINE[400],
            b"content-type: application/json\r\n",
            b"content-length: %d\r\n" % len(content),
            b"x-request-id: req_" + secrets.token_hex(16).encode() + b"\r\n",
            b"connection: close\r\n\r\n",
        ]
        self.transport.write(b"".join([*head, content]))
        self._refused = True
        # Closing at once would throw the answer away at a caller who is still sending.
        self.loop.call_later(_LINGER_SECONDS, self.transport.close)
        self.transport.write_eof()

    def _count(self, size: int) -> None:
        self._head_bytes += size
        if self._head_bytes > _LONGEST_HEAD:
            raise ValueError("the head of the request is too long")
