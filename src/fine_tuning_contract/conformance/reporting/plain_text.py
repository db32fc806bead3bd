"""Text of strangers, made fit to be shown: what a server sends may hold anything."""

import re
from typing import Any

from fine_tuning_contract.conformance.values import is_list, is_object

# Half of a surrogate pair cannot be encoded, and a browser drops or swaps most controls.
_UNSHOWABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# These turn the direction of the text after them, so that it reads as something else.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """Return a text in which what no page can show stands as its code, such as ⟨U+0000⟩."""
    return _TURNING.sub(_code, _UNSHOWABLE.sub(_code, text))


def shown_throughout(value: Any) -> Any:
    """Return a JSON value with every text in it made fit to be shown."""
    if isinstance(value, str):
        return shown(value)
    if is_object(value):
        return {shown(str(key)): shown_throughout(each) for key, each in value.items()}
    if is_list(value):
        return [shown_throughout(each) for each in value]
    return value


def cut(text: str, longest: int) -> str:
    """Return a text of at most about that many characters, which says how much is left out."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]}… ({len(text) - longest:,} more characters)"


def _code(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"
