"""Rules that a new description asks to be read again: their place or their words are gone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fine_tuning_contract.conformance.address import METHODS, AddressError, is_quoted, look_up


def to_be_read_again(
    rules: Sequence[Mapping[str, Any]], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[str]:
    """
    Yield a line for each rule that lost its place or its words, and each operation without one.

    The rules are entries of the rule book, the descriptions normalized ones.
    """
    for rule in rules:
        spec, says = str(rule["spec"]), rule.get("says")
        if not _stands(new, spec):
            yield f"`{rule['id']}`: `{spec}` is no more in the description; move or retire the rule"
        elif says and not is_quoted(new, spec, str(says)):
            yield f"`{rule['id']}`: its words no longer stand at `{spec}`; read the rule again"
    known = {str(rule["spec"]).partition("/")[0] for rule in rules}
    for name in _operations(new):
        if name not in known and name not in set(_operations(old)):
            yield f"`{name}` is new; no rule is about it yet, its answers are held to their schemas"


def _stands(description: Mapping[str, Any], address: str) -> bool:
    try:
        look_up(description, address)
    except AddressError:
        return False
    return True


def _operations(description: Mapping[str, Any]) -> Iterator[str]:
    for item in description.get("paths", {}).values():
        for method in METHODS:
            if method in item and "operationId" in item[method]:
                yield str(item[method]["operationId"])
