"""Targets: RFC 9535 queries, what they select, and what comes near when they select nothing."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathNode, JSONPathQuery
from jsonpath_rfc9535.selectors import NameSelector

from .failures import DescriptionError
from .json_values import is_array, is_object
from .nodes import DEEPEST
from .references import Path


class _Environment(JSONPathEnvironment):
    """Queries that reach as deep as a document may go."""

    max_recursion_depth = DEEPEST + 10


_ENVIRONMENT = _Environment()
_QUOTED = re.compile(r"'([^']+)'")


@lru_cache(maxsize=1024)
def compile_target(target: str) -> JSONPathQuery:
    """Return the query that a target spells; raises DescriptionError with the reason."""
    try:
        return _ENVIRONMENT.compile(target)
    except JSONPathError as error:
        message = f"target {target} is no RFC 9535 query: {error}"
        raise DescriptionError(message) from None
    except RecursionError:
        message = "the target is nested too deep to be read; select in several actions"
        raise DescriptionError(message) from None


def find(target: str, content: Any) -> list[JSONPathNode]:
    """Return the nodes that a target selects, each place once, in document order."""
    query = compile_target(target)
    try:
        found = {node.location: node for node in query.finditer(content)}
    except (JSONPathError, RecursionError) as error:
        message = f"target {target} cannot be evaluated: {error}"
        raise DescriptionError(message) from None
    return list(found.values())


def near_miss(target: str, content: Any) -> str:
    """Say where a target that selects nothing loses its way, and which names come near."""
    segments = compile_target(target).segments
    nodes: list[JSONPathNode] = find("$", content)
    reached = "$"
    for segment in segments:
        below = list(segment.resolve(nodes))
        if not below:
            return _lost(segment.selectors, nodes, reached)
        nodes = below
        reached += str(segment)
    return ""


def path_text(path: Path) -> str:
    """Return a location as the normalized path of RFC 9535."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f"[{part!r}]" for part in path)


def _lost(selectors: Iterable[Any], nodes: list[JSONPathNode], reached: str) -> str:
    names = [each.name for each in selectors if isinstance(each, NameSelector)]
    if names:
        present = [key for node in nodes if is_object(node.value) for key in node.value]
        return f"{reached} has no {names[0]!r}{_hint(names[0], present)}"
    texts = [text for each in selectors for text in _QUOTED.findall(str(each))]
    values = [value for node in nodes for value in _texts_in(node.value)]
    hints = [hint for text in texts if (hint := _hint(text, values))]
    return f"{reached} exists, but nothing in it fits what follows{hints[0] if hints else ''}"


def _hint(wanted: str, present: Iterable[str]) -> str:
    near = get_close_matches(wanted, list(dict.fromkeys(present)), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(map(repr, near))}?" if near and wanted not in near else ""


def _texts_in(value: Any) -> Iterator[str]:
    """Yield the texts that a filter on the items of a value may have been meant for."""
    items = value.values() if is_object(value) else value if is_array(value) else ()
    for item in items:
        if isinstance(item, str):
            yield item
        elif is_object(item):
            yield from (each for each in item.values() if isinstance(each, str))
