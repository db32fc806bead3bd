# Copied from fine_tuning_contract/codegen/runtime/requests.py: change it there.
"""How a call becomes an HTTP request: path, query, headers and body."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast
from urllib.parse import quote

from .absence import UNSET, Unset
from .errors import InvalidRequestError
from .json_values import is_mapping, is_sequence
from .kinds import plain

if TYPE_CHECKING:
    from contextlib import ExitStack

T = TypeVar("T")

# Characters that RFC 3986 allows in a path segment and that ids of real services hold bare.
_BARE_IN_PATH = ":@!$&'()*+,;=~"

# How the items of a list are joined where they do not each get a parameter of their own.
_SEPARATORS = {"csv": ",", "ssv": " ", "pipes": "|"}

Query = list[tuple[str, str]]


class Operation(NamedTuple, Generic[T]):
    """
    One operation of the description: where it is and what it answers.

    `answer` is the kind of the answer's body. `safe` means that doing it twice is doing it once.
    `credential` names the security scheme that it needs. `styles` has the query parameters that
    are not written as `name=value`.
    """

    name: str
    method: str
    path: str
    answer: Any
    credential: str | None = None
    safe: bool = True
    styles: Mapping[str, str] = {}


class Call(NamedTuple):
    """What a caller says beside the operation's own parameters. The timeout is in seconds."""

    extra_headers: Mapping[str, str] | None = None
    extra_query: Mapping[str, Any] | None = None
    extra_body: Mapping[str, Any] | None = None
    timeout: float | Unset | None = UNSET


class Payload(NamedTuple):
    """What a request carries: its path, query, headers and one kind of body."""

    path: str
    query: Query | None = None
    headers: Mapping[str, str] | None = None
    json: Any = UNSET
    form: Mapping[str, Any] | None = None
    files: Any = None
    content: Any = None
    content_type: str = "application/octet-stream"

    def further(self, query: Mapping[str, str]) -> Payload:
        """Return the same request with some query parameters set anew."""
        if not query:
            return self
        kept = [pair for pair in self.query or () if pair[0] not in query]
        return self._replace(query=[*kept, *query.items()])


class Paging(NamedTuple):
    """
    How to get from one page to the next.

    `parameter` is the query parameter that takes the cursor. The cursor is the member `member`
    of the page, or, where that is empty, the member `key` of its last item.
    """

    parameter: str = "after"
    items: str = "data"
    member: str | None = None
    key: str = "id"
    more: str = "has_more"


def path_of(operation: Operation[Any], values: Mapping[str, Any]) -> str:
    """
    Return the path with its parameters filled in.

    Raises `InvalidRequestError` for an empty id and for one that a server or a
    proxy would read as a step in the path, since either would reach another operation.
    """
    path = operation.path
    for name, value in values.items():
        path = path.replace("{" + name + "}", _segment(name, value))
    return path


