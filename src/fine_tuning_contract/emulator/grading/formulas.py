"""Formulas over the scores of graders, evaluated without handing anything to Python's eval."""

import ast
import math
import re
from collections.abc import Callable, Mapping

import attrs

from fine_tuning_contract.emulator.grading.flags import GradingError

_LONGEST = 4096
_DEEPEST = 50
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[^\W0-9]\w*)|(?P<mark>[-+*/^(),]))"
)
_OPERATORS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
    ast.Pow: math.pow,
}
_FUNCTIONS: Mapping[str, Callable[[list[float]], float]] = {
    "min": min,
    "max": max,
    "abs": lambda found: abs(found[0]),
    "floor": lambda found: float(math.floor(found[0])),
    "ceil": lambda found: float(math.ceil(found[0])),
    "exp": lambda found: math.exp(found[0]),
    "sqrt": lambda found: math.sqrt(found[0]),
    "log": lambda found: math.log(found[0]),
}
_SEVERAL = ("min", "max")


@attrs.frozen
class Formula:
    """A formula that can be read; `names` are the variables it needs."""

    tree: ast.expr
    names: Mapping[str, str]

    def value(self, scores: Mapping[str, float]) -> float:
        """Return the formula's value for some scores; raises GradingError."""
        values = {symbol: _score(scores, name) for symbol, name in self.names.items()}
        try:
            result = _value(self.tree, values)
        except (ArithmeticError, ValueError) as fault:
            raise GradingError("other_error", f"the formula has no value: {fault}") from fault
        if not math.isfinite(result):
            raise GradingError("other_error", "the formula has no finite value")
        return result


def parse(text: str) -> Formula:
    """Read a formula; raises GradingError with what is wrong."""
    if len(text) > _LONGEST:
        raise _unreadable(f"it has more than {_LONGEST} characters")
    names: dict[str, str] = {}
    source = " ".join(_translated(text, names))
    try:
        tree = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise _unreadable("it is not a formula") from fault
    _check(tree, 0)
    return Formula(tree, names)


def _unreadable(reason: str) -> GradingError:
    return GradingError("formula_parse_error", reason)


def _translated(text: str, names: dict[str, str]) -> list[str]:
    """
    Return the formula's tokens as Python writes them.

    Variables become symbols of our own, since a grader may well be called `if`.
    """
    tokens: list[str] = []
    position = 0
    while text[position:].strip():
        found = _TOKEN.match(text, position)
        if found is None:
            raise _unreadable(f"it cannot be read from {text[position:].strip()[:20]!r} on")
        position = found.end()
        tokens.append(_token(found, text[position:].lstrip(), names))
    return tokens


def _token(found: re.Match[str], rest: str, names: dict[str, str]) -> str:
    name = found["name"]
    if name is None:
        # 1e999 would be infinite and 007 is not Python: a float's own notation is both safe.
        return found["mark"].replace("^", "**") if found["mark"] else repr(float(found["number"]))
    if rest.startswith("("):
        return name if name in _FUNCTIONS else _refuse_function(name)
    symbol = f"v{len(names)}"
    return next((known for known, meant in names.items() if meant == name), None) or (
        names.setdefault(symbol, name) and symbol
    )


def _refuse_function(name: str) -> str:
    raise _unreadable(f"there is no function {name!r}")


def _check(node: ast.expr, depth: int) -> None:
    if depth > _DEEPEST:
        raise _unreadable(f"it nests deeper than {_DEEPEST} levels")
    match node:
        case ast.Constant(value=float()) | ast.Name():
            return
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
            _check(operand, depth + 1)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            _check(left, depth + 1)
            _check(right, depth + 1)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            _check_call(name, arguments, depth)
        case _:
            raise _unreadable("it is not a formula")


def _check_call(name: str, arguments: list[ast.expr], depth: int) -> None:
    if not arguments or (len(arguments) > 1 and name not in _SEVERAL):
        raise _unreadable(f"{name} does not take {len(arguments)} arguments")
    for argument in arguments:
        _check(argument, depth + 1)


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=float() as number):
            return number
        case ast.Name(id=symbol):
            return values[symbol]
        case ast.UnaryOp(op=op, operand=operand):
            value = _value(operand, values)
            return -value if isinstance(op, ast.USub) else value
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value(left, values), _value(right, values))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _FUNCTIONS[name]([_value(argument, values) for argument in arguments])
        case _:
            raise _unreadable("it is not a formula")


def _score(scores: Mapping[str, float], name: str) -> float:
    if name not in scores:
        raise GradingError("invalid_variable_error", f"the formula names {name!r}, no grader does")
    return scores[name]
