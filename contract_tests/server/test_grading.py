"""Rules for graders of every kind: programs, templates, formulas that go wrong, models."""

from collections.abc import Mapping
from typing import Any

import pytest

from fine_tuning_contract.conformance import Session, must, should
from fine_tuning_contract.conformance.values import is_list, is_object

from .steps import Json

_SAMPLE = "a cat sat"
_HALF = 'def grade(sample, item):\n    return len(sample["output_text"]) / item["size"]\n'
_ASKED: Json = {
    "type": "score_model",
    "name": "asked",
    "model": "gpt-4.1-mini-2025-04-14",
    "input": [{"role": "user", "type": "message", "content": "Rate {{ sample.output_text }}"}],
    "range": [2, 3],
}
_LABELLED: Json = {
    "type": "label_model",
    "name": "labelled",
    "model": "gpt-4.1-mini-2025-04-14",
    "input": [{"role": "user", "type": "message", "content": "Good or bad?"}],
    "labels": ["good", "bad"],
    "passing_labels": ["good"],
}


def string_check(given: str, reference: str) -> Json:
    """Return a grader that demands two texts to be equal."""
    texts = {"input": given, "reference": reference}
    return {"type": "string_check", "name": "check", "operation": "eq", **texts}


def program(source: str) -> Json:
    """Return a grader that runs a program."""
    return {"type": "python", "name": "program", "source": source}


def multi(formula: str, **graders: Json) -> Json:
    """Return a grader that computes one score from those of others."""
    return {"type": "multi", "name": "both", "calculate_output": formula, "graders": graders}


_ONE = string_check("x", "x")
_ALIKE: Json = {
    "type": "text_similarity",
    "name": "alike",
    "input": "{{ sample.output_text }}",
    "reference": "{{ item.text }}",
    "evaluation_metric": "rouge_l",
}
_EVERY_KIND: Mapping[str, Json] = {
    "string check": string_check("{{ sample.output_text }}", "a"),
    "text similarity": _ALIKE,
    "program": program(_HALF),
    "model": _ASKED,
    "multi": multi("0.5 * one + 0.5 * two", one=_ONE, two=_LABELLED),
}


@must(
    "grading-runs-programs",
    spec="GraderPython",
    says="The program defines `grade(sample, item)`, which returns the score as a number.",
    needs="graders",
)
@pytest.mark.parametrize(
    ("source", "score"),
    [
        (_HALF, 0.5),
        (
            'def grade(sample, item):\n    return 1.0 if "dog" in sample["output_text"] else 0.0\n',
            0,
        ),
        ("def grade(sample, item):\n    return 2.5\n", 2.5),
        ("def grade(sample, item):\n    return -1\n", -1),
    ],
    ids=["of sample and item", "nothing", "above one", "below zero"],
)
def test_program_computes_the_score(api: Session, source: str, score: float) -> None:
    """
    A program is given the sample and the item, and its number is the score.

    What no other grader can say is said in a program; it must be the one that runs.
    """
    result = _run(api, program(source), item={"size": 18})

    assert result["reward"] == pytest.approx(score)
    assert _flags(result) == []


@should("grading-refuses-programs-without-grade", spec="GraderPython", needs="graders")
@pytest.mark.parametrize(
    "source",
    ["def score(sample, item):\n    return 1\n", "def grade(sample, item) return 1\n", ""],
    ids=["another name", "no Python", "nothing"],
)
def test_program_without_a_grade_is_refused(api: Session, source: str) -> None:
    """
    A program that does not define `grade`, or cannot be read, is refused when it is validated.

    It would fail with every sample of a training.
    """
    api.call("validateGrader", json={"grader": program(source)}, expect=400)


@must(
    "grading-survives-programs",
    spec="GraderPython",
    says="If it raises an exception, the score is 0 and `python_grader_runtime_error` is true.",
    needs="graders",
)
def test_program_that_raises_scores_nothing(api: Session) -> None:
    """
    A program that raises an exception scores 0, and its flag is up.

    One odd answer of the model must not end a training of days.
    """
    result = _run(api, program('def grade(sample, item):\n    return item["no such key"]\n'))

    assert result["reward"] == 0
    assert result["metadata"]["errors"]["python_grader_runtime_error"] is True


