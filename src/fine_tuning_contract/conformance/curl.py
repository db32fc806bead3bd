"""A request as a command line that anyone can run again."""

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .exchange import Request

_LONGEST_BODY = 2000
# curl sets these itself, and rightly.
_IMPLIED = frozenset({"host", "content-length", "connection", "accept-encoding", "user-agent"})


def curl_line(request: "Request", key_names: Mapping[str, str]) -> str:
    """Return a curl command for a request, with environment variables in the place of keys."""
    parts = ["curl", "--path-as-is"]
    if request.method != ("POST" if request.body else "GET"):
        parts += ["-X", shlex.quote(request.method)]
    parts.append(_quoted(request.url, key_names))
    for name, value in request.headers:
        if name.lower() not in _IMPLIED:
            parts += ["-H", _quoted(f"{name}: {value}", key_names)]
    if request.body:
        parts += ["--data-binary", _body(request.body, key_names)]
    return " ".join(parts)


def _quoted(text: str, key_names: Mapping[str, str]) -> str:
    """Quote for a shell, in a way that lets it fill in the variables that stand for keys."""
    for key, name in key_names.items():
        if key in text:
            before, after = text.split(key, 1)
            return f'{_quoted(before, {})}"${name}"{_quoted(after, key_names) if after else ""}'
    return shlex.quote(text)


def _body(body: bytes, key_names: Mapping[str, str]) -> str:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return "@body.bin"
    if "\x00" in text or len(text) > _LONGEST_BODY:
        return "@body.bin"
    return _quoted(text, key_names)
