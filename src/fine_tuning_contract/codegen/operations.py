"""What the templates of resource modules are given: each operation as a method."""

import re
from collections.abc import Mapping
from typing import Any

from attrs import frozen
from openapi_python_client.parser.openapi import Endpoint, GeneratorData

from .failures import GenerationError
from .json_values import mapping, resolve, sequence
from .names import member_name, method_name, module_name, prose
from .settings import is_bearer
from .shapes import Shape, Shapes, is_model, reference_of

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_REPEATABLE = frozenset({"get", "put", "delete", "options", "head", "trace"})
_BYTES = 3
_CALL_ARGUMENTS = ("extra_headers", "extra_query", "extra_body", "timeout")


@frozen
class ParameterView:
    """One argument of a method."""

    wire: str
    name: str
    shape: Shape
    required: bool
    text: str
    style: str = ""
    is_file: bool = False

    @property
    def declaration(self) -> str:
        """The argument with its annotation, and UNSET as default where it may be left out."""
        if self.required:
            return f"{self.name}: {self.shape.accepts}"
        return f"{self.name}: {self.shape.accepts} | Unset = UNSET"


@frozen
class PagingView:
    """How a list is continued."""

    parameter: str
    items: str
    member: str | None
    key: str
    item: Shape


@frozen
class OperationView:
    """One operation as a method of a resource."""

    operation_id: str
    group: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    http_method: str
    path: str
    text: str
    deprecated: bool
    path_parameters: tuple[ParameterView, ...]
    query_parameters: tuple[ParameterView, ...]
    header_parameters: tuple[ParameterView, ...]
    body_parameters: tuple[ParameterView, ...]
    body: ParameterView | None
    media_type: str
    answer: Shape
    answer_schema: str | None
    binary: bool
    repeatable: bool
    credential: str | None
    paging: PagingView | None
    reconcile: tuple[str, str] | None = None

    @property
    def keyword_parameters(self) -> tuple[ParameterView, ...]:
        """The arguments that are given by name, required ones first."""
        given = (
            *self.path_parameters[:-1],
            *self.body_parameters,
            *((self.body,) if self.body else ()),
            *self.query_parameters,
            *self.header_parameters,
        )
        return tuple(sorted(given, key=lambda parameter: not parameter.required))

    @property
    def body_kind(self) -> str:
        """How the body travels: `json`, `form` or `bytes`; empty where there is none."""
        if not self.media_type:
            return ""
        if "json" in self.media_type:
            return "json"
        return "form" if "form" in self.media_type and self.body_parameters else "bytes"

    @property
    def constant(self) -> str:
        """The name of the module's constant that describes this operation."""
        return "_" + module_name(self.name).upper()


@frozen
class Parsed:
    """A description as published tools read it (`data`) and as it is written (`document`)."""

    document: dict[str, Any]
    data: GeneratorData
    shapes: Shapes


def operations(parsed: Parsed) -> tuple[OperationView, ...]:
    """
    Return every operation of a description.

    Raises `GenerationError` where the generator has lost one, or the type of one's answer.
    """
    endpoints = {
        (endpoint.method, _bare(endpoint.path.get_untrusted_value())): endpoint
        for collection in parsed.data.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    }
    views: list[OperationView] = []
    for path, item in parsed.document["paths"].items():
        for method in METHODS:
            if method in item:
                endpoint = endpoints.get((method, _bare(path)))
                views.append(_operation(parsed, path, method, item, endpoint))
    return tuple(views)


def _bare(path: str) -> str:
    """Return a path with its parameters' names left out: the generator renames them."""
    return "".join("{}" if index % 2 else part for index, part in enumerate(_parts(path)))


def _parts(path: str) -> list[str]:
    return path.replace("{", "\0").replace("}", "\0").split("\0")


def _operation(
    parsed: Parsed, path: str, method: str, item: Mapping[str, Any], endpoint: Endpoint | None
) -> OperationView:
    operation = item[method]
    where = f"{method.upper()} {path}"
    if endpoint is None:
        raise GenerationError(f"the generator dropped {where}; see its warnings")
    answer_schema, binary = _answer(parsed.document, operation, where)
    parameters = _parameters(parsed, item, operation)
    body = _Body(parsed, operation, {view.name for _, view in parameters})
    group = operation.get("x-speakeasy-group") or (operation.get("tags") or ["default"])[0]
    answer = parsed.shapes.of(answer_schema)
    return OperationView(
        operation_id=_operation_id(operation, method, path),
        group=tuple(module_name(part) for part in str(group).split(".")),
        name=method_name(
            operation.get("x-speakeasy-name-override") or _operation_id(operation, method, path)
        ),
        aliases=tuple(method_name(name) for name in operation.get("x-contract-aliases", ())),
        http_method=method.upper(),
        path=path,
        text=prose(_text(operation), 8),
        deprecated=operation.get("deprecated") is True,
        path_parameters=tuple(view for place, view in parameters if place == "path"),
        query_parameters=tuple(view for place, view in parameters if place == "query"),
        header_parameters=tuple(view for place, view in parameters if place == "header"),
        body_parameters=body.members,
        body=body.whole,
        media_type=body.media_type,
        answer=answer,
        answer_schema=_component(answer_schema),
        binary=binary,
        repeatable=_is_repeatable(parsed.document, method, operation),
        credential=_credential(parsed.document, operation),
        paging=_paging(parsed, operation, answer_schema),
        reconcile=_reconcile(parsed.document, operation),
    )


