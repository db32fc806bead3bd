"""A request as a Python program that anyone can run again."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from fine_tuning_contract.conformance.exchange import Request

_LONGEST_BODY = 2000
# httpx sets these itself, and rightly.
_IMPLIED = frozenset({"host", "content-length", "connection", "accept-encoding", "user-agent"})
_DOTS = re.compile(r"/\.{1,2}(/|$)")


def python_snippet(request: "Request", key_names: Mapping[str, str]) -> str:
    """Return a program that sends a request by httpx, with keys read from the environment."""
    arguments = [
        ascii(request.method),
        _literal(request.url, key_names),
        *_headers(request, key_names),
        *_content(request.body, key_names),
        *_target(request.url, key_names),
    ]
    lines = "\n".join(f"    {argument}," for argument in arguments)
    call = f"answer = httpx.Client().request(\n{lines}\n)\nprint(answer.status_code, answer.text)"
    return f"{_imports(call)}\n\n{call}"


def _imports(call: str) -> str:
    lines = [
        *(["import os"] if "os.environ" in call else []),
        *(["from pathlib import Path"] if "Path(" in call else []),
        *([""] if "os.environ" in call or "Path(" in call else []),
        "import httpx",
    ]
    return "\n".join(lines)


def _headers(request: "Request", key_names: Mapping[str, str]) -> Iterator[str]:
    told = [(name, value) for name, value in request.headers if name.lower() not in _IMPLIED]
    if told:
        pairs = ", ".join(f"({name!a}, {_literal(value, key_names)})" for name, value in told)
        yield f"headers=[{pairs}]"


def _content(body: bytes, key_names: Mapping[str, str]) -> Iterator[str]:
    if not body:
        return
    if len(body) > _LONGEST_BODY:
        yield 'content=Path("body.bin").read_bytes()'
        return
    try:
        yield f"content={_literal(body.decode('utf-8'), key_names)}"
    except UnicodeDecodeError:
        yield f"content={body!r}"


def _target(url: str, key_names: Mapping[str, str]) -> Iterator[str]:
    """Yield what keeps httpx from tidying up a path that is odd on purpose."""
    parts = urlsplit(url)
    if _DOTS.search(parts.path):
        target = url[len(f"{parts.scheme}://{parts.netloc}") :]
        yield f'extensions={{"target": {_literal(target, key_names)}.encode()}}'


def _literal(text: str, key_names: Mapping[str, str]) -> str:
    """Return a Python expression for a text, in which variables stand for keys."""
    for key, name in key_names.items():
        if key in text:
            before, after = text.split(key, 1)
            parts = [_literal(part, key_names) for part in (before, after)]
            variable = f'os.environ["{name}"]'
            return " + ".join(part for part in (parts[0], variable, parts[1]) if part != "''")
    return ascii(text)
