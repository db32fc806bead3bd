"""The operations of a description, as requests are made from them and answers judged by them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote

import attrs

from .address import METHODS, look_up, resolve


@attrs.frozen
class Parameter:
    """One declared parameter."""

    name: str
    place: str
    style: str
    required: bool
    refers_to: str | None = None


@attrs.frozen
class Operation:
    """One operation: its route, its parameters, and the answers that it declares."""

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    schemes: tuple[str, ...]
    responses: Mapping[str, Any]
    body: Mapping[str, Any]

    def filled_path(self, values: Mapping[str, Any]) -> str:
        """Return the path with its parameters filled in, percent-encoded."""
        path = self.path
        for parameter in self.parameters:
            if parameter.place == "path":
                value = quote(str(values[parameter.name]), safe=":@!$&'()*+,;=~")
                path = path.replace("{" + parameter.name + "}", value)
        return path

    def parameter(self, name: str) -> Parameter:
        """Return the declared parameter of that name."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise LookupError(f"operation {self.id} declares no parameter {name!r}")


class Description:
    """A normalized description, with its operations by id."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        """Take the content of the document, already read."""
        self.content = content

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """Every operation by its operationId, in the order of the document."""
        found: dict[str, Operation] = {}
        for path, item in self.content.get("paths", {}).items():
            for method in METHODS:
                if method in item:
                    operation = self._operation(path, method, item)
                    found[operation.id] = operation
        return found

    @cached_property
    def default_schemes(self) -> tuple[str, ...]:
        """The security schemes that apply where an operation names none."""
        return _scheme_names(self.content.get("security", []))

    def operation(self, operation_id: str) -> Operation:
        """Return the operation of that id."""
        try:
            return self.operations[operation_id]
        except KeyError:
            known = ", ".join(self.operations)
            raise LookupError(
                f"no operation {operation_id!r} in the description: {known}"
            ) from None

    def look_up(self, address: str) -> Any:
        """Return what stands at an address, as the function of that name does."""
        return look_up(self.content, address)

    def _operation(self, path: str, method: str, item: Mapping[str, Any]) -> Operation:
        raw = item[method]
        listed = [*item.get("parameters", []), *raw.get("parameters", [])]
        body = resolve(self.content, raw.get("requestBody", {}))
        return Operation(
            id=raw.get("operationId", f"{method} {path}"),
            method=method.upper(),
            path=path,
            parameters=tuple(_parameter(resolve(self.content, each)) for each in listed),
            schemes=_scheme_names(raw["security"]) if "security" in raw else self.default_schemes,
            responses={
                str(status): resolve(self.content, response)
                for status, response in raw.get("responses", {}).items()
            },
            body=body.get("content", {}),
        )


def _parameter(raw: Mapping[str, Any]) -> Parameter:
    default = "form" if raw["in"] in {"query", "cookie"} else "simple"
    return Parameter(
        name=raw["name"],
        place=raw["in"],
        style=raw.get("style", default),
        required=bool(raw.get("required", False)),
        refers_to=raw.get("x-contract-refers-to"),
    )


def _scheme_names(security: list[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(name for requirement in security for name in requirement)
