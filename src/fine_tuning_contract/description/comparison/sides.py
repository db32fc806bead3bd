"""One side of a comparison: a normalized description whose schemas know where they came from."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import field, frozen

from fine_tuning_contract.description import selection
from fine_tuning_contract.description.actions import Notice
from fine_tuning_contract.description.documents import Document
from fine_tuning_contract.description.json_values import object_in
from fine_tuning_contract.description.normalization import prepare
from fine_tuning_contract.description.pointers import look_up, pointer_to
from fine_tuning_contract.description.rivalry import Change as OverlayChange
from fine_tuning_contract.description.schemas import Place, Schema, rewrite_schemas
from fine_tuning_contract.description.shape import reshape
from fine_tuning_contract.description.spellings import ORIGIN


@frozen
class Side:
    """A description before or after, as it is compared."""

    published: Document
    overlaid: Document = field(repr=False)
    content: dict[str, Any] = field(repr=False)
    warnings: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    overlaying: tuple[OverlayChange, ...] = field(default=(), repr=False)

    @cached_property
    def written(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        """What each action of an overlay wrote: the action, and the place."""
        return frozenset((each.author, tuple(map(str, each.at))) for each in self.overlaying)

    def resolve(self, value: Any, at: str) -> tuple[Any, str]:
        """Return what a reference leads to, and its pointer; what is none stays itself."""
        seen: set[str] = set()
        while isinstance(target := object_in({"it": value}, "it").get("$ref"), str):
            if target in seen or not target.startswith("#/"):
                return {}, at
            seen.add(target)
            at = target.removeprefix("#")
            value = _found(self.content, target)
        return value, at

    def where(self, pointer: str) -> str:
        """Return `file:line:column` of a place, or of the nearest one that was published."""
        return self.overlaid.where(pointer)


def read_side(
    source: str | Path, overlays: Sequence[str | Path], *, select: Sequence[str] = ()
) -> Side:
    """
    Return a description, normalized, as one side of a comparison.

    Overlays that find nothing are noted, not refused: one set of them is laid over two documents.
    Raises DescriptionError for what cannot be normalized at all.
    """
    prepared = prepare(source, overlays, select=select, unmatched="warn")
    marked = rewrite_schemas(prepared.document.content, _marked)
    content = selection.prune(reshape(marked))
    return Side(
        prepared.published,
        prepared.document,
        content,
        prepared.warnings,
        prepared.notices,
        prepared.changes,
    )


def _marked(schema: Schema, place: Place) -> Schema:
    return {**schema, ORIGIN: pointer_to(*place.at)}


def _found(content: dict[str, Any], pointer: str) -> Any:
    try:
        return look_up(content, pointer)
    except KeyError:
        return {}
