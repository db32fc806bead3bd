"""
A description as the generator's gate is shown it: names that it would confuse are told apart.

The generator refuses members and parameters that become one Python name, such as `a-b` and `a b`.
Our own names number them, so what it calls them does not matter.
"""

import copy
from collections.abc import Iterable, Iterator
from typing import Any

from openapi_python_client import strings
from openapi_python_client.schema.untrusted_string import UntrustedString

from .json_values import mapping, sequence


def told_apart(document: dict[str, Any]) -> dict[str, Any]:
    """Return a description whose members and parameters have names that the generator keeps."""
    if not any(_confused(names) for _, names in _names(document)):
        return document
    shown = copy.deepcopy(document)
    for holder, names in list(_names(shown)):
        if other := _confused(names):
            _rename(holder, other)
    return shown


def _names(value: Any) -> Iterator[tuple[Any, list[str]]]:
    """Yield each schema with its members' names, and each list of parameters with theirs."""
    stack = [value]
    while stack:
        top = stack.pop()
        if isinstance(top, list):
            stack += sequence(top)
        elif found := mapping(top):
            stack += found.values()
            members = mapping(found.get("properties"))
            if members and all(isinstance(each, dict | bool) for each in members.values()):
                yield found, list(members)
            parameters = sequence(found.get("parameters"))
            if parameters:
                yield parameters, [str(mapping(each).get("name", "")) for each in parameters]


def _confused(names: Iterable[str]) -> dict[str, str]:
    """Return another name for each that the generator would take for an earlier one."""
    seen: dict[str, str] = {}
    other: dict[str, str] = {}
    for name in names:
        free, number = name, 2
        while seen.get(_as_read(free), name) != name:
            free, number = f"{name} {number}", number + 1
        seen[_as_read(free)] = name
        if free != name:
            other[name] = free
    return other


def _as_read(name: str) -> str:
    return str(strings.PythonIdentifier(UntrustedString(name), "field_")).lower()


def _rename(holder: Any, other: dict[str, str]) -> None:
    if members := mapping(mapping(holder).get("properties")):
        holder["properties"] = {other.get(name, name): members[name] for name in members}
        if "required" in holder:
            holder["required"] = [other.get(name, name) for name in sequence(holder["required"])]
    for parameter in sequence(holder):
        # The name of one in a path stands in the path as well.
        if mapping(parameter).get("in") in {"query", "header"}:
            parameter["name"] = other.get(parameter["name"], parameter["name"])
