"""Rules for graders: what they compute, and what they refuse."""

from typing import Any

import pytest

from fine_tuning_contract.conformance import Session, must, should

from .steps import Json

_TABLE = [
    ("eq", "cat", "cat", 1),
    ("eq", "cat", "Cat", 0),
    ("eq", "cat", "cats", 0),
    ("ne", "cat", "cat", 0),
    ("ne", "cat", "dog", 1),
    ("like", "a cat sat", "cat", 1),
    ("like", "a Cat sat", "cat", 0),
    ("like", "cat", "a cat sat", 0),
    ("ilike", "a CAT sat", "cat", 1),
    ("ilike", "a cat sat", "CAT", 1),
    ("ilike", "a dog sat", "cat", 0),
    ("ilike", "cat", "a cat sat", 0),
    ("ne", "cat", "Cat", 1),
    ("eq", " cat", "cat", 0),
    ("eq", "größe ✓", "größe ✓", 1),
    ("like", "größe", "GRÖSSE", 0),
]


_TWENTY_WORDS = " ".join(f"word{number}" for number in range(20))
_BACKWARDS = " ".join(_TWENTY_WORDS.split()[::-1])
_FOUR_WORDS = " ".join(_TWENTY_WORDS.split()[:4])

_METRICS = (
    *("fuzzy_match", "bleu", "gleu", "rouge_1", "rouge_2"),
    *("rouge_3", "rouge_4", "rouge_5", "rouge_l"),
)


@must(
    "graders-compare-strings",
    spec="GraderStringCheck/properties/operation",
    says="`eq` holds if the input equals the reference, `ne` if it does not",
    needs="graders",
)
@pytest.mark.parametrize(("operation", "given", "reference", "score"), _TABLE)
def test_string_check_scores_as_its_operation_says(
    api: Session, operation: str, given: str, reference: str, score: int
) -> None:
    """
    A string check scores 1 if its comparison holds, and 0 if not.

    A reward that is wrong teaches the model what is wrong.
    """
    result = _run(api, _string_check(operation, reference), model_sample=given)

    assert result["reward"] == score


@must(
    "graders-fill-templates",
    spec="RunGraderRequest/properties/item",
    says="A template reads it as `{{ item.key }}`, with dots and `[0]` to reach what lies deeper.",
    needs="graders",
)
@pytest.mark.parametrize(
    "template",
    ["{{ item.a }}", "{{item.a}}", "{{ item.b.c }}", "{{ item.d[0] }}", "{{ item.d[1].e }}"],
)
def test_template_reads_the_item(api: Session, template: str) -> None:
    """
    A template is filled from the item, however deep the value lies.

    A reference that is not filled in never matches, and every answer scores 0.
    """
    item = {"a": "yes", "b": {"c": "yes"}, "d": ["yes", {"e": "yes"}]}
    result = _run(api, _string_check("eq", template), item=item, model_sample="yes")

    assert result["reward"] == 1


@must(
    "graders-read-samples-as-json",
    spec="RunGraderRequest/properties/model_sample",
    says="if it is valid JSON, `{{ sample.output_json }}` holds its value",
    needs="graders",
)
def test_template_reads_a_json_sample(api: Session) -> None:
    """
    A sample that is JSON can be read by its keys.

    Graders of structured output look at one field of it.
    """
    grader = {**_string_check("eq", "42"), "input": "{{ sample.output_json.answer }}"}
    result = _run(api, grader, model_sample='{"answer": "42"}')

    assert result["reward"] == 1


@must(
    "graders-measure-likeness",
    spec="GraderTextSimilarity/properties/evaluation_metric",
    says="The measure of likeness",
    needs="graders",
)
@pytest.mark.parametrize("metric", _METRICS)
def test_texts_score_the_higher_the_more_alike_they_are(api: Session, metric: str) -> None:
    """
    Equal texts score 1, texts that differ in a word less, and without a common word least.

    A measure that turns this around rewards the worst answers.
    """
    text = "the quick brown fox jumps over the lazy dog"
    equal, near, far = (
        _run(api, _similarity(metric, text), model_sample=sample)["reward"]
        for sample in (text, text.replace("dog", "cat"), "x y z")
    )

    assert equal == pytest.approx(1, abs=0.01)
    assert 0.5 < near < equal
    assert 0 <= far < 0.5


