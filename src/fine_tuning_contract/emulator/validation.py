"""Requests held against the description's schemas, and what is wrong said in the API's words."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, cast

import attrs
import jsonschema_rs

from fine_tuning_contract.emulator.blueprint import Schema
from fine_tuning_contract.emulator.errors import Refused, bad_request

_ARTICLES = {
    "array": "an array",
    "object": "an object",
    "integer": "an integer",
    "number": "a number",
    "string": "a string",
    "boolean": "a boolean",
    "null": "null",
}
_BOUNDS = {
    "minimum": ("below_min_value", "a value >= {0}"),
    "maximum": ("above_max_value", "a value <= {0}"),
    "exclusiveMinimum": ("below_min_value", "a value > {0}"),
    "exclusiveMaximum": ("above_max_value", "a value < {0}"),
}
_SIZES = {
    "minLength": ("below_min_length", "a string with at least {0} characters"),
    "maxLength": ("above_max_length", "a string with at most {0} characters"),
    "minItems": ("below_min_length", "an array with at least {0} items"),
    "maxItems": ("above_max_length", "an array with at most {0} items"),
    "minProperties": ("below_min_properties", "an object with at least {0} properties"),
    "maxProperties": ("above_max_properties", "an object with at most {0} properties"),
}


@attrs.define
class Validators:
    """The compiled schemas, each made when it is first needed."""

    components: Schema
    _compiled: dict[str, jsonschema_rs.Draft202012Validator] = attrs.field(
        factory=dict[str, jsonschema_rs.Draft202012Validator]
    )

    def check(self, key: str, schema: Schema, content: Any, prefix: str = "") -> None:
        """Raise Refused, naming the parameter, if the content does not fit the schema."""
        validator = self._compiled.get(key)
        if validator is None:
            validator = self._compiled[key] = _compile(schema, self.components)
        if not validator.is_valid(content):
            raise _refusal(validator.iter_errors(content), prefix)


def _compile(schema: Schema, components: Schema) -> jsonschema_rs.Draft202012Validator:
    whole = {"allOf": [schema], "components": components}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


@attrs.frozen
class _Fault:
    """One schema error: where it stands, which keyword, and the keyword's value."""

    path: tuple[str | int, ...]
    keyword: str
    limit: Any
    value: Any


def _refusal(errors: Iterable[jsonschema_rs.ValidationError], prefix: str) -> Refused:
    faults = [_deepest(error) for error in errors]
    fault = max(faults, key=lambda one: one.keyword == "required" and len(one.path) == 0)
    return _said(fault, prefix)


def _deepest(error: jsonschema_rs.ValidationError) -> _Fault:
    """Follow unions down to the error in the branch that the caller meant."""
    kind: Any = error.kind
    if kind.name in ("oneOf", "anyOf") and getattr(kind, "context", None):
        branches = [[_deepest(one) for one in branch] for branch in kind.context if branch]
        return _meant(branches)[0]
    # The value is not looked up by the path: empty keys are missing there, and "0" is a number.
    return _Fault(tuple(error.instance_path), kind.name, kind.value, error.instance)


def _meant(branches: list[list[_Fault]]) -> list[_Fault]:
    return max(branches, key=_closeness)


def _closeness(branch: list[_Fault]) -> tuple[bool, bool, int]:
    """Rank a branch: the tag fits, then the JSON type fits, then how deep the error stands."""
    tag_fits = not any(fault.path[-1:] == ("type",) for fault in branch)
    type_fits = not any(fault.keyword == "type" for fault in branch)
    return tag_fits, type_fits, max(len(fault.path) for fault in branch)


def _said(fault: _Fault, prefix: str) -> Refused:
    param = _dotted(prefix, fault.path)
    if fault.keyword == "type":
        return _wrong_type(param, fault)
    if fault.keyword == "required":
        param = _dotted(prefix, (*fault.path, fault.limit))
        message = f"Missing required parameter: '{param}'."
        return bad_request(message, param, "missing_required_parameter")
    if fault.keyword in ("additionalProperties", "unevaluatedProperties"):
        param = _dotted(prefix, (*fault.path, fault.limit[0]))
        return bad_request(f"Unknown parameter: '{param}'.", param, "unknown_parameter")
    if fault.keyword in ("enum", "const"):
        return _unsupported(param, fault)
    return _out_of_bounds(param, fault)


def _wrong_type(param: str, fault: _Fault) -> Refused:
    types = _several(fault.limit)
    expected = " or ".join(sorted((_ARTICLES[name] for name in types), key=_null_last))
    message = (
        f"Invalid type for '{param}': expected {expected},"
        f" but got {_ARTICLES[_type_of(fault.value)]} instead."
    )
    return bad_request(message, param, "invalid_type")


def _several(limit: Any) -> Sequence[Any]:
    return cast("Sequence[Any]", limit) if isinstance(limit, list) else [limit]


def _null_last(name: str) -> bool:
    return name == "null"


def _unsupported(param: str, fault: _Fault) -> Refused:
    options = _several(fault.limit)
    listed = ", ".join(f"'{option}'" for option in options)
    message = f"Invalid value: {_shown(fault.value)}. Supported values are: {listed}."
    return bad_request(message, param, "invalid_value")


def _out_of_bounds(param: str, fault: _Fault) -> Refused:
    if fault.keyword in _BOUNDS:
        suffix, expected = _BOUNDS[fault.keyword]
        kind = "integer" if isinstance(fault.value, int) else "decimal"
        code = f"{kind}_{suffix}"
    elif fault.keyword in _SIZES:
        suffix, expected = _SIZES[fault.keyword]
        code = f"{_type_of(fault.value)}_{suffix}"
    else:
        expected, code = f"a value that fits its {fault.keyword}", "invalid_value"
    wanted = expected.format(fault.limit)
    message = f"Invalid '{param}': expected {wanted}, but got {_shown(fault.value)} instead."
    return bad_request(message, param, code)


def _dotted(prefix: str, path: tuple[str | int, ...]) -> str:
    text = prefix
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")[:200]


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names: dict[type, str] = {dict: "object", list: "array", str: "string", int: "integer"}
    kind: type = value.__class__
    return names.get(kind, "number")


def _shown(value: Any) -> str:
    text = f"'{value}'" if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= 80 else text[:77] + "..."  # noqa: PLR2004 - as long as a line
