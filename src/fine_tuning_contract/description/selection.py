"""The part of a description that is wanted: chosen paths and all that they reach."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

from attrs import define

from .failures import DescriptionError
from .json_values import array_in, is_object, object_in
from .references import component_of, references

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_MOST_NAMES = 6

Component = tuple[str, str]


@define(frozen=True)
class Selected:
    """A description cut to what is wanted, and a line for each kind of thing left out."""

    content: dict[str, Any]
    left_out: tuple[str, ...]


@define(frozen=True)
class Demand:
    """What is needed from outside a description: parts that refer to components."""

    parts: tuple[Any, ...] = ()
    # Components that the parts bring along themselves.
    supplied: frozenset[Component] = frozenset()


_NO_DEMAND = Demand()


def select(
    content: Mapping[str, Any], globs: Sequence[str] = (), *, demand: Demand = _NO_DEMAND
) -> Selected:
    """
    Return the paths that match a glob, with all that they reach and nothing else.

    In a glob, `*` stands for any text, slashes included.
    No glob means every path.
    What the demand refers to is kept as well.
    Raises DescriptionError for a glob that matches no path.
    """
    kept = {key: value for key, value in content.items() if key != "webhooks"}
    if globs:
        kept["paths"] = _matching_paths(object_in(content, "paths"), globs)
    kept = prune(kept, demand=demand)
    return Selected(kept, tuple(_left_out(content, kept, demand.supplied)))


def prune(content: Mapping[str, Any], *, demand: Demand = _NO_DEMAND) -> dict[str, Any]:
    """Return a description without components and tags that nothing in it uses."""
    kept = dict(content)
    for key, parts in (("components", _reached(kept, demand)), ("tags", _used_tags(kept))):
        if key in kept:
            kept[key] = parts
            if not parts:
                del kept[key]
    return kept


def operations(content: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and operation for every operation of a description."""
    for path, item in object_in(content, "paths").items():
        for method, operation in object_in({"item": item}, "item").items():
            if method in METHODS and is_object(operation):
                yield path, method, operation


def _matching_paths(paths: Mapping[str, Any], globs: Sequence[str]) -> dict[str, Any]:
    for glob in globs:
        if not any(fnmatchcase(path, glob) for path in paths):
            near = get_close_matches(glob, paths, n=3, cutoff=0.4)
            advice = f"did you mean {' or '.join(near)}?" if near else "check its spelling"
            message = f"--select {glob}: matches no path of the description; {advice}"
            raise DescriptionError(message)
    return {
        path: item for path, item in paths.items() if any(fnmatchcase(path, glob) for glob in globs)
    }


def _reached(content: Mapping[str, Any], demand: Demand) -> dict[str, Any]:
    components = object_in(content, "components")
    reached = _referred([{**content, "components": {}}], components, frozenset())
    reached |= _referred(demand.parts, components, demand.supplied)
    kept: dict[str, Any] = {}
    for kind, named in components.items():
        if kind.startswith("x-"):
            kept[kind] = named
        elif any((kind, name) in reached for name in named):
            kept[kind] = {name: named[name] for name in named if (kind, name) in reached}
    return kept


def _referred(
    parts: Iterable[Any], components: Mapping[str, Any], not_wanted: frozenset[Component]
) -> set[Component]:
    reached: set[Component] = set()
    waiting = list(parts)
    while waiting:
        for reference in references(waiting.pop()):
            found = component_of(reference.target)
            if found is None or found in reached or found in not_wanted:
                continue
            kind, name = found
            if name in object_in(components, kind):
                reached.add(found)
                waiting.append({kind: {name: components[kind][name]}})
    return reached


def _used_tags(content: Mapping[str, Any]) -> list[Any]:
    used = [tag for _, _, operation in operations(content) for tag in array_in(operation, "tags")]
    return [tag for tag in array_in(content, "tags") if _tag_name(tag) in used]


def _tag_name(tag: Any) -> str:
    return str(tag.get("name")) if is_object(tag) else ""


def _left_out(
    before: Mapping[str, Any], after: Mapping[str, Any], supplied: frozenset[Component]
) -> Iterator[str]:
    yield from _difference("webhooks", object_in(before, "webhooks"), ())
    yield from _difference("paths", object_in(before, "paths"), object_in(after, "paths"))
    for kind, named in object_in(before, "components").items():
        unused = [name for name in named if (kind, name) not in supplied]
        yield from _difference(f"components/{kind}", unused, object_in(after, "components", kind))
    tags = [map(_tag_name, array_in(each, "tags")) for each in (before, after)]
    yield from _difference("tags", *tags)


def _difference(kind: str, before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    kept = set(after)
    gone = [name for name in before if name not in kept]
    if gone:
        more = f" and {len(gone) - _MOST_NAMES} more" if len(gone) > _MOST_NAMES else ""
        yield f"{kind}: left out {len(gone)} unused ({', '.join(gone[:_MOST_NAMES])}{more})"
