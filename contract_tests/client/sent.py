"""What the client has sent, read back and held against the description."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

import attrs
import httpx

from fine_tuning_contract.conformance import Description
from fine_tuning_contract.conformance.oracle import Oracle

from .callers import ADMIN_KEY, API_KEY, BASE_URL
from .calls import Call
from .json_values import is_object

_BASE_SEGMENTS = BASE_URL.count("/") - 2
# What every HTTP client sends of itself; none of it says anything about the call.
_OF_THE_WIRE = frozenset(
    {"accept", "accept-encoding", "connection", "content-length", "host", "user-agent"}
)
_OF_A_CALL = frozenset({"authorization", "content-type", "idempotency-key", "transfer-encoding"})


@attrs.frozen
class Part:
    """One part of a form."""

    name: str
    file_name: str | None
    content: bytes


def segments(request: httpx.Request) -> list[str]:
    """Return the decoded segments of the path, as a server splits it, without the base path."""
    path = request.url.raw_path.partition(b"?")[0]
    raw = path.split(b"/")[1 + _BASE_SEGMENTS :]
    return [unquote_to_bytes(segment).decode() for segment in raw]


def query(request: httpx.Request) -> list[tuple[str, str]]:
    """Return the decoded pairs of the query, in a settled order."""
    text = request.url.query.decode("ascii")
    return sorted(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text)))


def body(request: httpx.Request) -> Any:
    """Return the decoded JSON that a request carries; None where it carries nothing."""
    return json.loads(request.content) if request.content else None


def parts(request: httpx.Request) -> list[Part]:
    """Return the parts of a form, split as RFC 2046 says."""
    return list(form_parts(request.headers["content-type"], request.content))


def form_parts(content_type: str, content: bytes) -> Iterator[Part]:
    """Yield the parts of a form from its raw bytes."""
    boundary = content_type.partition("boundary=")[2].strip('"').encode()
    before, *between, after = (b"\r\n" + content).split(b"\r\n--" + boundary)
    assert (before, after.strip()) == (b"", b"--"), "the form does not begin and end as it should"
    for part in between:
        head, _, value = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        disposition = next(
            line for line in head.decode().split("\r\n") if line.lower().startswith("content-disp")
        )
        yield Part(_option(disposition, "name") or "", _option(disposition, "filename"), value)


def faults(description: Description, call: Call, request: httpx.Request) -> list[str]:
    """Return where a request differs from what the call says and the description allows."""
    return [
        *_differing("verb", request.method, call.method.verb),
        *_differing("path", segments(request), _expected_segments(call)),
        *_differing("query", query(request), sorted(_expected_query(call))),
        *_differing("authorization", request.headers.get("authorization"), _key(description, call)),
        *_differing("further headers", sorted(_unasked_headers(request)), []),
        *_body_faults(description, call, request),
    ]


def _expected_segments(call: Call) -> list[str]:
    return [
        call.path[segment[1:-1]] if segment.startswith("{") else segment
        for segment in call.method.path.split("/")[1:]
    ]


def _expected_query(call: Call) -> Iterator[tuple[str, str]]:
    for name, value in call.query.items():
        if is_object(value):
            yield from ((f"{name}[{key}]", str(member)) for key, member in value.items())
        else:
            yield name, "null" if value is None else str(value)


def _key(description: Description, call: Call) -> str:
    ordinary = call.method.schemes == description.default_schemes
    return f"Bearer {API_KEY if ordinary else ADMIN_KEY}"


def _unasked_headers(request: httpx.Request) -> set[str]:
    return {name.lower() for name in request.headers} - _OF_THE_WIRE - _OF_A_CALL


def _body_faults(description: Description, call: Call, request: httpx.Request) -> Iterator[str]:
    if call.method.body is None:
        yield from _differing("body", request.content, b"")
        return
    assert call.body is not None
    media_type = request.headers.get("content-type", "").partition(";")[0]
    yield from _differing("media type", media_type, call.method.media_type)
    if call.method.media_type == "multipart/form-data":
        found = sorted((part.name, part.content) for part in parts(request))
        yield from _differing("form", found, sorted(_expected_form("", call.body)))
        return
    yield from _differing("body", body(request), {**call.body, **call.extra})
    validator = Oracle(description).validator_for(call.method.body)
    yield from (error.message for error in validator.iter_errors(body(request)))


def _expected_form(prefix: str, value: Any) -> Iterator[tuple[str, bytes]]:
    """Yield the fields of a form; a member of an object is named `object[member]`."""
    if is_object(value):
        for name, member in value.items():
            yield from _expected_form(f"{prefix}[{name}]" if prefix else name, member)
    else:
        yield prefix, value if isinstance(value, bytes) else str(value).encode()


def _option(disposition: str, name: str) -> str | None:
    for option in disposition.split("; ")[1:]:
        key, _, value = option.partition("=")
        if key == name:
            return value.strip('"')
    return None


def _differing(place: str, found: Any, expected: Any) -> Iterator[str]:
    if found != expected:
        yield f"{place}: sent {found!r:.300}, said {expected!r:.300}"