def _operation_id(operation: Mapping[str, Any], method: str, path: str) -> str:
    return str(operation.get("operationId") or re.sub(r"\W+", "_", f"{method}_{path}").strip("_"))


def _text(operation: Mapping[str, Any]) -> str:
    parts = (operation.get("summary", ""), operation.get("description", ""))
    return "\n\n".join(dict.fromkeys(part.strip() for part in parts if part and part.strip()))


def _answer(document: dict[str, Any], operation: Mapping[str, Any], where: str) -> tuple[Any, bool]:
    """Return the schema of the successful answer, and whether it is bytes."""
    for status, response in sorted(operation.get("responses", {}).items()):
        if status.startswith("2"):
            content = resolve(document, response).get("content", {})
            for media_type, media in content.items():
                if "json" in media_type:
                    return media.get("schema", True), False
            return (None, bool(content))
    raise GenerationError(f"{where} describes no successful answer; add one by an overlay")


def _parameters(
    parsed: Parsed, item: Mapping[str, Any], operation: Mapping[str, Any]
) -> list[tuple[str, ParameterView]]:
    views: list[tuple[str, ParameterView]] = []
    for stated in (*sequence(operation.get("parameters")), *sequence(item.get("parameters"))):
        parameter = resolve(parsed.document, stated)
        if (parameter["in"], parameter["name"]) in ((place, view.wire) for place, view in views):
            continue  # the operation has stated it anew
        taken = {*_CALL_ARGUMENTS, *(view.name for _, view in views)}
        schema = mapping(parameter.get("schema"))
        view = ParameterView(
            wire=parameter["name"],
            name=member_name(parameter["name"], taken),
            shape=parsed.shapes.of(schema),
            required=parameter.get("required") is True,
            text=prose(parameter.get("description") or schema.get("description", ""), 16),
            style=_style(parameter, schema, operation),
        )
        if parameter["in"] == "cookie":
            where = _operation_id(operation, "", "")
            raise GenerationError(
                f"{where}: the parameter {parameter['name']!r} is a cookie, which the client does "
                "not send; remove it by an overlay"
            )
        views.append((parameter["in"], view))
    return views


def _style(
    parameter: Mapping[str, Any], schema: Mapping[str, Any], operation: Mapping[str, Any]
) -> str:
    """Return how a query parameter is written where that is not `name=value`."""
    style = parameter.get("style", "form")
    if parameter["in"] != "query" or style == "deepObject":
        return "deepObject" if style == "deepObject" else ""
    types = schema.get("type")
    if types == "object" or schema.get("properties"):
        raise GenerationError(
            f"{operation.get('operationId')}: the parameter {parameter['name']!r} is an object in "
            f"style {style}; give it style deepObject by an overlay"
        )
    joined = {"form": "csv", "spaceDelimited": "ssv", "pipeDelimited": "pipes"}.get(style, "")
    return joined if types == "array" and parameter.get("explode", style == "form") is False else ""


class _Body:
    """The body of an operation: an argument for each member of an object, else one."""

    def __init__(self, parsed: Parsed, operation: Mapping[str, Any], taken: set[str]) -> None:
        self.members: tuple[ParameterView, ...] = ()
        self.whole: ParameterView | None = None
        self.media_type = ""
        body = resolve(parsed.document, operation.get("requestBody"))
        if not body:
            return
        self.media_type = min(body["content"], key=preference)
        schema = mapping(body["content"][self.media_type]).get("schema", {})
        found = resolve(parsed.document, schema)
        if preference(self.media_type) == _BYTES and found.get("type") in ("object", "array"):
            # In another language than JSON, or a form, members are written by the caller.
            schema = {"type": "string", "format": "binary"}
        elif is_model(found):
            self.members = _members(parsed, found, taken)
            return
        shape = parsed.shapes.of(schema)
        required = body.get("required") is True
        name = member_name("body", {*_CALL_ARGUMENTS, *taken})
        self.whole = ParameterView("body", name, shape, required, "The body.")


def preference(media_type: str) -> int:
    """Put JSON first, then forms, then what is only bytes to us."""
    for place, word in enumerate(("json", "multipart/form-data", "x-www-form-urlencoded")):
        if word in media_type:
            return place
    return _BYTES


