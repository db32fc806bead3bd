"""Who says what a rule stands on: the provider of the description, or an overlay."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fine_tuning_contract.conformance.address import METHODS
from fine_tuning_contract.conformance.rule import Rule
from fine_tuning_contract.conformance.values import is_list, is_object
from fine_tuning_contract.description.origins import Trace, traces


def origins_of(
    rules: Sequence[Rule], content: Mapping[str, Any], *, source: Path, overlays: Path, root: Path
) -> dict[str, Mapping[str, str]]:
    """
    Return, by rule, who says what it stands on, and where, as `{"by": …, "where": …}`.

    `by` is "provider" or "overlay". Where a rule quotes, the words count, else the place. `content`
    is the normalized description that `source` and `overlays` make; files are named from `root`.
    """
    pointers = {rule.id: pointer_of_claim(content, rule) for rule in rules}
    found = traces(source, sorted(set(pointers.values())), [overlays])
    return {rule_id: _origin(found[pointer], root) for rule_id, pointer in pointers.items()}


def pointer_of_claim(content: Mapping[str, Any], rule: Rule) -> str:
    """Return the JSON pointer of the words that a rule quotes, or of the place that it names."""
    parts = list(_parts(content, rule.spec))
    if rule.says:
        wanted = " ".join(rule.says.split())
        place = _at(content, parts)
        found = next((at for at, text in _texts(place) if wanted in " ".join(text.split())), ())
        parts += found
    return "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in parts)


def _parts(content: Mapping[str, Any], address: str) -> list[str]:
    """Return the keys that lead to an address, with references followed."""
    first, *rest = address.split("/")
    parts = _start(content, first)
    for key in rest:
        parts = _followed(content, parts)
        parts.append(_key(_at(content, parts), key))
    return _followed(content, parts)


def _start(content: Mapping[str, Any], name: str) -> list[str]:
    for path, item in content.get("paths", {}).items():
        for method in METHODS:
            if item.get(method, {}).get("operationId") == name:
                return ["paths", path, method]
    if name in content.get("components", {}).get("schemas", {}):
        return ["components", "schemas", name]
    return ["components", name] if name in content.get("components", {}) else [name]


def _followed(content: Mapping[str, Any], parts: list[str]) -> list[str]:
    place = _at(content, parts)
    while is_object(place) and isinstance(place.get("$ref"), str):
        reference: str = place["$ref"]
        steps = reference.removeprefix("#/").split("/")
        parts = [step.replace("~1", "/").replace("~0", "~") for step in steps]
        place = _at(content, parts)
    return parts


def _key(place: Any, key: str) -> str:
    if is_list(place):
        for number, item in enumerate(place):
            if is_object(item) and item.get("name") == key:
                return str(number)
    return key


def _at(content: Any, parts: Sequence[str]) -> Any:
    place = content
    for part in parts:
        place = place[int(part)] if is_list(place) else place[part]
    return place


def _texts(place: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if is_object(place):
        for key, value in place.items():
            if key in {"description", "summary"} and isinstance(value, str):
                yield (*at, key), value
            else:
                yield from _texts(value, (*at, str(key)))
    elif is_list(place):
        for number, item in enumerate(place):
            yield from _texts(item, (*at, str(number)))


def _origin(trace: Trace, root: Path) -> dict[str, str]:
    prefix = f"{root}/"
    if trace.actions:
        return {"by": "overlay", "where": trace.actions[-1].removeprefix(prefix)}
    return {"by": "provider", "where": (trace.published or "").removeprefix(prefix)}
