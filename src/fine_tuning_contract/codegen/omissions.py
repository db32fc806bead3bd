"""What a description says and the generated client does not do, listed with reason and remedy."""

from collections.abc import Iterator, Mapping
from typing import Any

from .json_values import mapping, resolve, sequence
from .operations import METHODS, preference

_SERVERS = (
    "servers of their own are not used, as every request goes to the client's base_url; "
    "make a second client with that base_url, or remove them by an overlay"
)
_FIRST_SERVER = "the first is the default, any other can be given as base_url"
_CALLBACKS = "callbacks are left out, as a client receives nothing; serve them by other means"
_BODIES = "sent as {chosen} only; to have another media type sent, remove this one by an overlay"
_ANSWERS = "read as {chosen} only; to have another media type read, remove this one by an overlay"
_STATUSES = (
    "the answers {others} are read like {first}, though they state another schema; "
    "give them one schema by an overlay"
)
_STYLES = "the style {style} of the parameter {name!r} is not written; say another by an overlay"
_RESERVED = (
    "the parameter {name!r} is escaped in spite of allowReserved, which is as right by RFC 3986; "
    "remove that by an overlay"
)
_PATH_STYLES = frozenset({"matrix", "label"})


def omissions(document: dict[str, Any]) -> tuple[str, ...]:
    """Return a line for each thing that the client leaves out: which operations, why, and a fix."""
    found: dict[str, list[str]] = {}
    for where, reason in _found(document):
        found.setdefault(reason, []).append(where)
    return tuple(f"{', '.join(wheres)}: {reason}" for reason, wheres in found.items())


def _found(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    servers = sequence(document.get("servers"))
    if len(servers) > 1:
        yield f"{len(servers)} servers", _FIRST_SERVER
    for path, stated in mapping(document.get("paths")).items():
        item = mapping(stated)
        for method in METHODS:
            if method in item:
                operation = mapping(item[method])
                for reason in _reasons(document, item, operation):
                    yield f"{method.upper()} {path}", reason


def _reasons(
    document: dict[str, Any], item: Mapping[str, Any], operation: Mapping[str, Any]
) -> Iterator[str]:
    if item.get("servers") or operation.get("servers"):
        yield _SERVERS
    if operation.get("callbacks"):
        yield _CALLBACKS
    bodies = list(mapping(resolve(document, operation.get("requestBody")).get("content")))
    if len(bodies) > 1:
        yield _BODIES.format(chosen=min(bodies, key=preference))
    yield from _of_answers(document, operation)
    for stated in (*sequence(operation.get("parameters")), *sequence(item.get("parameters"))):
        yield from _of_parameter(resolve(document, stated))


def _of_answers(document: dict[str, Any], operation: Mapping[str, Any]) -> Iterator[str]:
    answers = {
        status: mapping(resolve(document, answer).get("content"))
        for status, answer in sorted(mapping(operation.get("responses")).items())
        if status.startswith("2")
    }
    for content in answers.values():
        if len(content) > 1:
            chosen = next((each for each in content if "json" in each), next(iter(content)))
            yield _ANSWERS.format(chosen=chosen)
    first, *others = answers or [""]
    different = [status for status in others if answers[status] != answers[first]]
    if different:
        yield _STATUSES.format(others=", ".join(different), first=first)


def _of_parameter(parameter: Mapping[str, Any]) -> Iterator[str]:
    name, style = str(parameter.get("name")), parameter.get("style")
    if parameter.get("in") == "path" and style in _PATH_STYLES:
        yield _STYLES.format(style=style, name=name)
    if parameter.get("allowReserved") is True:
        yield _RESERVED.format(name=name)
