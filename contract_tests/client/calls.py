"""Calls of the client's methods, made up from what the description says they take."""

from collections.abc import Mapping
from typing import Any

import attrs

from fine_tuning_contract.conformance import Description

from .examples import Examples, inlined
from .json_values import is_object
from .methods import Method, Parameter

_JSON = "application/json"
_FILE_NAME = "made-up.jsonl"
_RESTRICTED = frozenset({"const", "enum", "format", "pattern", "anyOf", "oneOf", "allOf"})


@attrs.frozen
class Call:
    """One call: the method, and what the caller says, by its place in the request."""

    method: Method
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Mapping[str, Any] | None
    extra: Mapping[str, Any]

    @property
    def named(self) -> dict[str, Any]:
        """The keyword arguments of the call."""
        extra = {"extra_body": dict(self.extra)} if self.extra else {}
        return {**self.path, **self.query, **_arguments(self.body or {}), **extra}


class Calls:
    """Makes calls up."""

    def __init__(self, description: Description, examples: Examples) -> None:
        """Take what is allowed, and where values come from."""
        self._description = description
        self._examples = examples

    def plain(self, method: Method) -> Call:
        """Return a call that says only what must be said."""
        body = None
        if method.body is not None:
            schema = inlined(self._description, method.body)
            required = {**schema, "properties": _only(schema["properties"], schema["required"])}
            smallest = self._examples.of(method.body)[0]
            body = _readable(required, _only(smallest, schema["required"]))
        return Call(method, _ids(method), {}, body, {})

    def made_up(self, method: Method) -> list[Call]:
        """Return calls that say many things, each of them allowed."""
        paths = self._of_place(method, "path")
        queries = self._of_place(method, "query")
        bodies = self._bodies(method)
        return [
            Call(method, _usable(paths, number), queries[number % len(queries)], body, extra)
            for number, (body, extra) in enumerate(bodies * (len(queries) // len(bodies) + 1))
        ]

    def _of_place(self, method: Method, place: str) -> list[dict[str, Any]]:
        parameters = [each for each in method.parameters if each.place == place]
        return self._told_apart(_object(parameters)) if parameters else [{}]

    def _bodies(self, method: Method) -> list[tuple[dict[str, Any] | None, dict[str, Any]]]:
        if method.body is None:
            return [(None, {})]
        schema = inlined(self._description, method.body)
        if method.media_type != _JSON:
            schema = _closed(schema)
        known = schema["properties"]
        return [
            (
                _readable(schema, _only(value, known)),
                {name: member for name, member in value.items() if name not in known},
            )
            for value in self._told_apart(schema)
        ]

    def _told_apart(self, schema: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return values of an object; in every other one, free texts tell whose they are."""
        found = self._examples.of(schema)
        return [
            _signed(schema, value) if number % 2 else value for number, value in enumerate(found)
        ]


def _object(parameters: list[Parameter]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            # An empty id names nothing: the rules of paths say what becomes of it.
            each.name: {**each.schema, "minLength": 1} if each.place == "path" else each.schema
            for each in parameters
        },
        "required": [each.name for each in parameters if each.required],
        "additionalProperties": False,
    }


def _signed(schema: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object whose free texts begin with their names: equal ones hide an exchange."""
    return {
        name: f"{name} {member}"[: schema["properties"][name].get("maxLength")]
        if isinstance(member, str) and _is_free(schema["properties"].get(name, {}))
        else member
        for name, member in value.items()
    }


def _is_free(schema: Mapping[str, Any]) -> bool:
    """Say whether any text will do."""
    return "string" in schema.get("type", ()) and _RESTRICTED.isdisjoint(schema)


def _usable(paths: list[dict[str, Any]], number: int) -> dict[str, str]:
    """Return ids that a path can carry, made up where there are such."""
    usable = [each for each in paths if all(_names_something(value) for value in each.values())]
    return usable[number % len(usable)]


def _names_something(value: str) -> bool:
    return value.strip() not in {"", ".", ".."}


def _closed(schema: Any) -> Any:
    """Return a schema without unknown members: how a form would carry those is not settled."""
    if not is_object(schema):
        return schema
    members = {name: _closed(member) for name, member in schema.get("properties", {}).items()}
    return {**schema, "properties": members, "additionalProperties": False} if members else schema


def _ids(method: Method) -> dict[str, str]:
    return {name: f"made-up-{name.replace('_', '-')}" for name in method.path_names}


def _only(value: Mapping[str, Any], names: Any) -> dict[str, Any]:
    return {name: member for name, member in value.items() if name in names}


def _readable(schema: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body with bytes where the description says that a member is binary."""
    return {
        name: member.encode() if _is_binary(schema["properties"].get(name, {})) else member
        for name, member in value.items()
    }


def _is_binary(schema: Mapping[str, Any]) -> bool:
    return schema.get("format") == "binary"


def _arguments(body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: (_FILE_NAME, value) if isinstance(value, bytes) else value
        for name, value in body.items()
    }
