"""What the templates of model, enum and union modules are given."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen
from openapi_python_client.parser.openapi import GeneratorData

from .failures import GenerationError
from .json_values import mapping, sequence
from .names import class_name, generators_name, literal, member_name, module_name, prose
from .shapes import Shape, Shapes, is_enum, is_model, is_union, reference_of

_LARGE = 12
_FEWEST_NAMED = 2


@frozen
class EnumView:
    """Some named values, as a type that also takes values it does not know."""

    name: str
    module: str
    text: str
    annotation: str
    values: str


@frozen
class FieldView:
    """One member of a generated class."""

    wire: str
    name: str
    shape: Shape
    required: bool
    default: str | None
    text: str
    secret: bool
    unix_time: bool
    values: tuple[str, ...] = ()
    enum: EnumView | None = None

    @property
    def stored(self) -> str:
        """The name of the slot: structured members have another in front of it."""
        return f"_raw_{self.name}" if self.shape.structured else self.name

    @property
    def nullable(self) -> bool:
        """Whether null is among its values."""
        return self.shape.nullable

    @property
    def annotation(self) -> str:
        """The annotation, with Unset where the member may be absent."""
        return self.shape.annotation if self.required else f"{self.shape.annotation} | Unset"


@frozen
class ModelView:
    """One generated class."""

    name: str
    module: str
    text: str
    fields: tuple[FieldView, ...]
    names: tuple[str, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """The known values of a large object's required fields; in small ones it does not pay."""
        if len(self.fields) < _LARGE:
            return ()
        values = (value for field in self.fields if field.required for value in field.values)
        return tuple(dict.fromkeys(values))


@frozen
class UnionView:
    """A name for several types."""

    name: str
    module: str
    text: str
    annotation: str
    names: tuple[str, ...]


@frozen
class Vocabulary:
    """Everything that `models/` holds."""

    models: tuple[ModelView, ...]
    enums: tuple[EnumView, ...]
    unions: tuple[UnionView, ...]

    @property
    def modules(self) -> dict[str, str]:
        """The module of each name."""
        views: list[ModelView | EnumView | UnionView]
        views = [*self.models, *self.enums, *self.unions]
        return {view.name: view.module for view in sorted(views, key=lambda view: view.name)}


def vocabulary(parsed: GeneratorData, schemas: dict[str, Any], shapes: Shapes) -> Vocabulary:
    """
    Return the classes, enums and unions of a description.

    Raises `GenerationError` where the generator has lost a schema, or where two
    schemas would get one name.
    """
    taken = _names(schemas)
    known = {model.class_info.name for model in parsed.models}
    lost = [name for name, schema in schemas.items() if _lost(name, schema, known)]
    if lost:
        raise GenerationError(
            f"the generator dropped {len(lost)} of {len(schemas)} schemas: {', '.join(lost)}; "
            "see its warnings, and give them a form it can read by an overlay"
        )
    models = tuple(
        _model(name, schema, shapes, taken) for name, schema in schemas.items() if is_model(schema)
    )
    enums = [_enum(name, schema) for name, schema in schemas.items() if is_enum(schema)]
    enums += [field.enum for model in models for field in model.fields if field.enum]
    return Vocabulary(
        models,
        tuple(enums),
        tuple(_union(name, schema, shapes) for name, schema in schemas.items() if is_union(schema)),
    )


def _lost(name: str, schema: Any, known: set[Any]) -> bool:
    return is_model(schema) and generators_name(name) not in known


def _names(schemas: dict[str, Any]) -> set[str]:
    """Return every name that is taken; raises GenerationError where two schemas want one."""
    seen: dict[str, str] = {}
    for name, schema in schemas.items():
        taken = [f"models/{module_name(name)}.py", class_name(name)]
        taken += [f"{class_name(name)}Values"] if is_enum(schema) else []
        for one in taken:
            if one in seen:
                raise GenerationError(
                    f"schemas {seen[one]!r} and {name!r} would both become {one}; "
                    "rename one by an overlay"
                )
            seen[one] = name
    return set(seen)


def _model(name: str, schema: dict[str, Any], shapes: Shapes, names: set[str]) -> ModelView:
    fields: list[FieldView] = []
    for wire, member in schema["properties"].items():
        taken = {view.name for view in fields}
        field = _field(wire, member, shapes, taken, schema)
        fields.append(_with_named_values(field, name, names))
    used = frozenset[str]().union(*(view.shape.names for view in fields))
    return ModelView(
        name=class_name(name),
        module=module_name(name),
        text=prose(schema.get("description") or f"The schema {name}.", 4),
        fields=tuple(fields),
        names=tuple(sorted(used)),
    )


def _field(
    wire: str, schema: Any, shapes: Shapes, taken: set[str], holder: Mapping[str, Any]
) -> FieldView:
    required = wire in sequence(holder.get("required"))
    shape = shapes.of(schema)
    described = mapping(schema)
    constant = described.get("const")
    default = literal(constant) if required and constant is not None else None
    return FieldView(
        wire=wire,
        name=member_name(wire, taken),
        shape=shape,
        required=required,
        default=default if required else "UNSET",
        text=prose(described.get("description") or _pointed_text(described, shapes), 4),
        secret=described.get("x-contract-secret") is True or described.get("format") == "password",
        unix_time=described.get("format") == "unixtime"
        and f"{wire}_datetime" not in holder["properties"],
        values=_texts(described),
    )


def _with_named_values(field: FieldView, model: str, names: set[str]) -> FieldView:
    """Give the values of a field a name that annotations can use, where that name is free."""
    name = f"{model}_{field.wire}"
    wanted = {class_name(name), f"{class_name(name)}Values", f"models/{module_name(name)}.py"}
    if len(field.values) < _FEWEST_NAMED or wanted & names or "None" in field.shape.annotation:
        return field
    names |= wanted
    enum = _enum(name, {"enum": list(field.values), "description": field.text})
    shape = evolve(
        field.shape, annotation=enum.name, accepts=enum.name, names=frozenset({enum.name})
    )
    return evolve(field, shape=shape, enum=enum)


def _texts(schema: dict[str, Any]) -> tuple[str, ...]:
    """Return the texts that a field is known to hold, if they are all known."""
    known = [schema["const"]] if "const" in schema else sequence(schema.get("enum"))
    return tuple(value for value in known if isinstance(value, str))


def _pointed_text(schema: dict[str, Any], shapes: Shapes) -> str:
    for branch in (schema, *sequence(schema.get("anyOf"))):
        pointed = mapping(shapes.schemas.get(reference_of(branch)))
        if pointed.get("description"):
            return str(pointed["description"])
    return ""


def _enum(name: str, schema: dict[str, Any]) -> EnumView:
    shape = Shapes({}).of({"enum": schema["enum"]})
    return EnumView(
        name=class_name(name),
        module=module_name(name),
        text=prose(schema.get("description") or f"The values of {name}.", 0),
        annotation=shape.annotation,
        values=", ".join(literal(value) for value in schema["enum"]),
    )


def _union(name: str, schema: dict[str, Any], shapes: Shapes) -> UnionView:
    shape = Shapes(shapes.schemas).of(schema)
    return UnionView(
        name=class_name(name),
        module=module_name(name),
        text=prose(schema.get("description") or f"What {name} may be.", 0),
        annotation=shape.annotation,
        names=tuple(sorted(shape.names - {class_name(name)})),
    )
