"""The control API's manual: its own description, and the same as a page to read."""

from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

from fine_tuning_contract.emulator.control.description import DESCRIPTION
from fine_tuning_contract.emulator.errors import wrong_method
from fine_tuning_contract.emulator.exchange import Answer, json_answer
from fine_tuning_contract.emulator.page.site import SAFETY

Json = dict[str, Any]
PATHS = ("/_emulator/openapi.json", "/_emulator/docs")


def manual(method: str, path: str) -> Answer:
    """Return the description or the page; they hold nothing secret, so they need no key."""
    if method not in ("GET", "HEAD"):
        raise wrong_method(method, path, "GET, HEAD")
    if path == PATHS[0]:
        return json_answer(200, dict(DESCRIPTION))
    return Answer(200, _page(), [(b"content-type", b"text/html; charset=utf-8"), *SAFETY])


@cache
def _page() -> bytes:
    title = escape(DESCRIPTION["info"]["title"])
    head = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="/_page/style.css">'
        f'<main class="manual"><h1>{title}</h1><p>{escape(DESCRIPTION["info"]["description"])}</p>'
    )
    return "".join([head, *_sections(), "</main></html>"]).encode()


def _sections() -> Iterator[str]:
    for path, methods in DESCRIPTION["paths"].items():
        for method, operation in methods.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
            yield f"<p>{escape(operation['summary'])}.</p>"
            yield from _members(operation)


def _members(operation: Json) -> Iterator[str]:
    if "requestBody" not in operation:
        return
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = DESCRIPTION["components"]["schemas"][reference.rpartition("/")[2]]
    yield "<dl>"
    for name, member in schema["properties"].items():
        need = "" if name not in schema["required"] else ", required"
        meaning = member.get("description", "")
        yield f"<dt><code>{escape(name)}</code>: {escape(_kind(member))}{need}</dt>"
        yield f"<dd>{escape(meaning)}</dd>"
    yield "</dl>"


def _kind(member: Json) -> str:
    kind: str | list[str] = member["type"]
    text = kind if isinstance(kind, str) else " or ".join(kind)
    if "enum" in member:
        text = ", ".join(member["enum"])
    bounds = [f"{word} {member[word]}" for word in ("minimum", "maximum") if word in member]
    default = [f"default {member['default']}"] if "default" in member else []
    return ", ".join([text, *bounds, *default])
