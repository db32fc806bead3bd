"""What must hold of a grader beyond its schema."""

import ast
from collections.abc import Iterator, Sequence
from typing import Any, cast

from fine_tuning_contract.emulator.errors import Refused, bad_request
from fine_tuning_contract.emulator.grading import formulas, templates
from fine_tuning_contract.emulator.grading.flags import GradingError

Json = dict[str, Any]
_LARGEST_SOURCE = 256 * 1024
_GRADE_PARAMETERS = 2


def runnable(grader: Json, param: str = "grader") -> None:
    """Refuse a grader that no run could ever give a meaning to."""
    if grader["type"] == "multi":
        for name, member in grader["graders"].items():
            runnable(member, f"{param}.graders.{name}"[:200])
    if grader["type"] == "python" and len(grader["source"].encode()) > _LARGEST_SOURCE:
        raise _invalid(f"{param}.source", f"it is larger than {_LARGEST_SOURCE} bytes")
    if grader["type"] == "label_model":
        _refuse_strange_labels(grader, param)
    if grader["type"] == "score_model":
        _refuse_range(grader, param)


def checked(grader: Json, param: str = "grader") -> Json:
    """Refuse a grader that would always fail, and return it with its defaults."""
    runnable(grader, param)
    _refuse_flaws(grader, param)
    return with_defaults(grader)


def with_defaults(grader: Json) -> Json:
    """Return a grader with what it leaves unsaid."""
    if grader["type"] == "score_model":
        return {**grader, "range": grader.get("range") or [0, 1]}
    if grader["type"] == "multi":
        members = {name: with_defaults(member) for name, member in grader["graders"].items()}
        return {**grader, "graders": members}
    return grader


def _refuse_flaws(grader: Json, param: str) -> None:
    for template in _templates(grader):
        for place in templates.unreadable_places(template):
            raise _invalid(param, f"the template {{{{ {place[:80]} }}}} names no item or sample")
    if grader["type"] == "python":
        _refuse_source(grader["source"], f"{param}.source")
    if grader["type"] == "multi":
        _refuse_formula(grader, param)
        for name, member in grader["graders"].items():
            _refuse_flaws(member, f"{param}.graders.{name}"[:200])


def _refuse_formula(grader: Json, param: str) -> None:
    try:
        formula = formulas.parse(grader["calculate_output"])
    except GradingError as fault:
        raise _invalid(f"{param}.calculate_output", fault.details) from fault
    for name in formula.names.values():
        if name not in grader["graders"]:
            raise _invalid(f"{param}.calculate_output", f"there is no grader {name[:80]!r}")


def _refuse_source(source: str, param: str) -> None:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise _invalid(param, f"it is not Python: {fault}"[:200]) from fault
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    grade = next((node for node in functions if node.name == "grade"), None)
    if grade is None or len(grade.args.args) != _GRADE_PARAMETERS:
        raise _invalid(param, "it must define grade(sample, item)")


def _refuse_strange_labels(grader: Json, param: str) -> None:
    strange = [label for label in grader["passing_labels"] if label not in grader["labels"]]
    if strange:
        raise _invalid(f"{param}.passing_labels", f"{strange[0][:80]!r} is not one of the labels")


def _refuse_range(grader: Json, param: str) -> None:
    bounds: list[float] = grader.get("range") or [0, 1]
    if len(bounds) != 2 or bounds[0] > bounds[1]:  # noqa: PLR2004 - a range has two ends
        raise _invalid(f"{param}.range", "it must hold its lower and its upper end")


def _templates(grader: Json) -> Iterator[str]:
    # Other graders may have members of these names too, since none is closed.
    if grader["type"] in ("string_check", "text_similarity"):
        yield from (grader["input"], grader["reference"])
    if grader["type"] in ("score_model", "label_model"):
        for message in cast("list[Json]", grader["input"]):
            yield from _contents(message["content"])


def _contents(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
        return
    is_list = isinstance(content, list)
    for part in cast("Sequence[Any]", content) if is_list else [content.get("text", "")]:
        yield from _contents(part)


def _invalid(param: str, reason: str) -> Refused:
    return bad_request(f"Invalid '{param}': {reason}.", param, "invalid_grader")
