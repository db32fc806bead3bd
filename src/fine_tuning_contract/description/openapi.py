"""What a document must look like before anything is done with it: OpenAPI, in outline."""

import re
from collections.abc import Iterator
from typing import Any

from .documents import Document
from .failures import DescriptionError
from .json_values import is_array, is_object
from .pointers import pointer_to
from .references import Path

_SUPPORTED = re.compile(r"3\.[01]\.\d+(-.+)?")
_OBJECTS = ("info", "paths", "components")
_OPERATION_PARTS = {"responses": dict, "requestBody": dict, "parameters": list, "tags": list}


def check_outline(document: Document) -> None:
    """Raise DescriptionError if a document is no OpenAPI 3.0 or 3.1, or is out of shape."""
    problems = [
        f"{document.where(pointer_to(*at))}: {message}"
        for at, message in _problems(document.content)
    ]
    if problems:
        raise DescriptionError("\n".join(problems))


def _problems(content: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    version = content.get("openapi", content.get("swagger"))
    if version is None:
        yield (), "no 'openapi' at the top: is this an OpenAPI description?"
    elif not isinstance(version, str) or not _SUPPORTED.fullmatch(version):
        yield ("openapi",), f"OpenAPI {version} is not supported; convert it to 3.0 or 3.1"
    for key in _OBJECTS:
        if not is_object(content.get(key, {})):
            yield (key,), f"{key} should be an object"
    for key in ("tags", "servers", "security"):
        if not is_array(content.get(key, [])):
            yield (key,), f"{key} should be an array"
    yield from _path_problems(content.get("paths"))
    yield from _component_problems(content.get("components"))


def _path_problems(paths: Any) -> Iterator[tuple[Path, str]]:
    for path, item in paths.items() if is_object(paths) else ():
        if path.startswith("x-"):
            continue
        if not is_object(item):
            yield ("paths", path), f"the path {path} should be an object"
            continue
        for name, part in item.items():
            yield from _operation_problems(("paths", path, name), part)


def _operation_problems(at: Path, operation: Any) -> Iterator[tuple[Path, str]]:
    if at[-1] in {"summary", "description", "$ref", "servers", "parameters"}:
        return
    if str(at[-1]).startswith("x-"):
        return
    if not is_object(operation):
        yield at, f"the operation {at[-1]} {at[1]} should be an object"
        return
    for key, kind in _OPERATION_PARTS.items():
        if not isinstance(operation.get(key, kind()), kind):
            wanted = "an object" if kind is dict else "an array"
            yield (*at, key), f"{key} of {at[-1]} {at[1]} should be {wanted}"


def _component_problems(components: Any) -> Iterator[tuple[Path, str]]:
    for kind, named in components.items() if is_object(components) else ():
        at = ("components", kind)
        if kind.startswith("x-"):
            continue
        if not is_object(named):
            yield at, f"components/{kind} should be an object"
            continue
        for name, part in named.items():
            if not is_object(part) and not isinstance(part, bool):
                yield (*at, name), f"components/{kind}/{name} should be an object"
