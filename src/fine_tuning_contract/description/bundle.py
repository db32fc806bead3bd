"""
A description in several files, made one.

What stands in another file becomes a component, and a whole path is put in its place.
A reference that may not be followed stays as it is, with the reason beside it, so that it is
an error only where it is wanted.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, evolve, field

from .documents import Document, Part
from .json_values import copied, is_object, object_in
from .neighbours import Folder, Origin, RefusedError
from .pointers import pointer_to
from .references import Path as Location
from .references import references

_PATH_ITEM = "pathItems"
_DEEPEST = 50
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
# What a reference is to, by the key two steps above `$ref`: the one between is a name.
_KINDS_BY_MAP = {
    "callbacks": "callbacks",
    "examples": "examples",
    "headers": "headers",
    "links": "links",
    "parameters": "parameters",
    "pathItems": _PATH_ITEM,
    "paths": _PATH_ITEM,
    "requestBodies": "requestBodies",
    "responses": "responses",
    "securitySchemes": "securitySchemes",
    "webhooks": _PATH_ITEM,
}
_SCHEMA_MAPS = frozenset(
    {"schemas", "properties", "patternProperties", "dependentSchemas", "$defs", "definitions"}
)


def bundle(document: Document) -> Document:
    """
    Return a description that refers to no other file, as far as its references may be followed.

    Raises DescriptionError for another file that is read and is not valid.
    """
    if all(each.target.startswith("#") for each in references(document.content)):
        return document
    work = _Bundle(Folder(document))
    content = work.bundled()
    return evolve(document, content=content, parts=tuple(work.parts), refused=work.refused)


@define
class _Bundle:
    """A description on its way from several files to one."""

    folder: Folder
    parts: list[Part] = field(factory=list[Part])
    refused: dict[str, str] = field(factory=dict[str, str])
    _names: dict[tuple[str, Origin], str] = field(factory=dict[tuple[str, Origin], str])
    _waiting: list[tuple[str, Origin]] = field(factory=list[tuple[str, Origin]])
    _open: list[Origin] = field(factory=list[Origin])

    def bundled(self) -> dict[str, Any]:
        content = self.folder.first.content
        for kind, name, origin in self._mere_references(content):
            # Such a component is given what it refers to, rather than a second name for it.
            if (kind, origin) not in self._names:
                self._names[kind, origin] = name
                self._waiting.append((kind, origin))
        whole: dict[str, Any] = self.taken(content, (), Origin(self.folder.entry, ""))
        while self._waiting:
            kind, origin = self._waiting.pop(0)
            at = ("components", kind, self._names[kind, origin])
            place = whole
            for part in at[:-1]:
                place = place.setdefault(part, {})
            place[at[-1]] = self.taken(self.folder.content(origin), at, origin)
        return whole

    def taken(self, part: Any, at: Location, origin: Origin) -> Any:
        """Return a part of a file as it stands in the whole, all its references rewritten."""
        fresh = {"": copied(part)}
        if origin.file != self.folder.entry:
            document = self.folder.document(origin.file)
            self.parts.append(Part(pointer_to(*at), document, origin.pointer))
        for each in references(part):
            self._rewrite(fresh, each.at, at, origin)
        return fresh[""]

    def _rewrite(self, fresh: Any, inner: Location, at: Location, origin: Origin) -> None:
        """Rewrite one reference in a part that is on its way to a place of the whole."""
        above, key = ("", *inner[:-1]), str(inner[-1])
        holder: Any = _at(fresh, above)
        target = holder.get(key) if is_object(holder) else None
        if not isinstance(target, str) or not self._is_foreign(target, inner, origin):
            return
        kind = _kind((*at, *inner))
        if kind == _PATH_ITEM:
            item = self._path(target, (*at, *inner[:-1]), origin)
            rest = {name: below for name, below in holder.items() if name != "$ref"}
            _at(fresh, above[:-1])[above[-1]] = {**item, **rest}
        else:
            holder[key] = self._component(target, kind, origin)

    def _is_foreign(self, target: str, at: Location, origin: Origin) -> bool:
        if at[-1] != "$ref" and not ("/" in target or "#" in target):
            # In a discriminator, a bare name is that of a schema of the whole.
            return False
        return origin.file != self.folder.entry or not target.startswith("#")

    def _component(self, target: str, kind: str, origin: Origin) -> str:
        try:
            found = self.folder.resolve(target, origin.file)
        except RefusedError as error:
            return self._refuse(target, origin, error)
        if found.file == self.folder.entry:
            return f"#{found.pointer}"
        if (kind, found) not in self._names:
            self._names[kind, found] = self._free_name(kind, found)
            self._waiting.append((kind, found))
        return "#" + pointer_to("components", kind, self._names[kind, found])

    def _path(self, target: str, at: Location, origin: Origin) -> dict[str, Any]:
        try:
            found = self.folder.resolve(target, origin.file)
            item = self._item(found)
        except RefusedError as error:
            return {"$ref": self._refuse(target, origin, error)}
        self._open.append(found)
        taken: dict[str, Any] = self.taken(item, at, found)
        self._open.pop()
        return taken

    def _item(self, origin: Origin) -> dict[str, Any]:
        item = self.folder.content(origin)
        if origin in self._open or len(self._open) >= _DEEPEST:
            raise RefusedError("refers to itself, over other paths or at once")
        if not is_object(item):
            raise RefusedError("is no path: an object is wanted there")
        return item

    def _refuse(self, target: str, origin: Origin, error: RefusedError) -> str:
        # In another file, `#/…` names a place there, which must not be mistaken for one here.
        shown = str(self.folder.document(origin.file).path) if target.startswith("#") else ""
        self.refused.setdefault(shown + target, str(error))
        return shown + target

    def _free_name(self, kind: str, origin: Origin) -> str:
        components = object_in(self.folder.first.content, "components", kind)
        taken = {*components, *(name for (each, _), name in self._names.items() if each == kind)}
        return next(name for name in _names(origin) if name not in taken)

    def _mere_references(self, content: dict[str, Any]) -> Iterator[tuple[str, str, Origin]]:
        for kind, named in object_in(content, "components").items():
            for name, part in object_in({"it": named}, "it").items():
                target = object_in({"it": part}, "it").get("$ref")
                if kind == _PATH_ITEM or not isinstance(target, str) or len(part) > 1:
                    continue
                if not target.startswith("#"):
                    try:
                        yield kind, name, self.folder.resolve(target, self.folder.entry)
                    except RefusedError:
                        continue


def _at(value: Any, at: Sequence[str | int]) -> Any:
    for part in at:
        value = value[part]
    return value


def _kind(at: Location) -> str:
    """Return the kind of component that a reference at a place is to."""
    over, above, name = (None, None, None, *at)[-4:-1]
    if at[-1] != "$ref" or above in _SCHEMA_MAPS:
        return "schemas"
    if name == "requestBody":
        return "requestBodies"
    if over == "callbacks" and re.search("[$/]", str(name)):
        # A callback's expression, below which stands a path.
        return _PATH_ITEM
    return _KINDS_BY_MAP.get(str(above), "schemas")


def _names(origin: Origin) -> Iterator[str]:
    """Yield names for a component: of its place, with that of its file or folder, numbered."""
    file = origin.file
    above, own = file.parent.name, file.stem
    if origin.pointer:
        above, own = file.stem, origin.pointer.rpartition("/")[2].replace("~1", "/")
    name = _NOT_IN_NAMES.sub("_", own) or "Part"
    yield name
    name = f"{_NOT_IN_NAMES.sub('_', above)}_{name}"
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1
