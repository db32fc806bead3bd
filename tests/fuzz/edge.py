"""The application's edge: a request goes in over ASGI, and what comes back is taken apart."""

import json
from typing import Any
from urllib.parse import quote

import attrs
from drawing import Drawn, Known, as_json

BOUNDARY = "fuzz-boundary"


@attrs.frozen
class Asked:
    """A request as it travels."""

    actor: str
    method: str
    path: str
    query: bytes
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    chunks: int
    leaves: bool

    @property
    def text(self) -> str:
        """Return all that the caller said."""
        return f"{self.path}?{self.query!r} {self.body!r}"


@attrs.frozen
class Answered:
    """A whole answer; a status of 0 is none, since the caller left."""

    status: int
    headers: dict[bytes, bytes]
    content: bytes

    def json(self) -> Any:
        """Return the content, which must be JSON."""
        return json.loads(self.content)


def filled(drawn: Drawn, found: Any) -> Asked:
    """Return a request with its ids filled in; `found` gives the id for a Known."""
    path = "/v1/" + "/".join(quote(str(_settle(part, found)), safe=":") for part in drawn.path)
    pairs = ((name, _settle(value, found)) for name, value in drawn.query)
    query = "&".join(f"{quote(name, safe='[]')}={quote(str(value))}" for name, value in pairs)
    body, content_type = _body(drawn, found)
    headers = [(b"content-type", content_type)] if content_type else []
    if drawn.actor:
        headers.append((b"authorization", f"Bearer sk-{drawn.actor}".encode()))
    if drawn.organization is not None:
        headers.append((b"openai-organization", drawn.organization.encode()))
    return Asked(
        *(drawn.actor, drawn.method, path, query.encode(), body),
        tuple(headers),
        drawn.chunks,
        drawn.leaves,
    )


def _settle(value: Any, found: Any) -> Any:
    if isinstance(value, Known):
        return found(value)
    if isinstance(value, dict):
        return {name: _settle(member, found) for name, member in value.items()}
    if isinstance(value, list):
        return [_settle(member, found) for member in value]
    return value


def _body(drawn: Drawn, found: Any) -> tuple[bytes, bytes]:
    if isinstance(drawn.body, dict) and "spoilt" in drawn.body:
        form = f"multipart/form-data; boundary={BOUNDARY}".encode()
        return _form(drawn.body), drawn.content_type or form
    body = as_json(_settle(drawn.body, found))
    return body, b"application/json" if drawn.content_type is None else drawn.content_type


def _form(fields: dict[str, Any]) -> bytes:
    name = fields["filename"].replace('"', "").replace("\n", "").replace("\r", "")
    parts = [
        ('name="purpose"', fields["purpose"].encode()),
        (f'name="file"; filename="{name}"', fields["content"]),
    ]
    if fields["seconds"] is not None:
        parts.append(('name="expires_after[anchor]"', b"created_at"))
        parts.append(('name="expires_after[seconds]"', str(fields["seconds"]).encode()))
    lines = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + body + b"\r\n"
        for head, body in parts
    )
    whole = lines + f"--{BOUNDARY}--\r\n".encode()
    cut: int | None = fields["spoilt"]
    return whole if cut is None else whole[:cut]


async def exchange(app: Any, asked: Asked) -> Answered:
    """Send a request through the application and return its answer."""
    sent: list[Any] = []
    arriving = _arriving(asked)

    async def receive() -> Any:
        return next(arriving)

    async def send(message: Any) -> None:
        sent.append(message)

    path, query = asked.path, asked.query
    scope = {"type": "http", "method": asked.method, "path": path, "raw_path": path.encode()}
    await app({**scope, "query_string": query, "headers": list(asked.headers)}, receive, send)
    if not sent:
        return Answered(0, {}, b"")
    content = b"".join(message.get("body", b"") for message in sent[1:])
    return Answered(sent[0]["status"], dict(sent[0]["headers"]), content)


def _arriving(asked: Asked) -> Any:
    size = max(1, -(-len(asked.body) // asked.chunks))
    pieces = [asked.body[at : at + size] for at in range(0, len(asked.body), size)] or [b""]
    for place, piece in enumerate(pieces):
        more = place < len(pieces) - 1 or asked.leaves
        yield {"type": "http.request", "body": piece, "more_body": more}
    while True:
        yield {"type": "http.disconnect"}
