"""What plain YAML scalars mean: the core schema of YAML 1.2, as far as JSON can hold it."""

import math
import re

Scalar = str | int | float | bool | None

_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}

# A leading zero is read as octal by YAML 1.1 and as decimal by 1.2: as neither is what
# every reader sees, such a value stays the text that stands in the file.
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_NUMBER_START = frozenset("-+.0123456789")
LONGEST_NUMBER = 400


def read_plain(text: str) -> Scalar:
    """
    Return the value of a plain (unquoted) scalar.

    Raises ValueError for a number that JSON cannot hold, such as `.inf`.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return _read_number(text) if text[0] in _NUMBER_START else text


def _read_number(text: str) -> Scalar:
    if _NOT_FINITE.fullmatch(text):
        raise ValueError(text)
    for form, base in ((_INTEGER, 10), (_OCTAL, 8), (_HEXADECIMAL, 16)):
        if form.fullmatch(text):
            return _read_integer(text, base)
    return _read_float(text) if _FLOAT.fullmatch(text) else text


def _read_integer(text: str, base: int) -> int:
    # Converting takes quadratic time, and no limit or id of an API has as many digits.
    if len(text) > LONGEST_NUMBER:
        raise ValueError(text[:20] + "…")
    return int(text, base) if base == 10 else int(text[2:], base)  # noqa: PLR2004 # ten is ten


def _read_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
