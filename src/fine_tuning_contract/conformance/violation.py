"""What a violation is: a small fault that proves that a rule can fail."""

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import attrs

Function = TypeVar("Function", bound=Callable[..., Any])

_MARK = "__contract_violation__"


@attrs.frozen
class Violation:
    """A fault, the rules it breaks, and in one sentence what is wrong."""

    name: str
    breaks: tuple[str, ...]
    what: str
    function: Callable[..., Any]


def breaks(*rule_ids: str) -> Callable[[Function], Function]:
    """Mark a faulty server or client that each of the named rules must catch."""

    def mark(function: Function) -> Function:
        what = inspect.getdoc(function)
        if not what:
            raise TypeError(f"violation {function.__name__} has no docstring; say what is wrong")
        violation = Violation(function.__name__, rule_ids, what, function)
        setattr(function, _MARK, violation)
        return function

    return mark


def violation_of(function: object) -> Violation | None:
    """Return the violation that a function is, or None for any other object."""
    found = getattr(function, _MARK, None)
    return found if isinstance(found, Violation) else None
