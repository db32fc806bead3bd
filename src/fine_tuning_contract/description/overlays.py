"""Overlays: documents of the Overlay Specification 1.0 and 1.1, read and checked."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from attrs import define, field

from .documents import Document, load
from .failures import DescriptionError
from .json_values import is_array, is_object, same
from .pointers import pointer_to
from .targets import compile_target

_VERSION = re.compile(r"1\.([01])\.\d+")
_ROOT = {"overlay": str, "info": dict, "extends": str, "actions": list}
_INFO = {"title": str, "version": str}
_ACTION = {"target": str, "description": str, "update": object, "remove": bool}
_NAMES: dict[type, str] = {
    str: "a text",
    dict: "an object",
    list: "an array",
    bool: "true or false",
}


@define(frozen=True)
class Action:
    """One change to be made, and where it is written."""

    number: int
    where: str
    target: str
    remove: bool = False
    copy: str | None = None
    update: Any = None
    has_update: bool = False


@define(frozen=True)
class Overlay:
    """An ordered list of actions with the file it was read from."""

    path: Path
    title: str
    minor: int
    actions: tuple[Action, ...] = field(repr=False)
    extends: str | None = None

    @property
    def document(self) -> Path | None:
        """The file that the overlay says it is written for, if that is a local file."""
        if self.extends is None or "://" in self.extends:
            return None
        return self.path.parent / self.extends.removeprefix("file:")


@define(frozen=True)
class Problem:
    """Something in an overlay that the standard does not allow, or that cannot be applied."""

    where: str
    message: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """Return the line that tells the author."""
        return f"{self.where}: {self.message}"


def read_overlay(path: str | Path) -> Overlay:
    """Return the overlay in a file; raises DescriptionError that names all its problems."""
    document = load(path)
    problems = [problem for problem in _problems(document) if problem.level == "error"]
    if problems:
        raise DescriptionError("\n".join(str(problem) for problem in problems))
    content = document.content
    return Overlay(
        path=document.path,
        title=content["info"]["title"],
        minor=_minor(content["overlay"]),
        extends=content.get("extends"),
        actions=tuple(
            _action(document, index, action) for index, action in enumerate(content["actions"])
        ),
    )


def validate_overlay(path: str | Path) -> list[Problem]:
    """
    Return every problem of an overlay; an empty list means that it follows the standard.

    A target that is no RFC 9535 query is a warning here, since the schema of the standard
    accepts it; applying it is an error.
    """
    try:
        document = load(path)
    except DescriptionError as error:
        return [_from_failure(error)]
    return list(_problems(document))


def _from_failure(error: DescriptionError) -> Problem:
    where, _, message = str(error).partition(": ")
    return Problem(where, message)


def _action(document: Document, index: int, action: dict[str, Any]) -> Action:
    return Action(
        number=index + 1,
        where=document.where(pointer_to("actions", index)),
        target=action["target"],
        remove=action.get("remove", False),
        copy=action.get("copy"),
        update=action.get("update"),
        has_update="update" in action,
    )


def _minor(version: str) -> int:
    found = _VERSION.fullmatch(version)
    return int(found[1]) if found else 1


def _problems(document: Document) -> Iterator[Problem]:
    content = document.content
    yield from _fields(document, (), content, _ROOT, ("overlay", "info", "actions"))
    version = content.get("overlay")
    if isinstance(version, str) and not _VERSION.fullmatch(version):
        where = document.where("/overlay")
        yield Problem(where, f"overlay is {version!r}; write a version such as 1.0.0 or 1.1.0")
    minor = _minor(version) if isinstance(version, str) else 1
    if is_object(content.get("info")):
        known = _INFO | ({"description": str} if minor else {})
        yield from _fields(document, ("info",), content["info"], known, ("title", "version"))
    if is_array(content.get("actions")):
        yield from _action_problems(document, content["actions"], minor)


def _action_problems(document: Document, actions: list[Any], minor: int) -> Iterator[Problem]:
    if not actions:
        yield Problem(document.where("/actions"), "actions is empty; it should hold one or more")
    for index, action in enumerate(actions):
        at = ("actions", index)
        where = document.where(pointer_to(*at))
        if not is_object(action):
            yield Problem(where, f"action {index + 1} is no object; write target and update")
            continue
        yield from _fields(
            document, at, action, _ACTION | ({"copy": str} if minor else {}), ("target",)
        )
        yield from _target_problems(document, at, action)
        earlier = [before for before in range(index) if same(actions[before], action)]
        if earlier:
            message = f"action {index + 1} is the same as action {earlier[0] + 1}; delete one"
            yield Problem(where, message)


def _target_problems(
    document: Document, at: tuple[str | int, ...], action: dict[str, Any]
) -> Iterator[Problem]:
    for key in ("target", "copy"):
        query = action.get(key)
        if not isinstance(query, str):
            continue
        where = document.where(pointer_to(*at, key))
        if key == "target" and not query.startswith("$"):
            yield Problem(where, f"the target {query!r} does not start with '$'")
            continue
        try:
            compile_target(query)
        except DescriptionError as error:
            yield Problem(where, f"{error}; names with a dash need brackets: ['x-name']", "warning")


def _fields(
    document: Document,
    at: tuple[str | int, ...],
    content: dict[str, Any],
    known: Mapping[str, type],
    required: tuple[str, ...],
) -> Iterator[Problem]:
    for name in required:
        if name not in content:
            yield Problem(document.where(pointer_to(*at)), f"{name!r} is missing; add it")
    for name, value in content.items():
        where = document.where(pointer_to(*at, name))
        if name in known:
            if not isinstance(value, known[name]):
                yield Problem(where, f"{name!r} should be {_NAMES[known[name]]}")
        elif not name.startswith("x-"):
            choice = ", ".join(known)
            yield Problem(where, f"{name!r} is no field here; use {choice}, or start it with 'x-'")
