"""A schema as Python sees it: its annotation, what may be given for it, and how it is read."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from .json_values import mapping, sequence
from .names import class_name, literal

_SCALARS = {
    "string": ("str", "_k.STRING"),
    "integer": ("int", "_k.INTEGER"),
    "number": ("float", "_k.NUMBER"),
    "boolean": ("bool", "_k.BOOLEAN"),
    "null": ("None", "_k.NULL"),
}
_PREFIX = "#/components/schemas/"
_FEWEST_VARIANTS = 2


@frozen
class Shape:
    """
    How a schema appears in generated code.

    `annotation` is what reading gives, `accepts` what a caller may pass, `kind` the
    expression that reads and writes it, `names` the generated names that the annotations use.
    """

    annotation: str
    accepts: str
    kind: str
    names: frozenset[str] = frozenset()

    @property
    def structured(self) -> bool:
        """Whether reading makes objects."""
        return "_k.Object(" in self.kind

    @property
    def nullable(self) -> bool:
        """Whether null is among its values."""
        return (
            self.kind.startswith(("_k.nullable", "_k.ANYTHING", "_k.NULL")) or "None" in self.kind
        )


@frozen
class Shapes:
    """All schemas of a description, by name. Names are those of `components/schemas`."""

    schemas: Mapping[str, Any]
    _open: list[str] = field(factory=list[str], repr=False)

    def of(self, stated: Any) -> Shape:
        """Return the shape of a schema."""
        schema = mapping(stated)
        if "$ref" in schema:
            return self._of_component(reference_of(schema))
        if "const" in schema:
            return _literals((schema["const"],), open_=False)
        if "enum" in schema:
            return _literals(tuple(schema["enum"]), open_=True)
        branches = sequence(schema.get("oneOf")) or sequence(schema.get("anyOf"))
        return self._of_branches(branches) if branches else self._of_type(schema)

    def _of_component(self, name: str) -> Shape:
        schema = self.schemas[name]
        if is_model(schema):
            found = class_name(name)
            accepts = f"{found} | Mapping[str, Any]"
            return Shape(found, accepts, f"_k.Object(lambda: _m.{found})", frozenset({found}))
        if is_enum(schema):
            return _named_enum(name)
        if name in self._open:
            return _ANYTHING
        self._open.append(name)
        shape = self.of(schema)
        self._open.remove(name)
        if is_union(schema):
            alias = class_name(name)
            accepts = shape.accepts.replace(shape.annotation, alias)
            return Shape(alias, accepts, shape.kind, shape.names | {alias})
        return shape

    def _of_type(self, schema: dict[str, Any]) -> Shape:
        types = schema.get("type")
        if isinstance(types, list):
            return self._of_branches([{**schema, "type": kind} for kind in sequence(types)])
        if types == "array":
            return _list_of(self.of(schema.get("items")))
        if types == "object":
            return _map_of(self.of(schema.get("additionalProperties")))
        if types == "string" and schema.get("format") == "binary":
            return Shape("Any", "FileContent", "_k.BINARY")
        if types not in _SCALARS:
            return _ANYTHING
        annotation, kind = _SCALARS[types]
        return Shape(annotation, annotation, kind)

    def _of_branches(self, branches: list[Any]) -> Shape:
        some = [branch for branch in branches if not _is_null(branch)]
        shape = self._united(some) if some else _NULL
        if len(some) == len(branches):
            return shape
        return Shape(
            f"{shape.annotation} | None",
            f"{shape.accepts} | None",
            f"_k.nullable({shape.kind})",
            shape.names,
        )

    def _united(self, branches: list[Any]) -> Shape:
        shapes = [self.of(branch) for branch in branches]
        if len(shapes) == 1:
            return shapes[0]
        annotations = _unique(shape.annotation for shape in shapes)
        kind = self._tagged(branches, shapes) or _any_of(shapes)
        tagged = kind.startswith("_k.Tagged")
        return Shape(
            " | ".join([*annotations, *(["Unrecognized"] if tagged else [])]),
            " | ".join(_unique(shape.accepts for shape in shapes)),
            kind,
            frozenset[str]().union(*(shape.names for shape in shapes)),
        )

    def _tagged(self, branches: list[Any], shapes: list[Shape]) -> str | None:
        """Return the kind of a union whose variants are objects, each with a tag of its own."""
        models = [self._model(branch) for branch in branches]
        if len(models) < _FEWEST_VARIANTS or None in models:
            return None
        for tag in _members(models[0]):
            values = [_constant(_members(model).get(tag)) for model in models]
            if None not in values and len(set(values)) == len(values):
                variants = ", ".join(
                    f"{literal(value)}: {shape.kind}"
                    for value, shape in zip(values, shapes, strict=True)
                )
                return f"_k.Tagged({literal(tag)}, {{{variants}}})"
        return None

    def _model(self, schema: Any) -> dict[str, Any] | None:
        """Return the object schema behind a reference, if there is one."""
        found = mapping(self.schemas.get(reference_of(schema)))
        return found if is_model(found) else None


def reference_of(schema: Any) -> str:
    """Return the name of the component that a schema refers to, or an empty one."""
    return str(mapping(schema).get("$ref", "")).removeprefix(_PREFIX)


def is_model(schema: Any) -> bool:
    """Return whether a component becomes a class: an object with described members."""
    return bool(mapping(schema).get("properties"))


def is_enum(schema: Any) -> bool:
    """Return whether a component becomes a set of named values."""
    return "enum" in mapping(schema) and not is_model(schema)


def is_union(schema: Any) -> bool:
    """Return whether a component becomes a name for several types."""
    return bool(mapping(schema).get("oneOf") or mapping(schema).get("anyOf"))


_ANYTHING = Shape("Any", "Any", "_k.ANYTHING")
_NULL = Shape("None", "None", "_k.NULL")


def _literals(values: tuple[Any, ...], *, open_: bool) -> Shape:
    """Return the shape of some values; an open one also takes values that are not among them."""
    shown = ", ".join(literal(value) for value in values)
    known = f"Literal[{shown}]"
    wider = _unique(_python_type(value) for value in values) if open_ else []
    annotation = " | ".join([known, *wider])
    return Shape(annotation, annotation, f"_k.OneOf(frozenset({{{shown}}}))")


def _named_enum(name: str) -> Shape:
    found = class_name(name)
    return Shape(found, found, f"_k.OneOf(_m.{found}Values)", frozenset({found}))


def _python_type(value: object) -> str:
    return "None" if value is None else type(value).__name__


def _list_of(item: Shape) -> Shape:
    return Shape(
        f"list[{item.annotation}]",
        f"Sequence[{item.accepts}]",
        f"_k.ListOf({item.kind})",
        item.names,
    )


def _map_of(value: Shape) -> Shape:
    return Shape(
        f"dict[str, {value.annotation}]",
        f"Mapping[str, {value.accepts}]",
        f"_k.MapOf({value.kind})",
        value.names,
    )


def _any_of(shapes: list[Shape]) -> str:
    return f"_k.AnyOf(({', '.join(shape.kind for shape in shapes)},))"


def _is_null(schema: Any) -> bool:
    return mapping(schema).get("type") == "null"


def _members(schema: dict[str, Any] | None) -> dict[str, Any]:
    return mapping(mapping(schema).get("properties"))


def _constant(schema: Any) -> Any:
    stated = mapping(schema)
    values = sequence(stated.get("enum"))
    return stated.get("const", values[0] if len(values) == 1 else None)


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
