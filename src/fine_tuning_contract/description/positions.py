"""Where everything in a text stands: a tree of lines and columns beside its values."""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import define, field
from yaml import MappingNode, Node, SequenceNode

from .json_values import is_array, is_object

# A place is [line, column], of what is shown for it, and behind them its parts, if it has any:
# an object of places by key, or an array of places. So it can be written as JSON as it is.
_PARTS = 2


def tree_of(root: Node) -> list[Any]:
    """Return the places of a node and of all below it."""
    return _place(root, root)


def place_in(tree: Sequence[Any], parts: Sequence[str]) -> str:
    """Return `line:column` of a place, or of the nearest one above it that is in the tree."""
    shown: Any = tree
    for part in parts:
        below = _below(shown, part)
        if below is None:
            break
        shown = below
    return f"{shown[0]}:{shown[1]}"


def _place(shown: Node, node: Node) -> list[Any]:
    mark = shown.start_mark
    here: list[Any] = [mark.line + 1, mark.column + 1]
    if isinstance(node, MappingNode):
        here.append({key.value: _place(key, below) for key, below in reversed(node.value)})
    elif isinstance(node, SequenceNode):
        here.append([_place(item, item) for item in node.value])
    return here


def _below(place: Any, part: str) -> Any:
    parts = place[_PARTS] if len(place) > _PARTS else None
    if is_object(parts):
        return parts.get(part)
    if is_array(parts) and part.isdecimal() and int(part) < len(parts):
        return parts[int(part)]
    return None


@define
class Positions:
    """The places of one text, found when they are first asked for."""

    _find: Callable[[], list[Any]] = field(repr=False)
    _tree: list[Any] | None = field(default=None, repr=False)

    def of(self, parts: Sequence[str]) -> str:
        """Return `line:column` of a place, or of the nearest one above it."""
        if self._tree is None:
            self._tree = self._find()
        return place_in(self._tree, parts)
