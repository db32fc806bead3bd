"""The parts of the page, as files that stand beside this module, and how they are answered."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fine_tuning_contract.emulator.errors import unknown_url, wrong_method
from fine_tuning_contract.emulator.exchange import Answer

_FOLDER = Path(__file__).parent
_PARTS: Mapping[str, tuple[str, str]] = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/_page/style.css": ("style.css", "text/css; charset=utf-8"),
    "/_page/icon.svg": ("icon.svg", "image/svg+xml"),
    "/_page/main.js": ("main.js", "text/javascript; charset=utf-8"),
    "/_page/calls.js": ("calls.js", "text/javascript; charset=utf-8"),
    "/_page/curves.js": ("curves.js", "text/javascript; charset=utf-8"),
    "/_page/elements.js": ("elements.js", "text/javascript; charset=utf-8"),
    "/_page/panels.js": ("panels.js", "text/javascript; charset=utf-8"),
}
# Whatever a job is called, the page runs nothing but its own files and talks to nobody else.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'"
)
SAFETY: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cache-control", b"no-cache"),
)


def part(method: str, path: str) -> Answer:
    """Return one part of the page; raises Refused for any other path."""
    found = _PARTS.get(path)
    if found is None:
        raise unknown_url(method, path[:200])
    if method not in ("GET", "HEAD"):
        raise wrong_method(method, path, "GET, HEAD")
    name, media_type = found
    return Answer(200, _content(name), [(b"content-type", media_type.encode()), *SAFETY])


@cache
def _content(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()