@must(
    "grading-fills-every-template",
    spec="RunGraderRequest/properties/item",
    says="A template reads it as `{{ item.key }}`",
    needs="graders",
)
@pytest.mark.parametrize(
    ("given", "filled"),
    [
        ("{{ item.a }} and {{item.b}}", "x and y"),
        ("{{ item.a }}{{ item.a }}", "xx"),
        ("{{ item.n }} apples", "5 apples"),
        ("no template", "no template"),
        ("{{ item.a }}: {{ sample.output_text }}", f"x: {_SAMPLE}"),
    ],
    ids=["two", "twice", "number", "none", "item and sample"],
)
def test_every_template_in_a_text_is_filled(api: Session, given: str, filled: str) -> None:
    """
    Every template in a text is filled in, and what stands around it is kept.

    A grader that compares half a sentence rewards half an answer.
    """
    result = _run(api, string_check(given, filled), item={"a": "x", "b": "y", "n": 5})

    assert result["reward"] == 1


@should("grading-fills-only-once", spec="RunGraderRequest/properties/item", needs="graders")
def test_filled_in_text_is_no_template(api: Session) -> None:
    """
    What was filled in is not read as a template again.

    A line of training data, or the model itself, could otherwise write its own reward.
    """
    item = {"trick": "{{ sample.output_text }}"}
    result = _run(api, string_check("{{ item.trick }}", "{{ sample.output_text }}"), item=item)

    assert result["reward"] == 0


@must(
    "grading-flags-what-is-not-there",
    spec="runGrader",
    says="is still answered with 200, and the matching flag of `errors` is true",
    needs="graders",
)
@pytest.mark.parametrize(
    "grader",
    [
        string_check("{{ sample.output_json.answer }}", "x"),
        string_check("{{ item.list[7] }}", "x"),
        multi("one", one=string_check("{{ item.nothing }}", "x")),
    ],
    ids=["sample that is no JSON", "index beyond the end", "inside another"],
)
def test_grader_that_finds_nothing_raises_a_flag(api: Session, grader: Json) -> None:
    """
    A grader that looks for something which is not there is answered with 200 and a flag.

    A score of 0 alone looks like a wrong answer of the model.
    """
    result = _run(api, grader, item={"list": ["a"]})

    assert _flags(result)


@should("grading-raises-the-matching-flag", spec="runGrader", needs="graders")
@pytest.mark.parametrize(
    ("looked_for", "flag"),
    [
        ("{{ sample.output_json.answer }}", "sample_parse_error"),
        ("{{ item.nothing }}", "invalid_variable_error"),
    ],
    ids=["sample that is no JSON", "unknown member"],
)
def test_flag_tells_what_was_not_there(api: Session, looked_for: str, flag: str) -> None:
    """
    The flag that is raised is the one for what went wrong.

    Whether the data or the model is to be mended is read from its name.
    """
    result = _run(api, string_check(looked_for, "x"), item={"list": ["a"]})

    assert flag in _flags(result)


@should(
    "grading-outlasts-formulas", spec="GraderMulti/properties/calculate_output", needs="graders"
)
@pytest.mark.parametrize(
    "formula",
    ["unknown + 1", "one +", "one / 0", "log(0)", "sqrt(0 - one)", '__import__("os")', "9 ^ 9 ^ 9"],
    ids=["variable", "cut off", "zero", "logarithm", "root", "program", "too large"],
)
def test_formula_that_cannot_be_computed_is_told(api: Session, formula: str) -> None:
    """
    A formula that cannot be computed is refused, or scores with a flag up; it is never run.

    A score that is no number spreads through all weights of the model.
    """
    body = {"grader": multi(formula, one=_ONE), "item": {}, "model_sample": _SAMPLE}
    answer = api.call("runGrader", json=body, expect=(200, 400))

    assert answer.status == 400 or _flags(answer.json)


@must(
    "grading-needs-no-item",
    spec="RunGraderRequest/required",
    needs="graders",
)
def test_grader_runs_without_an_item(api: Session) -> None:
    """
    A grader that needs no item runs without one.

    Not every sample belongs to a line of data.
    """
    grader = string_check("{{ sample.output_text }}", _SAMPLE)
    result = api.call("runGrader", json={"grader": grader, "model_sample": _SAMPLE}).json

    assert result["reward"] == 1


