"""The whole way of a description: read, select, overlay, reshape."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

from . import selection
from .actions import Notice, Unmatched, apply_overlays
from .bundle import bundle
from .documents import Document, load
from .json_values import is_object, object_in
from .openapi import check_outline
from .overlays import Overlay, read_overlay
from .pointers import pointer_to
from .resolution import refuse_dangling, without_stray_links
from .rivalry import Change
from .schemas import Place, Schema
from .selection import Component, Demand
from .shape import Spelling, provider_keys, reshape
from .spellings import valid_default


@define(frozen=True)
class Normalized:
    """A normalized description, with all that was left out or looks wrong on the way."""

    content: dict[str, Any] = field(repr=False)
    warnings: tuple[str, ...] = ()
    # The files that the description was read from, the given one first; overlays apart.
    files: tuple[Path, ...] = ()
    # What to know about the overlays; the warnings have it too.
    notices: tuple[Notice, ...] = ()


@define(frozen=True)
class Prepared:
    """A description that is selected and overlaid, with the file it came from."""

    published: Document
    document: Document
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]
    notices: tuple[Notice, ...]


def normalize(
    source: str | Path,
    overlays: Sequence[str | Path] = (),
    *,
    select: Sequence[str] = (),
    unmatched: Unmatched = "error",
) -> Normalized:
    """
    Return the description in a file as everything else here reads it.

    Overlays are files, or folders whose `*.overlay.yml` files are taken in name order.
    They speak of the document as published, cut to the selected paths.
    Raises DescriptionError for whatever its author has to repair.
    """
    prepared = prepare(source, overlays, select=select, unmatched=unmatched)
    dropped: list[str] = []

    def note(schema: Schema, place: Place, spelling: Spelling) -> None:
        if spelling is valid_default:
            where = prepared.document.where(pointer_to(*place.at, "default"))
            default = json.dumps(schema["default"], ensure_ascii=False)
            dropped.append(f"{where}: left out the default {default}, which its schema refuses")

    shaped = selection.prune(reshape(prepared.document.content, note=note))
    warnings = (*prepared.warnings, *dropped)
    return Normalized(shaped, warnings, prepared.published.files, prepared.notices)


def prepare(
    source: str | Path,
    overlays: Sequence[str | Path],
    *,
    select: Sequence[str],
    unmatched: Unmatched,
) -> Prepared:
    """Return the description in a file after selection and overlays, before it is reshaped."""
    document = bundle(load(source))
    check_outline(document)
    read = [read_overlay(path) for path in overlay_files(overlays)]
    selected = selection.select(document.content, select, demand=demand_of(read))
    cut = evolve(document, content=selected.content)
    applied = apply_overlays(cut, read, unmatched=unmatched)
    overlaid = evolve(document, content=selection.prune(applied.content))
    check_outline(overlaid)
    linked, stray = without_stray_links(overlaid)
    refuse_dangling(linked)
    notes = [f"{document.path}: {line}" for line in (*selected.left_out, *_stripped(linked))]
    warnings = (*notes, *applied.warnings, *stray)
    return Prepared(document, linked, applied.changes, warnings, applied.notices)


def overlay_files(places: Sequence[str | Path]) -> list[Path]:
    """Return the overlays in files and folders, those of a folder in name order."""
    files: list[Path] = []
    for place in map(Path, places):
        files.extend(_in_folder(place) if place.is_dir() else [place])
    return files


def _in_folder(folder: Path) -> list[Path]:
    endings = (".overlay.yaml", ".overlay.yml", ".overlay.json")
    return sorted(each for each in folder.iterdir() if each.name.endswith(endings))


def demand_of(overlays: Sequence[Overlay]) -> Demand:
    """Return what overlays need of a description: all they refer to and do not bring along."""
    actions = [action for overlay in overlays for action in overlay.actions if not action.remove]
    supplied = [part for action in actions for part in _supplied(action.target, action.update)]
    return Demand(tuple(action.update for action in actions), frozenset(supplied))


def _supplied(target: str, update: Any) -> Iterator[Component]:
    """Yield the components that an update of the whole, or of all components, brings along."""
    depth = {"$": ("components",), "$.components": ()}.get(target)
    if depth is not None:
        for kind, named in object_in({"it": update}, "it", *depth).items():
            yield from ((kind, name) for name in object_in({"it": named}, "it"))
    elif target.startswith("$.components.") and target.count(".") == len(("components", "kind")):
        kind = target.rpartition(".")[2]
        yield from ((kind, name) for name in update if is_object(update))


def _stripped(document: Document) -> Iterator[str]:
    for key, count in sorted(provider_keys(document.content).items()):
        yield f"{key}: left out {count}, as only its provider's own tools read it"
