"""What is sent and answered, compared: parameters, bodies, answers and their headers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fine_tuning_contract.description.json_values import array_in, is_object, object_in
from fine_tuning_contract.description.pointers import pointer_to

from . import schemas
from .changes import Effect, Verdicts
from .journal import Scene, alike
from .schemas import compare_rest
from .sides import Side

if TYPE_CHECKING:
    from .operations import Operation

_WORDS = {"description": "description-changed", "example": "example-changed"}
_PLURAL = {**_WORDS, "examples": "example-changed"}
_STYLES = {
    "query": ("form", True),
    "cookie": ("form", True),
    "path": ("simple", False),
    "header": ("simple", False),
}
_SPELT = ("style", "explode", "allowReserved", "allowEmptyValue")
_ANYTHING: dict[str, Any] = {}

Located = tuple[dict[str, Any], str]
Parameters = dict[tuple[str, str], Located]


def compare_parameters(
    scene: Scene, old: "Operation", new: "Operation", renamed: Mapping[str, str]
) -> None:
    """Compare the parameters of an operation, those of its path included."""
    before = _parameters(scene.journal.old, old)
    after = _parameters(scene.journal.new, new)
    for one, other in renamed.items():
        if one != other and ("path", one) in before and ("path", other) in after:
            message = f"{one} is {other} now"
            there = _parameter_scene(
                scene, ("path", other), before["path", one], after["path", other]
            )
            there.tell("parameter-renamed", "words", message, callers="breaking")
            before["path", other] = before.pop(("path", one))
    for key in sorted(before.keys() | after.keys()):
        there = _parameter_scene(scene, key, before.get(key), after.get(key))
        if key not in before:
            _parameter_came(there, after[key][0])
        elif key not in after:
            _parameter_went(there, before[key][0])
        else:
            _compare_parameter(there, key[0], before[key][0], after[key][0])


def compare_bodies(scene: Scene, old: Any, new: Any) -> None:
    """Compare what is sent to an operation."""
    there = scene.inside("requestBody").named(f"{scene.where}: body")
    if old is None and new is None:
        return
    if old is None or new is None:
        before, after, there = _objects(there, old, new)
        required = bool((after if old is None else before).get("required"))
        effect: Effect = "narrower" if (old is None) == required else "wider"
        rule = "body-added" if old is None else "body-removed"
        message = "a body is sent now" if old is None else "no body is sent any more"
        there.tell(rule, effect, message, callers=None if old is None else "breaking")
        return
    before, after, there = _objects(there, old, new)
    _required(there, "body", before, after)
    _compare_words(there, before, after, _WORDS)
    _compare_content(there, before, after)
    compare_rest(there, before, after, frozenset({"required", "content", *_WORDS}))


def compare_answers(scene: Scene, before: dict[str, Any], new: dict[str, Any]) -> None:
    """Compare the answers of an operation, status by status."""
    after = object_in(new, "responses")
    answers = scene.towards("response")
    for status in sorted(before.keys() | after.keys()):
        if status.startswith("x-"):
            compare_rest(answers, _only(before, status), _only(after, status), frozenset())
            continue
        there = answers.inside("responses", status).named(f"{scene.where}: answer {status}")
        if status not in before or status not in after:
            _answer_came_or_went(there, status, came=status in after)
        else:
            _compare_answer(there, before[status], after[status])


def _objects(scene: Scene, old: Any, new: Any) -> tuple[dict[str, Any], dict[str, Any], Scene]:
    """Return what two references lead to, as objects, and the scene there."""
    before, after, there = scene.resolved(old, new)
    return object_in({"it": before}, "it"), object_in({"it": after}, "it"), there


def _only(whole: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: whole[key]} if key in whole else {}


def _answer_came_or_went(scene: Scene, status: str, *, came: bool) -> None:
    success = status[:1] in {"1", "2", "3"}
    kind = "success" if success else "error"
    rule = f"{kind}-{'added' if came else 'removed'}"
    message = f"the answer {status} is {'new' if came else 'gone'}"
    effect: Effect = "wider" if came else "narrower"
    if success:
        scene.tell(rule, effect, message)
    else:
        # Clients have to reckon with any error, described or not.
        scene.tell(rule, effect, message, verdicts=Verdicts("safe", "safe", "safe"))


def _compare_answer(scene: Scene, old: Any, new: Any) -> None:
    before, after, there = _objects(scene, old, new)
    _compare_words(there, before, after, _WORDS)
    _compare_content(there, before, after)
    _compare_headers(there, object_in(before, "headers"), object_in(after, "headers"))
    _compare_links(there, object_in(before, "links"), object_in(after, "links"))
    handled = frozenset({"content", "headers", "links", *_WORDS})
    compare_rest(there, before, after, handled)


def _compare_headers(scene: Scene, before: dict[str, Any], after: dict[str, Any]) -> None:
    for name in sorted(before.keys() | after.keys()):
        there = scene.inside("headers", name).named(f"{scene.where}: header {name}")
        old, new, there = _objects(there, before.get(name), after.get(name))
        if name not in before:
            there.tell("header-added", "narrower", "the header is new", callers="none")
        elif name not in after:
            there.tell("header-removed", "wider", "the header is gone", callers="none")
        else:
            _compare_parameter(there, "header", old, new, name="header")


def _compare_links(scene: Scene, before: dict[str, Any], after: dict[str, Any]) -> None:
    for name in sorted(before.keys() | after.keys()):
        there = scene.inside("links", name).named(f"{scene.where}: link {name}")
        old, new, there = there.resolved(before.get(name), after.get(name))
        there.differ("link-changed", "words", old, new)


def _compare_content(scene: Scene, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    before, after = object_in(old, "content"), object_in(new, "content")
    for name in sorted(before.keys() | after.keys()):
        there = scene.inside("content", name).named(f"{scene.where}: {name}")
        if name not in before:
            there.tell("media-type-added", "wider", f"{name} is new")
        elif name not in after:
            there.tell("media-type-removed", "narrower", f"{name} is gone")
        else:
            _compare_media(there, object_in(before, name), object_in(after, name))


def _compare_media(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    _compare_schemas(scene, old, new)
    _compare_words(scene, old, new, _PLURAL)
    compare_rest(scene, old, new, frozenset({"schema", *_PLURAL}))


def _compare_schemas(scene: Scene, old: dict[str, Any], new: dict[str, Any]) -> None:
    there = scene.inside("schema").named(scene.where)
    if ("schema" in old) != ("schema" in new):
        came = "schema" in new
        rule, effect = ("schema-added", "narrower") if came else ("schema-removed", "wider")
        there.tell(rule, effect, f"a schema is {'stated' if came else 'no longer stated'}")  # type: ignore[arg-type] # one of two
    elif "schema" in old:
        schemas.compare(there, old["schema"], new["schema"])


def _parameters(side: Side, operation: "Operation") -> Parameters:
    item = pointer_to("paths", operation.path)
    places = [
        *((each, f"{item}/parameters/{n}") for n, each in _numbered(operation.item)),
        *((each, f"{operation.at}/parameters/{n}") for n, each in _numbered(operation.stated)),
    ]
    found: Parameters = {}
    for stated, at in places:
        target, there = side.resolve(stated, at)
        if is_object(target):
            kind, name = str(target.get("in")), str(target.get("name"))
            # Names of headers are the same in any case.
            found[kind, name.lower() if kind == "header" else name] = target, there
    return found


def _numbered(part: dict[str, Any]) -> list[tuple[int, Any]]:
    return list(enumerate(array_in(part, "parameters")))


def _parameter_scene(
    scene: Scene, key: tuple[str, str], old: Located | None, new: Located | None
) -> Scene:
    kind, name = key
    named = scene.named(f"{scene.where}: {kind} parameter {name}")
    return named.standing(old[1] if old else "", new[1] if new else "")


def _parameter_came(scene: Scene, new: dict[str, Any]) -> None:
    if new.get("required"):
        scene.tell("required-parameter-added", "narrower", "a required parameter is new")
    else:
        scene.tell("parameter-added", "wider", "an optional parameter is new")


def _parameter_went(scene: Scene, old: dict[str, Any]) -> None:
    if old.get("required"):
        # Those who still send it are refused, or not understood.
        verdicts = Verdicts("breaking", "breaking", "safe")
        message = "a required parameter is gone"
        scene.tell("required-parameter-removed", "wider", message, verdicts=verdicts)
    else:
        scene.tell("parameter-removed", "narrower", "an optional parameter is gone")


def _compare_parameter(
    scene: Scene, kind: str, old: dict[str, Any], new: dict[str, Any], *, name: str = "parameter"
) -> None:
    _required(scene, name, old, new)
    _deprecated(scene, name, old, new)
    _compare_style(scene, kind, old, new)
    _compare_words(scene, old, new, _PLURAL)
    _compare_schemas(scene, old, new)
    _compare_content(scene, old, new)
    handled = {"name", "in", "required", "deprecated", "schema", "content", *_SPELT, *_PLURAL}
    compare_rest(scene, old, new, frozenset(handled))


def _compare_style(scene: Scene, kind: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    for key in _SPELT:
        if alike(old.get(key), new.get(key)):
            continue
        one, other = _spelt(kind, key, old), _spelt(kind, key, new)
        there = scene.inside(key)
        if alike(one, other):
            there.differ("spelling-changed", "words", old.get(key), new.get(key))
        else:
            there.differ("style-changed", "other", one, other, callers="none")


def _spelt(kind: str, key: str, stated: dict[str, Any]) -> Any:
    style, _ = _STYLES.get(kind, ("form", True))
    style = stated.get("style", style)
    default = {"style": style, "explode": style == "form"}.get(key, False)
    return stated.get(key, default)


def _required(scene: Scene, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    was, is_now = bool(old.get("required")), bool(new.get("required"))
    if was != is_now:
        message = "it is required now" if is_now else "it is no longer required"
        rule = f"{name}-became-{'required' if is_now else 'optional'}"
        scene.tell(rule, "narrower" if is_now else "wider", message)
    elif not alike(old.get("required"), new.get("required")):
        scene.tell("spelling-changed", "words", "`required: false` is written, or no longer")


def _deprecated(scene: Scene, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    was, is_now = bool(old.get("deprecated")), bool(new.get("deprecated"))
    if was != is_now:
        message = "it is deprecated" if is_now else "it is no longer deprecated"
        rule = f"{name}-{'deprecated' if is_now else 'no-longer-deprecated'}"
        scene.tell(rule, "words", message, callers="safe")
    elif not alike(old.get("deprecated"), new.get("deprecated")):
        scene.tell("spelling-changed", "words", "`deprecated: false` is written, or no longer")


def _compare_words(
    scene: Scene, old: Mapping[str, Any], new: Mapping[str, Any], words: Mapping[str, str]
) -> None:
    for key, rule in words.items():
        scene.inside(key).differ(rule, "words", old.get(key), new.get(key))