@must(
    "graders-measure-order",
    spec="GraderTextSimilarity/properties/evaluation_metric",
    says="overlap of word sequences",
    needs="graders",
)
@pytest.mark.usefixtures("a_whole_life")
@pytest.mark.parametrize("metric", ["fuzzy_match", "bleu", "gleu", "meteor", "rouge_2", "rouge_l"])
def test_words_in_another_order_score_less(api: Session, metric: str) -> None:
    """
    The same words in another order score less than in their own.

    A model that learns to say the right words in any order has learned nothing.
    """
    text = "one two three four five six"
    turned = " ".join(text.split()[::-1])
    result = _run(api, _similarity(metric, text), model_sample=turned)

    assert result["reward"] < 0.95


@should("graders-measure-by-their-names", spec="GraderTextSimilarity", needs="graders")
@pytest.mark.parametrize(
    ("metric", "sample", "least", "most"),
    [
        ("rouge_1", _BACKWARDS, 0.99, 1),
        ("rouge_2", _BACKWARDS, 0, 0.01),
        ("bleu", _FOUR_WORDS, 0, 0.08),
        ("gleu", _FOUR_WORDS, 0.09, 0.4),
    ],
    ids=["single words", "pairs of words", "brevity punished", "brevity counted"],
)
def test_measures_are_those_of_their_names(
    api: Session, metric: str, sample: str, least: float, most: float
) -> None:
    """
    Words that are turned around are all there for ROUGE-1; a short answer is worth less to BLEU.

    A reward that was tuned with a public library has to mean the same in the training.
    """
    score = _run(api, _similarity(metric, _TWENTY_WORDS), model_sample=sample)["reward"]

    assert least <= score <= most


@must(
    "graders-compute-formulas",
    spec="GraderMulti/properties/calculate_output",
    says="Its variables are the names in `graders`",
    needs="graders",
)
@pytest.mark.parametrize(
    ("formula", "score"),
    [
        ("good", 1),
        ("good + bad", 1),
        ("0.25 * good + 0.75 * bad", 0.25),
        ("(good - bad) / 2", 0.5),
        ("7 - 2 - good", 4),
        ("8 / 4 / 2 * good", 1),
        ("2 * 3 ^ 2 + bad", 18),
        ("(1 + 2) * 3 - good", 8),
        ("-good + 3", 2),
        ("2 ^ (good + 2)", 8),
        ("max(good, bad) - min(good, bad)", 1),
        ("abs(bad - 3) + floor(1.7) + ceil(1.2)", 6),
        ("sqrt(16 * good) + exp(bad) + log(good)", 5),
        ("exp(good)", 2.718281828),
    ],
)
def test_multi_grader_computes_its_formula(api: Session, formula: str, score: float) -> None:
    """
    A multi grader computes its formula from the scores of its graders.

    The weights of a reward are the whole art of it.
    """
    result = _run(api, _multi(formula), model_sample="cat")

    assert result["reward"] == pytest.approx(score)


@must(
    "graders-tell-sub-rewards",
    spec="RunGraderResponse/properties/sub_rewards",
    says="Scores of the graders inside a multi grader, by their names",
    needs="graders",
)
def test_multi_grader_tells_the_scores_of_its_graders(api: Session) -> None:
    """
    A multi grader tells the score of each of its graders by name.

    Without them, nobody sees which part of a reward went wrong.
    """
    result = _run(api, _multi("good + bad"), model_sample="cat")

    assert result["sub_rewards"] == {"good": 1, "bad": 0}


@should(
    "graders-know-their-functions",
    spec="GraderMulti/properties/calculate_output",
    needs="graders",
)
@pytest.mark.parametrize(
    ("formula", "score"),
    [("log(8 * good)", 2.0794415), ("max(bad, good, 3)", 3), ("min(3, 2, good)", 1)],
    ids=["natural logarithm", "greatest of three", "least of three"],
)
def test_functions_of_formulas_are_the_usual_ones(api: Session, formula: str, score: float) -> None:
    """
    A logarithm is the natural one; the least and the greatest are found among any number.

    A formula is tried in a notebook first, and must give the same reward in the training.
    """
    result = _run(api, _multi(formula), model_sample="cat")

    assert result["reward"] == pytest.approx(score)


@must(
    "graders-that-work-raise-no-flag",
    spec="RunGraderResponse/properties/metadata/properties/errors",
    says="If nothing did, every flag is false.",
    needs="graders",
)
def test_grader_that_works_raises_no_flag(api: Session) -> None:
    """
    A grader that works raises no error flag, and names itself.

    A flag that is always up is never looked at.
    """
    metadata = _run(api, _string_check("eq", "cat"), model_sample="cat")["metadata"]

    assert [flag for flag, value in metadata["errors"].items() if value] == []
    assert (metadata["name"], metadata["type"]) == ("check", "string_check")


