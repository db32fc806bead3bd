"""What a run has made on a target: how it is known, counted, marked and removed again."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import attrs

from .address import resolve
from .custody import LIFECYCLE, lifecycle_actions
from .exchange import Exchange, Request
from .operations import Description, Operation, as_segment
from .values import is_list, is_object

MARK = ("made_by", "contract")
_MADE = frozenset({200, 201})
_SAFE = "x-contract-safe"


@attrs.define
class Creation:
    """
    A thing that the run made: by which operation, and its id.

    `removal` is the operation that removes or ends it, at `removal_path` below the target's URL.
    """

    operation: str
    id: str
    removal: str | None
    removal_path: str
    lives: bool = False
    is_gone: bool = False


@attrs.frozen
class Making:
    """An operation that makes things, and the operation that removes or ends one of them."""

    operation: Operation
    removal: Operation | None
    lives: bool

    def creation(self, place: str, made: str) -> Creation:
        """Return the entry for a thing that was made, and that stands at a path."""
        name = self.removal.id if self.removal else None
        rest = self.removal.path[len(_item_path(self.removal)) :] if self.removal else ""
        return Creation(self.operation.id, made, name, place + rest, self.lives)


class Ledger:
    """Every thing that the run made, in the order of its making."""

    def __init__(self, description: Description, base: str) -> None:
        """Take the operations, and the URL that their paths follow."""
        self._base = urlsplit(base).path
        self._description = description
        self.makings = {making.operation.id: making for making in _makings(description)}
        self._places = {name: _pattern(each.operation) for name, each in self.makings.items()}
        self._endings = frozenset(
            each.removal.id for each in self.makings.values() if each.removal is not None
        )
        self.creations: dict[str, Creation] = {}

    @property
    def lives(self) -> int:
        """How many things with a life of their own were made: those that cost something."""
        return sum(1 for each in self.creations.values() if each.lives)

    def note(self, operation: Operation | None, exchange: Exchange) -> None:
        """Enter what an exchange made, and strike out what it removed."""
        answer = exchange.answer
        if answer is None:
            return
        path = self._path(exchange.request)
        making = self.making(operation, exchange.request)
        if making is not None and answer.status in _MADE:
            for made in _made_ids(answer.body):
                place = f"{path.rstrip('/')}/{as_segment(made)}"
                self.creations.setdefault(place, making.creation(place, made))
        if operation is None:
            return
        # A refusal says that there is nothing left to end.
        if operation.id in self._endings and (
            answer.status in _MADE or answer.status in {400, 404}
        ):
            depth = _item_path(operation).count("/") + 1
            known = self.creations.get("/".join(path.split("/")[:depth]))
            if known is not None:
                known.is_gone = True

    def making(self, operation: Operation | None, request: Request) -> Making | None:
        """Return what a request makes things by, if it does; some rules write requests by hand."""
        if operation is not None:
            return self.makings.get(operation.id)
        path = self._path(request)
        for name, pattern in self._places.items():
            making = self.makings[name]
            if request.method == making.operation.method and pattern.fullmatch(path):
                return making
        return None

    def _path(self, request: Request) -> str:
        return urlsplit(request.url).path.removeprefix(self._base)

    def marked(self, operation: Operation | None, request: Request) -> Request:
        """Return a request with a word in its metadata that says who made the thing."""
        making = self.makings.get(operation.id) if operation else None
        if making is None or not making.lives or not request.body.startswith(b"{"):
            return request
        schema = making.operation.body.get("application/json", {}).get("schema", {})
        if not _takes_metadata(schema) or not _lacks_metadata(request.body, schema):
            return request
        name, value = MARK
        start = b'{"metadata": ' + json.dumps({name: value}).encode() + b", "
        return attrs.evolve(request, body=start + request.body[1:])

    def adopt(self, removal: str, **parameters: str) -> None:
        """Enter a thing that came to be by itself, by the operation that removes it."""
        path = self._description.operation(removal).filled_path(parameters)
        *_, name = parameters.values()
        self.creations.setdefault(path, Creation("", name, removal, path))

    def made_by(self, operation: str) -> list[str]:
        """Return the ids of what an operation made."""
        return [each.id for each in self.creations.values() if each.operation == operation]

    def counted(self) -> dict[str, int]:
        """Return how many things each operation made."""
        return dict(Counter(each.operation for each in self.creations.values() if each.operation))

    def left(self) -> Iterator[Creation]:
        """Yield what still has to be removed, the newest first."""
        for creation in reversed(list(self.creations.values())):
            if not creation.is_gone and creation.removal is not None:
                yield creation


def _makings(description: Description) -> Iterator[Making]:
    actions = frozenset(lifecycle_actions(description.content))
    for operation in description.all_operations.values():
        raw: Any = description.look_up(operation.id)
        if operation.method != "POST" or operation.id in actions or raw.get(_SAFE):
            continue
        lives = _answer_lives(description, operation)
        removal = next(_removals(description, operation), None)
        if lives or removal is not None:
            yield Making(_with_schemas(description, operation), removal, lives)


def _pattern(operation: Operation) -> re.Pattern[str]:
    """Return what the paths of an operation look like, with a slash at their end or without."""
    parts = re.split(r"\{[^}]*\}", operation.path)
    return re.compile("[^/]+".join(re.escape(part) for part in parts) + "/?")


def _removals(description: Description, making: Operation) -> Iterator[Operation]:
    """Yield what removes a thing for good, and after it what ends its life."""
    for operation in description.all_operations.values():
        if _is_below(operation, making) and operation.method == "DELETE":
            yield operation
    for schema in description.content.get("components", {}).get("schemas", {}).values():
        life = schema.get(LIFECYCLE, {})
        for name, action in life.get("actions", {}).items():
            operation = description.operation(name)
            ends = set(_states(action.get("to"))) <= set(life.get("final", []))
            if ends and _is_below(operation, making):
                yield operation


def _states(value: Any) -> list[str]:
    return value if is_list(value) else [value]


def _is_below(operation: Operation, making: Operation) -> bool:
    """Say whether an operation acts on one of the things that another makes."""
    return _item_path(operation).rpartition("/")[0] == making.path


def _item_path(operation: Operation) -> str:
    """Return the path of an operation up to its last parameter."""
    return operation.path[: operation.path.rfind("}") + 1]


def _answer_lives(description: Description, operation: Operation) -> bool:
    content = operation.responses.get("200", {}).get("content", {})
    schema: Any = content.get("application/json", {}).get("schema", {})
    return LIFECYCLE in resolve(description.content, schema)


def _with_schemas(description: Description, operation: Operation) -> Operation:
    body = {
        kind: {**media, "schema": resolve(description.content, media.get("schema", {}))}
        for kind, media in operation.body.items()
    }
    return attrs.evolve(operation, body=body)


def _takes_metadata(schema: Mapping[str, Any]) -> bool:
    return "metadata" in schema.get("properties", {})


def _lacks_metadata(body: bytes, schema: Mapping[str, Any]) -> bool:
    """Say whether a body could make something, and says nothing about metadata."""
    try:
        value: Any = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not is_object(value) or "metadata" in value:
        return False
    return all(name in value for name in schema.get("required", []))


def _made_ids(body: bytes) -> Iterator[str]:
    try:
        value: Any = json.loads(body)
    except (ValueError, RecursionError):
        return
    found = value.get("data", value) if is_object(value) else None
    for thing in found if is_list(found) else [found]:
        if is_object(thing) and isinstance(thing.get("id"), str) and thing["id"]:
            yield thing["id"]
