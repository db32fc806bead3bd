"""What the description says about each operation: its path, parameters, body and security."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import attrs
import yaml

from fine_tuning_contract.emulator.problems import EmulatorError

Schema = dict[str, Any]
_METHODS = ("get", "post", "put", "patch", "delete")


@attrs.frozen
class Operation:
    """One operation as described."""

    id: str
    method: str
    path: str
    query: Mapping[str, Schema]
    body: Schema | None
    media_type: str | None
    admin: bool


@attrs.frozen
class Blueprint:
    """All operations of a description, and the components their schemas refer to."""

    operations: tuple[Operation, ...]
    components: Schema


def read(path: Path) -> Blueprint:
    """Read the description at a path."""
    try:
        with path.open("rb") as file:
            content = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
        return _blueprint(cast("Schema", content))
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
        raise EmulatorError(
            f"The description {path} cannot be read: {fault}; make it with `make generate`."
        ) from fault


def _blueprint(document: Schema) -> Blueprint:
    operations = tuple(
        _operation(document, path, method, item)
        for path, item in document["paths"].items()
        for method in _METHODS
        if method in item
    )
    return Blueprint(operations, document.get("components", {}))


def _operation(document: Schema, path: str, method: str, item: Schema) -> Operation:
    described = item[method]
    media_type, body = _body(document, described)
    return Operation(
        id=described["operationId"],
        method=method.upper(),
        path=path,
        query=_query(document, [*item.get("parameters", []), *described.get("parameters", [])]),
        body=body,
        media_type=media_type,
        admin=any("Admin" in name for need in described.get("security", []) for name in need),
    )


def _query(document: Schema, parameters: list[Schema]) -> dict[str, Schema]:
    found = (_resolved(document, parameter) for parameter in parameters)
    return {
        parameter["name"]: _resolved(document, parameter.get("schema", {}))
        for parameter in found
        if parameter["in"] == "query"
    }


def _body(document: Schema, described: Schema) -> tuple[str | None, Schema | None]:
    request_body = _resolved(document, described.get("requestBody", {}))
    for media_type, content in request_body.get("content", {}).items():
        return media_type, content.get("schema", {})
    return None, None


def _resolved(document: Schema, node: Schema) -> Schema:
    reference = node.get("$ref")
    if reference is None:
        return node
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return _resolved(document, found)
