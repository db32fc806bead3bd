"""Judging generated requests with knowledge of the domain, so that a correct server stays green."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from .address import resolve
from .custody import lifecycle_actions
from .exchange import Answer
from .operations import Description, Operation
from .oracle import Oracle
from .values import is_list, is_object

# A field with this key names a thing that must exist: a file, a model, a job.
REFERS_TO = "x-contract-refers-to"
_DEPTH = 12
_PLAIN = frozenset({str, int, float, bool, type(None)})

MayRefuse = Callable[[Operation, Any, Answer], bool]


@attrs.frozen
class Reference:
    """A place in a request that names a thing: the kind of thing, and the way to the place."""

    kind: str
    place: str
    path: tuple[str, ...]


@attrs.frozen
class Sent:
    """What a generated request holds: its path and query parameters, and its body."""

    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any


class Sense:
    """Knows which valid requests may be refused, and which invalid ones accepted."""

    def __init__(
        self,
        description: Description,
        oracle: Oracle,
        *,
        known: Mapping[str, Sequence[str]],
        may_refuse: MayRefuse,
    ) -> None:
        """
        Take the ids of things that exist, by kind.

        `may_refuse` knows what no schema can say: whether an operation may refuse this body.
        """
        self.description = description
        self._oracle = oracle
        self._known = known
        self._may_refuse = may_refuse
        self._references = {
            name: tuple(_references(description.content, operation))
            for name, operation in description.all_operations.items()
        }
        self._actions = frozenset(lifecycle_actions(description.content))

    @property
    def known_ids(self) -> frozenset[str]:
        """The ids of things that exist, whatever their kind."""
        return frozenset(known for ids in self._known.values() for known in ids)

    def has_method(self, path: str, method: str) -> bool:
        """Say whether a path has an operation of this method, whether it counts here or not."""
        operations = self.description.all_operations.values()
        return any((each.path, each.method) == (path, method) for each in operations)

    def may_refuse(self, operation: Operation, sent: Sent, answer: Answer) -> bool:
        """
        Say whether a valid request may be refused so.

        The refusal names a thing that is not there, or a member that the schema does not know: it
        says neither that there is one, nor that there is none.
        """
        if operation.id in self._actions:
            return True
        named = self._named(operation, sent)
        error = _error(answer)
        told = f"{error.get('message')}"
        if any(value and value in told for value in named.values()):
            return True
        if any(name == error.get("param") for name in named):
            return True
        strangers = self._strangers(operation, sent.body)
        if any(name == error.get("param") or (name and name in told) for name in strangers):
            return True
        return self._may_refuse(operation, sent.body, answer)

    def may_accept(self, operation: Operation, sent: Sent, *, wrong_body: bool) -> bool:
        """
        Say whether an invalid request may be accepted.

        Queries may be read leniently. A body that breaks nothing but a format is valid, since
        formats are not asserted.
        """
        if not wrong_body:
            return True
        schemas = [content.get("schema", {}) for content in operation.body.values()]
        body = _in_json(sent.body)
        return any(self._oracle.validator_for(schema).is_valid(body) for schema in schemas)

    def with_known(self, operation: Operation, place: str, value: Any) -> Any:
        """Put the ids of things that exist in the place of some of the made-up ones."""
        # What is deleted would be missing for every request that comes after.
        if operation.method == "DELETE":
            return value
        for reference in self._references[operation.id]:
            if reference.place == place and self._known.get(reference.kind):
                value = _put(value, reference.path, self._known[reference.kind])
        return value

    def _strangers(self, operation: Operation, body: Any) -> frozenset[str]:
        """Return the members of a body that its schema does not name."""
        given = _in_json(body)
        content = self.description.content
        schemas = [resolve(content, each.get("schema", {})) for each in operation.body.values()]
        described = {name for schema in schemas for name in schema.get("properties", {})}
        return frozenset(given) - described if is_object(given) else frozenset()

    def _named(self, operation: Operation, sent: Sent) -> dict[str, str]:
        found: dict[str, str] = {}
        for reference in self._references[operation.id]:
            value: Any = {"path": sent.path, "query": sent.query}.get(reference.place, sent.body)
            for key in reference.path:
                value = value.get(key) if is_object(value) else None
            if isinstance(value, str):
                found[reference.path[-1]] = value
        return found


def _references(content: Mapping[str, Any], operation: Operation) -> Iterator[Reference]:
    for parameter in operation.parameters:
        if parameter.refers_to:
            yield Reference(parameter.refers_to, parameter.place, (parameter.name,))
    for media in operation.body.values():
        yield from _within(content, media.get("schema", {}), (), _DEPTH)


def _within(
    content: Mapping[str, Any], schema: Any, path: tuple[str, ...], depth: int
) -> Iterator[Reference]:
    schema = resolve(content, schema)
    if not is_object(schema) or depth == 0:
        return
    if REFERS_TO in schema and path:
        yield Reference(schema[REFERS_TO], "body", path)
    for key, inner in schema.get("properties", {}).items():
        yield from _within(content, inner, (*path, key), depth - 1)


def _put(value: Any, path: Sequence[str], known: Sequence[str]) -> Any:
    name, *rest = path
    if not is_object(value) or name not in value:
        return value
    made_up = value[name]
    if rest:
        return {**value, name: _put(made_up, rest, known)}
    # Some made-up ids stay, since requests that name nothing must be tried as well. The choice
    # hangs on the id alone, so that a failing request can be made smaller and made again.
    if not isinstance(made_up, str) or len(made_up) % 4 == 1:
        return value
    return {**value, name: known[len(made_up) // 4 % len(known)]}


def _in_json(value: Any) -> Any:
    """Return a body in the types of JSON; the bytes of a file are a text."""
    if is_object(value):
        return {str(key): _in_json(each) for key, each in value.items()}
    if is_list(value):
        return [_in_json(each) for each in value]
    # The engine's bytes are a kind of text that a validator does not know.
    return value if type(value) in _PLAIN else ""


def _error(answer: Answer) -> Mapping[str, Any]:
    try:
        body: Any = json.loads(answer.body)
    except ValueError:
        return {}
    error = body.get("error") if is_object(body) else None
    return error if is_object(error) else {}
