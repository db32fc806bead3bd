"""The operations of a description, as requests are made from them and answers judged by them."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote

import attrs

from .address import METHODS, look_up, resolve

# What every server has; an operation that belongs to no named feature belongs to it.
CORE = "core"


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
    feature: str = CORE

    def filled_path(self, values: Mapping[str, Any]) -> str:
        """Return the path with its parameters filled in, percent-encoded."""
        path = self.path
        for parameter in self.parameters:
            if parameter.place == "path":
                value = as_segment(str(values[parameter.name]))
                path = path.replace("{" + parameter.name + "}", value)
        return path

    def parameter(self, name: str) -> Parameter:
        """Return the declared parameter of that name."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise LookupError(f"operation {self.id} declares no parameter {name!r}")


def as_segment(value: str) -> str:
    """Return a value as one segment of a path."""
    return quote(value, safe=":@!$&'()*+,;=~")


class Description:
    """A normalized description, with its operations by id."""

    def __init__(
        self, content: Mapping[str, Any], *, without: Collection[str] = frozenset()
    ) -> None:
        """Take the content of the document, already read, and the features that do not count."""
        self.content = content
        self._without = frozenset(without)

    def reduced(self, without: Collection[str]) -> "Description":
        """Return the same description, in which the operations of some features do not count."""
        return Description(self.content, without=self._without | frozenset(without))

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """Every operation that counts, by its operationId, in the order of the document."""
        return {
            name: operation
            for name, operation in self.all_operations.items()
            if operation.feature not in self._without
        }

    @cached_property
    def features(self) -> frozenset[str]:
        """The features that operations belong to."""
        return frozenset(operation.feature for operation in self.all_operations.values())

    @cached_property
    def all_operations(self) -> dict[str, Operation]:
        """Every operation of the document, whether it counts or not."""
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
            return self.all_operations[operation_id]
        except KeyError:
            known = ", ".join(self.all_operations)
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
            feature=raw.get("x-contract-feature", CORE),
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