@must(
    "graders-fail-with-a-flag",
    spec="runGrader",
    says="is still answered with 200, and the matching flag of `errors` is true",
    needs="graders",
)
def test_grader_that_fails_raises_its_flag(api: Session) -> None:
    """
    A template that names something unknown is answered with 200 and a flag.

    One bad line of data must not stop a training, and must not pass unseen.
    """
    result = _run(api, _string_check("eq", "{{ item.nothing }}"), item={"a": 1}, model_sample="cat")

    assert [flag for flag, value in result["metadata"]["errors"].items() if value]


@must(
    "graders-refuse-wrong-definitions",
    spec="runGrader",
    says="a grader whose definition is wrong is refused",
    needs="graders",
)
@pytest.mark.parametrize("operation", ["runGrader", "validateGrader"])
@pytest.mark.parametrize(
    "change",
    [
        {"operation": "roughly"},
        {"operation": None},
        {"input": 5},
        {"type": "no_such_type"},
        {"type": "label_model"},
    ],
    ids=["unknown operation", "null operation", "wrong type", "unknown grader", "label model"],
)
def test_grader_with_a_wrong_definition_is_refused(
    api: Session, operation: str, change: dict[str, Any]
) -> None:
    """
    A grader whose definition is wrong is refused, when it is run and when it is validated.

    A training with it would learn from noise.
    """
    body: Json = {"grader": {**_string_check("eq", "cat"), **change}}
    sample = {"model_sample": "cat"} if operation == "runGrader" else {}

    api.call(operation, json={**body, **sample}, expect=400)


@should("graders-refuse-formulas-of-others", spec="GraderMulti", needs="graders")
@pytest.mark.parametrize("formula", ["good + missing", "good +"], ids=["unknown name", "cut off"])
def test_formula_that_cannot_be_computed_is_refused(api: Session, formula: str) -> None:
    """
    A multi grader whose formula names a grader that it has not, or breaks off, is refused.

    Otherwise every reward of a training that was paid for is an error.
    """
    api.call("validateGrader", json={"grader": _multi(formula)}, expect=400)


@must(
    "graders-do-not-nest-multi",
    spec="GraderMulti",
    says="No multi grader may stand inside another.",
    needs="graders",
)
def test_multi_grader_inside_another_is_refused(api: Session) -> None:
    """
    A multi grader inside another is refused.

    A formula of formulas can be written in one, and a server would recurse without end.
    """
    grader = {**_multi("inner"), "graders": {"inner": _multi("good")}}

    api.call("validateGrader", json={"grader": grader}, expect=400)


@must(
    "graders-validated-come-back",
    spec="validateGrader",
    says="The answer repeats the grader, with defaults filled in",
    needs="graders",
)
def test_validation_repeats_the_grader(api: Session) -> None:
    """
    Validation answers the grader that it was given.

    Whoever checks a grader reads there how the server understood it.
    """
    grader = _string_check("ilike", "cat")
    echoed = api.call("validateGrader", json={"grader": grader}).json["grader"]

    assert {key: echoed.get(key) for key in grader} == grader


@should("graders-score-the-same-twice", spec="runGrader", needs="graders")
def test_same_sample_scores_the_same_twice(api: Session) -> None:
    """
    A grader without a model gives one sample one score, however often it is asked.

    Trainings could not be compared otherwise.
    """
    rewards = {_run(api, _multi("good + bad"), model_sample="cat")["reward"] for _ in range(3)}

    assert rewards == {1}


def _run(api: Session, grader: Json, **others: Any) -> Json:
    result: Json = api.call("runGrader", json={"grader": grader, "item": {}, **others}).json
    return result


def _string_check(operation: str, reference: str) -> Json:
    return {
        "type": "string_check",
        "name": "check",
        "input": "{{ sample.output_text }}",
        "reference": reference,
        "operation": operation,
    }


def _similarity(metric: str, reference: str) -> Json:
    return {
        "type": "text_similarity",
        "name": "likeness",
        "input": "{{ sample.output_text }}",
        "reference": reference,
        "evaluation_metric": metric,
    }


def _multi(formula: str) -> Json:
    # The one that counts stands last: a server that reads only the first finds nothing.
    graders = {"bad": _string_check("eq", "dog"), "good": _string_check("eq", "cat")}
    return {"type": "multi", "name": "both", "graders": graders, "calculate_output": formula}