def _segment(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidRequestError(f"{name} is a string, not {type(value).__name__}")
    if not value.strip() or value in (".", ".."):
        raise InvalidRequestError(
            f"{name} is {value!r}, which names no object; pass the object's id"
        )
    try:
        return quote(value, safe=_BARE_IN_PATH)
    except UnicodeEncodeError as error:
        raise InvalidRequestError(f"{name} holds what UTF-8 cannot carry: {value!r}") from error


def query_of(operation: Operation[Any], values: Mapping[str, Any]) -> Query:
    """Return the query as pairs, each parameter in its described style; UNSET ones are left out."""
    pairs: Query = []
    for name, value in values.items():
        if value is UNSET:
            continue
        style = operation.styles.get(name)
        if style == "deepObject":
            pairs.extend(_deep_object(name, value))
        elif style in _SEPARATORS and is_sequence(value):
            pairs.append((name, _SEPARATORS[style].join(map(query_text, value))))
        else:
            pairs.extend(query_pairs(name, value))
    return pairs


def _deep_object(name: str, value: Any) -> Query:
    """Write `name[key]=value` for each member; null as a whole is the word `null`."""
    if value is None:
        return [(name, "null")]
    members = cast("Mapping[str, Any]", value)
    return [(f"{name}[{key}]", query_text(member)) for key, member in members.items()]


def query_pairs(name: str, value: Any) -> Query:
    """Write `name=value`, once for each item of a list."""
    if is_sequence(value):
        return [(name, query_text(item)) for item in value]
    return [(name, query_text(value))]


def headers_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the headers that the caller set; items of a list are joined by commas."""
    return {
        name: ",".join(map(query_text, value)) if is_sequence(value) else query_text(value)
        for name, value in values.items()
        if value is not UNSET
    }


def query_text(value: Any) -> str:
    """Return a value as it is written in a query."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def body_of(values: Mapping[str, Any], extra: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the JSON body: what the caller said and nothing else."""
    body = {name: plain(value) for name, value in values.items() if value is not UNSET}
    return {**body, **(extra or {})}


Content = IO[bytes] | bytes
FileContent = Content | os.PathLike[str] | tuple[str, Content] | tuple[str, Content, str]
"""
A file to upload: bytes, an open binary file, a path (streamed from disk), or one of the first two
behind a name and, where wanted, before a media type.
"""

FormFile = tuple[str, Any]


def unwritable(operation: str, payload: Payload, error: Exception) -> str:
    """Return what is wrong with a request that cannot be written, and where if that can be told."""
    members: Any = payload.json
    for name, value in members.items() if is_mapping(members) else ():
        try:
            json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
        except (TypeError, ValueError, RecursionError) as wrong:
            return f"{operation}: {name} cannot be written as JSON ({wrong})"
    return f"{operation}: the request cannot be written ({error})"


def whole_body(value: Any, extra: Mapping[str, Any] | None) -> Any:
    """Return a body that is given as a whole; members can only be added to an object."""
    body = plain(value)
    if not extra:
        return body
    if not isinstance(body, Mapping):
        raise InvalidRequestError("extra_body adds members to an object, and the body is none")
    return {**cast("Mapping[str, Any]", body), **extra}


def form_of(
    values: Mapping[str, Any],
    files: Sequence[str],
    extra: Mapping[str, Any] | None,
    opened: ExitStack,
    *,
    multipart: bool,
) -> tuple[dict[str, list[str]] | None, list[FormFile] | None]:
    """
    Return a form's fields and parts; objects become `name[key]` fields, lists one field an item.

    Files that are given as paths are opened, and closed with `opened`. A multipart form has
    everything among its parts, so that it stays one where there is no file.
    """
    fields: dict[str, list[str]] = {}
    parts: list[FormFile] = []
    for name, value in {**values, **(extra or {})}.items():
        if value is UNSET:
            continue
        if name in files:
            parts.append((name, _file(name, value, opened)))
        else:
            fields.update(_form_fields(name, plain(value)))
    if not multipart:
        return fields, None
    texts = [(name, (None, text)) for name, texts in fields.items() for text in texts]
    return None, [*texts, *parts]


def _form_fields(name: str, value: Any) -> dict[str, list[str]]:
    if is_sequence(value):
        return {name: [query_text(item) for item in value]}
    if not is_mapping(value):
        return {name: [query_text(value)]}
    fields: dict[str, list[str]] = {}
    for key, member in value.items():
        fields.update(_form_fields(f"{name}[{key}]", member))
    return fields


def _file(name: str, value: Any, opened: ExitStack) -> Any:
    """Return a named file to upload; a path is opened, so that it is streamed from disk."""
    if value is None or isinstance(value, str | io.TextIOBase):
        raise InvalidRequestError(
            f"{name} is {'nothing' if value is None else 'text'}; "
            "pass bytes, an open binary file, or a pathlib.Path"
        )
    if isinstance(value, os.PathLike):
        path = Path(cast("os.PathLike[str]", value))
        return path.name, opened.enter_context(path.open("rb"))
    if isinstance(value, bytes | bytearray):
        return "upload", bytes(value)
    return value
