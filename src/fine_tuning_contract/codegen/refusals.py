"""Parameters that the client could only send wrong: refused before anything is generated."""

from collections.abc import Iterator, Mapping
from typing import Any

from .failures import GenerationError
from .json_values import mapping, resolve, sequence
from .operations import METHODS

_DEEPEST = 20


def refuse_unwritable(document: dict[str, Any]) -> None:
    """Raise `GenerationError` that names every parameter which has no form on the wire."""
    lines = list(_unwritable(document))
    if lines:
        raise GenerationError("\n".join(lines))


def _unwritable(document: dict[str, Any]) -> Iterator[str]:
    for path, stated in mapping(document.get("paths")).items():
        item = mapping(stated)
        for method in METHODS:
            operation = mapping(item.get(method))
            both = (*sequence(operation.get("parameters")), *sequence(item.get("parameters")))
            for parameter in (resolve(document, each) for each in both if operation):
                for reason in _reasons(document, parameter):
                    name = parameter.get("name")
                    yield f"{method.upper()} {path}: the parameter {name!r} {reason}"


def _reasons(document: dict[str, Any], parameter: Mapping[str, Any]) -> Iterator[str]:
    schema, place = parameter.get("schema"), parameter.get("in")
    if schema is None:
        yield "is stated by a media type, which is not written; give it a schema by an overlay"
    elif place == "header" and _holds_object(document, schema):
        yield "is an object in a header, which is not written; make it a text by an overlay"
    elif place == "path" and _holds_list(document, schema):
        yield "is a list in a path, which is not written; make it a text by an overlay"
    elif parameter.get("style") == "deepObject" and _is_nested(document, schema):
        yield "is an object of objects, for which no style is defined; make it flat by an overlay"


def _holds_object(document: dict[str, Any], schema: Any) -> bool:
    return any(_is_object(each) for each in _choices(document, schema))


def _holds_list(document: dict[str, Any], schema: Any) -> bool:
    return any(
        each.get("type") in ("array", "object") or each.get("properties")
        for each in _choices(document, schema)
    )


def _is_nested(document: dict[str, Any], schema: Any) -> bool:
    return any(
        _holds_object(document, below)
        for each in _choices(document, schema)
        for below in (*mapping(each.get("properties")).values(), each.get("additionalProperties"))
    )


def _is_object(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "object" or bool(schema.get("properties"))


def _choices(document: dict[str, Any], schema: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield a schema, what it refers to, and the branches of either."""
    found = resolve(document, schema)
    yield found
    if depth < _DEEPEST:
        for key in ("anyOf", "oneOf", "allOf"):
            for branch in sequence(found.get(key)):
                yield from _choices(document, branch, depth + 1)