@must(
    "grading-names-no-model-without-one",
    spec="RunGraderResponseMetadata/properties/sampled_model_name",
    says="null if none was",
    needs="graders",
)
def test_grader_without_a_model_names_none(api: Session) -> None:
    """
    A grader that asks no model names none, took no tokens and has no scores inside.

    Costs are added up by model.
    """
    result = _run(api, _ONE)
    told = (result["metadata"]["sampled_model_name"], result["metadata"]["token_usage"])

    assert told == (None, None)
    assert (result["sub_rewards"], result["model_grader_token_usage_per_model"]) == ({}, {})


@must(
    "grading-stays-in-range",
    spec="GraderScoreModel",
    says="A score outside `range` is moved to its nearest bound",
    needs="graders",
)
def test_score_of_a_model_lies_in_its_range(api: Session) -> None:
    """
    The score that a model gives lies in the grader's range, unless a flag says what went wrong.

    A model that answers 100 where 1 is the most would outweigh every other answer.
    """
    result = _run(api, _ASKED)

    assert _flags(result) or 2 <= result["reward"] <= 3


@must(
    "grading-knows-its-labels",
    spec="GraderLabelModel/properties/passing_labels",
    says="Each must be one of `labels`.",
    needs="graders",
)
def test_passing_label_that_is_no_label_is_refused(api: Session) -> None:
    """
    A grader whose passing label is not one of its labels is refused.

    It could never pass anything, and nobody would see why.
    """
    grader = multi("one", one={**_LABELLED, "passing_labels": ["excellent"]})

    api.call("validateGrader", json={"grader": grader}, expect=400)


@must(
    "grading-validates-every-kind",
    spec="validateGrader",
    says="The answer repeats the grader, with defaults filled in",
    needs="graders",
)
@pytest.mark.parametrize("grader", _EVERY_KIND.values(), ids=_EVERY_KIND.keys())
def test_validation_repeats_graders_of_every_kind(api: Session, grader: Json) -> None:
    """
    Validation answers a grader of any kind as it was given.

    What is missing in the answer would be missing in the training.
    """
    echoed = api.call("validateGrader", json={"grader": grader}).json["grader"]

    assert _shared(echoed, grader) == grader


@must(
    "grading-names-the-grader",
    spec="RunGraderResponseMetadata/properties/type",
    says="Type of the grader.",
    needs="graders",
)
@pytest.mark.parametrize("grader", _EVERY_KIND.values(), ids=_EVERY_KIND.keys())
def test_run_names_the_grader_that_ran(api: Session, grader: Json) -> None:
    """
    A run tells the name and the type of its grader, whatever the score.

    Scores of many graders end up in one table, and are told apart by these two.
    """
    metadata = _run(api, grader, item={"text": "a"})["metadata"]

    assert (metadata["name"], metadata["type"]) == (grader["name"], grader["type"])


@should(
    "grading-takes-its-time",
    spec="RunGraderResponseMetadata/properties/execution_time",
    needs="graders",
)
def test_run_takes_no_less_than_no_time(api: Session) -> None:
    """
    The time that a run took is not below zero.

    The cost of a grader is estimated from the sum of these times.
    """
    metadata = _run(api, _ONE)["metadata"]

    assert metadata["execution_time"] >= 0


def _run(api: Session, grader: Json, item: Json | None = None) -> Json:
    body = {"grader": grader, "item": item or {}, "model_sample": _SAMPLE}
    result: Json = api.call("runGrader", json=body).json
    return result


def _flags(result: Json) -> list[str]:
    return [name for name, value in result["metadata"]["errors"].items() if value]


def _shared(told: Any, asked: Any) -> Any:
    """Return what is told of those members that were asked for, at any depth."""
    if is_object(asked) and is_object(told):
        return {key: _shared(told.get(key), asked[key]) for key in asked}
    if is_list(asked) and is_list(told) and len(told) == len(asked):
        return [_shared(*pair) for pair in zip(told, asked, strict=True)]
    return told