def _members(
    parsed: Parsed, schema: Mapping[str, Any], others: set[str]
) -> tuple[ParameterView, ...]:
    required = set(schema.get("required", ()))
    views: list[ParameterView] = []
    for wire, member in schema["properties"].items():
        taken = {*_CALL_ARGUMENTS, *others, *(view.name for view in views)}
        described = resolve(parsed.document, member)
        text = mapping(member).get("description", "")
        views.append(
            ParameterView(
                wire=wire,
                name=member_name(wire, taken),
                shape=parsed.shapes.of(member),
                required=wire in required,
                text=prose(text or described.get("description", ""), 16),
                is_file=described.get("format") == "binary",
            )
        )
    return tuple(views)


def _component(schema: Any) -> str | None:
    return reference_of(schema) or None


def _is_repeatable(document: dict[str, Any], method: str, operation: Mapping[str, Any]) -> bool:
    """
    Return whether an operation may be repeated after any failure that may pass.

    It may where it changes nothing, or where `x-speakeasy-retries` lists server errors; where
    the description says neither, the HTTP method decides.
    """
    if operation.get("x-contract-safe") is True:
        return True
    retries = mapping(operation.get("x-speakeasy-retries", document.get("x-speakeasy-retries")))
    statuses = sequence(retries.get("statusCodes"))
    if not statuses:
        return method in _REPEATABLE
    return any(str(status).upper().startswith("5") for status in statuses)


def _credential(document: dict[str, Any], operation: Mapping[str, Any]) -> str | None:
    needs = sequence(operation.get("security", document.get("security", [])))
    if not needs or {} in needs:
        return None
    schemes = mapping(mapping(document.get("components")).get("securitySchemes"))
    for alternative in needs:
        names = list(mapping(alternative))
        if len(names) == 1 and is_bearer(schemes.get(names[0])):
            return str(names[0])
    raise GenerationError(
        f"{operation.get('operationId')} needs {' or '.join(' and '.join(one) for one in needs)}; "
        "the client speaks bearer tokens only, so name such a scheme by an overlay"
    )


def _reconcile(document: dict[str, Any], operation: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the method that lists what was created, and the member that tags it."""
    stated = mapping(operation.get("x-contract-reconcile"))
    if not stated or not _is_tagged(document, operation, str(stated["tags"])):
        return None
    for item in mapping(document.get("paths")).values():
        for other in mapping(item).values():
            found = mapping(other)
            filters = {mapping(one).get("name") for one in sequence(found.get("parameters"))}
            if found.get("operationId") == stated.get("list") and stated["tags"] in filters:
                name = found.get("x-speakeasy-name-override") or str(stated["list"])
                return method_name(str(name)), member_name(str(stated["tags"]))
    return None


def _items(schema: dict[str, Any], operation: Mapping[str, Any]) -> str:
    """Return the one member of a page that is a list."""
    lists = [
        name
        for name, member in mapping(schema["properties"]).items()
        if mapping(member).get("type") == "array"
    ]
    if len(lists) != 1:
        raise GenerationError(
            f"{operation.get('operationId')} is said to be a list in pages, and its answer has "
            f"{len(lists)} lists; name the one by x-speakeasy-pagination's nextCursor"
        )
    return lists[0]


def _is_tagged(document: dict[str, Any], operation: Mapping[str, Any], member: str) -> bool:
    """Return whether both the request and what it creates have the member that tags them."""
    answer, _ = _answer(document, operation, str(operation.get("operationId")))
    content = mapping(resolve(document, operation.get("requestBody")).get("content"))
    body = mapping(content.get("application/json")).get("schema")
    return all(
        member in mapping(resolve(document, schema).get("properties")) for schema in (answer, body)
    )


def _paging(parsed: Parsed, operation: Mapping[str, Any], answer: Any) -> PagingView | None:
    """Return how a list is continued, from `x-speakeasy-pagination` in its cursor form."""
    stated = operation.get("x-speakeasy-pagination")
    schema = resolve(parsed.document, answer)
    if not stated or stated.get("type") != "cursor" or "properties" not in schema:
        return None
    if not stated.get("inputs") or not stated.get("outputs"):
        raise GenerationError(
            f"{operation.get('operationId')}: x-speakeasy-pagination lacks inputs or outputs, "
            "so the list cannot be followed; state both"
        )
    inputs = [mapping(one) for one in sequence(stated.get("inputs"))]
    parameter = next((str(one["name"]) for one in inputs if one.get("type") == "cursor"), "after")
    path = str(mapping(stated.get("outputs")).get("nextCursor", "")).removeprefix("$.")
    items, _, key = path.partition("[-1].")
    member = None if key else path or None
    if not key:
        items, key = _items(schema, operation), "id"
    listed = mapping(schema["properties"].get(items)).get("items", {})
    return PagingView(parameter, items, member, key, parsed.shapes.of(listed))
