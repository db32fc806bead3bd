"""Credentials compared: what an operation asks for, and what the schemes say."""

import json
from typing import Any

from fine_tuning_contract.description.json_values import array_in, is_object, object_in

from .changes import Verdicts
from .journal import Journal, Scene, alike
from .schemas import compare_rest

_NOTHING: dict[str, Any] = {}


def compare_needs(scene: Scene, old: Any, new: Any) -> None:
    """Compare the alternatives of credentials that an operation takes."""
    there = scene.inside("security").named(f"{scene.where}: credentials")
    before, after = _alternatives(old), _alternatives(new)
    came, went = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    for each in came:
        there.tell("security-alternative-added", "wider", f"{after[each]} is enough")
    for each in went:
        there.tell("security-alternative-removed", "narrower", f"{before[each]} is not enough")
    if not came and not went and not alike(old, new):
        there.tell("spelling-changed", "words", "credentials are written another way")


def compare_schemes(journal: Journal) -> None:
    """Compare how each credential is sent."""
    before, after = (
        object_in(side.content, "components", "securitySchemes")
        for side in (journal.old, journal.new)
    )
    for name in sorted(before.keys() & after.keys()):
        at = f"/components/securitySchemes/{name}"
        scene = Scene(journal, "", "request", f"credential {name}", at, at)
        old, new = (object_in(side, name) for side in (before, after))
        told = scene.inside("description")
        told.differ("description-changed", "words", old.get("description"), new.get("description"))
        keys = (old.keys() | new.keys()) - {"description"}
        for key in sorted(each for each in keys if not each.startswith("x-")):
            scene.inside(key).differ("security-scheme-changed", "other", old.get(key), new.get(key))
        compare_rest(scene, _extensions(old), _extensions(new), frozenset())


def compare_unused_schemes(journal: Journal) -> None:
    """Tell of a credential that came or went and that no operation asks for."""
    before, after = (
        object_in(side.content, "components", "securitySchemes")
        for side in (journal.old, journal.new)
    )
    for name in sorted(before.keys() ^ after.keys()):
        at = f"/components/securitySchemes/{name}"
        scene = Scene(journal, "", "request", f"credential {name}", at, at)
        rule = "security-scheme-added" if name in after else "security-scheme-removed"
        message = "it is described" if name in after else "it is described no more"
        scene.tell(rule, "words", message, verdicts=Verdicts("none", "none", "none"))


def _extensions(scheme: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in scheme.items() if key.startswith("x-")}


def _alternatives(stated: Any) -> dict[str, str]:
    """Return each alternative as a key and in words; none stated is that nothing is asked for."""
    found = [each for each in array_in({"it": stated}, "it") if is_object(each)] or [_NOTHING]
    return {
        json.dumps(_sorted(each), sort_keys=True, default=str): _in_words(each) for each in found
    }


def _sorted(alternative: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(map(str, array_in(alternative, name))) for name in sorted(alternative)}


def _in_words(alternative: dict[str, Any]) -> str:
    names = [
        f"{name} ({', '.join(map(str, scopes))})" if scopes else name
        for name in sorted(alternative)
        for scopes in [array_in(alternative, name)]
    ]
    return " with ".join(names) or "no credential"
