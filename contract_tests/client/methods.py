"""Where each operation of a description sits in the client, and what it takes."""

from collections.abc import Mapping
from typing import Any

import attrs

from fine_tuning_contract.conformance import Description
from fine_tuning_contract.conformance.address import resolve

_JSON = "application/json"
_FORM = "multipart/form-data"


@attrs.frozen
class Parameter:
    """One parameter in the path or the query."""

    name: str
    place: str
    required: bool
    schema: Mapping[str, Any]


@attrs.frozen
class Method:
    """One operation, as a method of the client."""

    operation: str
    name: str
    verb: str
    path: str
    parameters: tuple[Parameter, ...]
    schemes: tuple[str, ...]
    responses: Mapping[str, Mapping[str, Any]]
    media_type: str | None
    body: Mapping[str, Any] | None
    safe: bool
    pages: bool

    def __str__(self) -> str:
        """Return the operation's id, as it names a case."""
        return self.operation

    @property
    def path_names(self) -> list[str]:
        """The names of the parameters in the path, in their order there."""
        found = [each.name for each in self.parameters if each.place == "path"]
        return sorted(found, key=lambda name: self.path.index("{" + name + "}"))

    @property
    def query_names(self) -> list[str]:
        """The names of the parameters in the query."""
        return [each.name for each in self.parameters if each.place == "query"]

    def answer_schema(self, status: str) -> Mapping[str, Any] | None:
        """Return the schema of the JSON that an answer holds; None where it holds none."""
        content = self.responses[status].get("content", {})
        schema: Mapping[str, Any] | None = content.get(_JSON, {}).get("schema")
        return schema

    @property
    def gives_json(self) -> bool:
        """Whether success is told in JSON."""
        return self.answer_schema("200") is not None

    @property
    def error_statuses(self) -> list[int]:
        """The error statuses that are declared."""
        return [int(status) for status in self.responses if int(status) >= 400]


def methods_of(description: Description) -> list[Method]:
    """Return every operation as a method, in the order of the description."""
    return [_method(description, operation_id) for operation_id in description.operations]


def _method(description: Description, operation_id: str) -> Method:
    operation = description.operation(operation_id)
    raw = description.look_up(operation_id)
    media_type = next(iter(operation.body), None)
    body = operation.body[media_type]["schema"] if media_type else None
    return Method(
        operation=operation_id,
        name=f"{raw['x-speakeasy-group']}.{raw['x-speakeasy-name-override']}",
        verb=operation.method,
        path=operation.path,
        parameters=_parameters(description, operation),
        schemes=operation.schemes,
        responses=operation.responses,
        media_type=media_type,
        body=resolve(description.content, body),
        safe=operation.method == "GET" or bool(raw.get("x-contract-safe", False)),
        pages="x-speakeasy-pagination" in raw,
    )


def _parameters(description: Description, operation: Any) -> tuple[Parameter, ...]:
    item = description.content["paths"][operation.path]
    listed = [*item.get("parameters", []), *item[operation.method.lower()].get("parameters", [])]
    found = (resolve(description.content, each) for each in listed)
    return tuple(
        Parameter(each["name"], each["in"], bool(each.get("required")), each.get("schema", {}))
        for each in found
    )
