"""Graders: what they score, and which flag tells what went wrong."""

from typing import Any

import pytest
from callers import Caller, Json, Serve

from fine_tuning_contract.emulator.settings import GraderEndpoint


def string_check(input_: Any, reference: Any, operation: str = "eq") -> Any:
    """Return a string check."""
    return {
        "type": "string_check",
        "name": "check",
        "input": input_,
        "reference": reference,
        "operation": operation,
    }


def similarity(metric: str) -> Any:
    """Return a text similarity between the sample and the item's reference."""
    return {
        "type": "text_similarity",
        "name": "alike",
        "input": "{{ sample.output_text }}",
        "reference": "{{ item.reference }}",
        "evaluation_metric": metric,
    }


def python(source: str) -> Any:
    """Return a Python grader."""
    return {"type": "python", "name": "code", "source": source}


def multi(formula: str, **graders: Any) -> Any:
    """Return a combination of graders."""
    return {"type": "multi", "name": "all", "graders": graders, "calculate_output": formula}


def judge(kind: str = "score_model", **more: Any) -> Any:
    """Return a grader that asks a model."""
    message = {"role": "user", "content": "Rate {{ sample.output_text }}"}
    return {"type": kind, "name": "judge", "model": "gpt-4o", "input": [message], **more}


def raised(answer: Any) -> Any:
    """Return the flags that an answer raises."""
    errors = answer["metadata"]["errors"]
    return sorted(name for name, value in errors.items() if value is True)


YES = string_check("a", "a")
NO = string_check("a", "b")


@pytest.mark.parametrize(
    ("operation", "text", "score"),
    [
        ("eq", "Cat", 1.0),
        ("eq", "cat", 0.0),
        ("ne", "cat", 1.0),
        ("like", "a Cat sat", 1.0),
        ("like", "a cat sat", 0.0),
        ("ilike", "a cat sat", 1.0),
    ],
)
def test_string_check_scores_zero_or_one(
    api: Caller, operation: str, text: str, score: float
) -> None:
    """Each operation says whether the sample stands in its relation to the reference."""
    answer = api.grade(string_check("{{sample.output_text}}", "Cat", operation), text)

    assert answer["reward"] == score
    assert raised(answer) == []


METRICS = ["fuzzy_match", "bleu", "gleu", "meteor", "rouge_1", "rouge_2", "rouge_5", "rouge_l"]


@pytest.mark.parametrize("metric", METRICS)
def test_similarity_grows_with_likeness(api: Caller, metric: str) -> None:
    """Equal texts score highest, strange ones lowest."""
    text = "the quick brown fox jumps over the lazy dog"
    scores = [
        api.grade(similarity(metric), sample, reference=text)["reward"]
        for sample in ("xyz", "the quick brown fox jumps over a cat", text)
    ]

    assert scores == sorted(scores)
    assert scores[0] < 0.2
    assert scores[2] == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("metric", METRICS)
def test_empty_texts_have_a_score(api: Caller, metric: str) -> None:
    """Nothing compared with something is a score, not a fault."""
    assert raised(api.grade(similarity(metric), "", reference="a b")) == []


@pytest.mark.parametrize(
    ("vectors", "reward", "flags"),
    [
        pytest.param([[1, 0], [1, 0]], 1.0, [], id="alike"),
        pytest.param([[1, 0], [0, 1]], 0.0, [], id="strange"),
        pytest.param([[1, 0], [-1, 0]], 0.0, [], id="opposite"),
        pytest.param([[3, 4], [4, 3]], 0.96, [], id="between"),
        pytest.param([[0, 0], [1, 0]], 0.0, ["model_grader_server_error"], id="no length"),
        pytest.param([[1], [1, 0]], 0.0, ["model_grader_server_error"], id="two lengths"),
        pytest.param([[1]], 0.0, ["model_grader_server_error"], id="one"),
        pytest.param(["x", "y"], 0.0, ["model_grader_server_error"], id="no numbers"),
    ],
)
def test_cosine_asks_the_endpoint(
    serve: Serve, endpoint: Any, vectors: Any, reward: float, flags: list[str]
) -> None:
    """The meanings are compared by the embeddings of the endpoint."""
    url, asked = endpoint({"data": [{"embedding": vector} for vector in vectors]})
    served = serve(grader_endpoint=GraderEndpoint(url))
    with served.client("sk-test") as http:
        answer = Caller(http).grade(similarity("cosine"), "cat", reference="dog")

    assert answer["reward"] == pytest.approx(reward)
    assert raised(answer) == flags
    assert asked[0]["input"] == ["cat", "dog"]


def test_cosine_is_flagged(api: Caller) -> None:
    """Cosine needs an embedding model, which nobody gave the emulator."""
    assert raised(api.grade(similarity("cosine"), reference="a")) == ["other_error"]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ item.name }}", "Ada"),
        ("{{item.list[1].x}}", "2"),
        ("{{ sample.output_json.a }}", "1"),
        ("{{ sample.choices[0].message.content }}", '{"a": 1}'),
        ("a {{item.name}} b", "a Ada b"),
    ],
)
def test_templates_are_filled_from_item_and_sample(api: Caller, template: str, text: str) -> None:
    """Dotted paths and indexes lead to values; spaces inside the braces do not matter."""
    item = {"name": "Ada", "list": [{"x": 1}, {"x": 2}]}

    assert api.grade(string_check(template, text), '{"a": 1}', **item)["reward"] == 1


@pytest.mark.parametrize(
    ("grader", "sample", "flag"),
    [
        pytest.param(string_check("{{item.zz}}", ""), "", "invalid_variable_error", id="no key"),
        pytest.param(string_check("{{item.a[9]}}", ""), "", "invalid_variable_error", id="index"),
        pytest.param(string_check("{{env.a}}", ""), "", "invalid_variable_error", id="namespace"),
        pytest.param(
            string_check("{{sample.output_json.a}}", ""), "text", "sample_parse_error", id="no JSON"
        ),
        pytest.param(
            string_check("{{sample.output_text}}" * 3, ""),
            "x" * 400_000,
            "truncated_observation_error",
            id="too long",
        ),
        pytest.param(multi("a +", a=YES), "", "formula_parse_error", id="formula"),
        pytest.param(multi("b", a=YES), "", "invalid_variable_error", id="no such grader"),
        pytest.param(multi("1/0*a", a=YES), "", "other_error", id="division by zero"),
        pytest.param(judge(), "", "model_grader_server_error", id="no endpoint"),
        pytest.param(
            python("def grade(sample, item): return 1/0"), "", "python_grader_runtime_error",
            id="exception",
        ),
        pytest.param(
            python("def grade(sample, item): return 'x'"), "", "python_grader_runtime_error",
            id="no number",
        ),
        pytest.param(
            python("def grade(sample, item): return bytearray(2 ** 33)[0]"), "",
            "python_grader_runtime_error", id="memory",
        ),
        pytest.param(
            python("import os\ndef grade(sample, item): os._exit(3)"), "",
            "python_grader_runtime_error", id="exit",
        ),
    ],
)  # fmt: skip
def test_what_goes_wrong_scores_zero_and_raises_its_flag(
    api: Caller, grader: Json, sample: str, flag: str
) -> None:
    """A grader that fails while it runs is still answered with 200."""
    answer = api.grade(grader, sample, a=[])

    assert answer["reward"] == 0
    assert raised(answer) == [flag]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a", 1.0),
        ("0.25*a + 0.75*b", 0.25),
        ("-a + 3", 2.0),
        ("2^3^2 / 512", 1.0),
        ("max(a, b, 7) - min(a, b)", 7.0),
        ("floor(2.9) + ceil(0.1) + abs(-1)", 4.0),
        ("sqrt(16) + log(exp(2))", 6.0),
        ("(a + b) * 10", 10.0),
    ],
)
def test_formulas_combine_scores(api: Caller, formula: str, value: float) -> None:
    """Graders' names are variables, with arithmetic and eight functions."""
    answer = api.grade(multi(formula, a=YES, b=NO))

    assert answer["reward"] == pytest.approx(value)
    assert answer["sub_rewards"] == {"a": 1.0, "b": 0.0}


def test_grader_named_like_a_keyword_can_be_used(api: Caller) -> None:
    """A formula knows no keywords."""
    assert api.grade(multi("if + 1", **{"if": YES}))["reward"] == 2


@pytest.mark.parametrize(
    "formula",
    ["__import__('os')", "a.b", "a ** b", "1 if a else 2", "eval(a)", "a, b", "[a]", "", "a b",
     "max()", "sqrt(a, b)", "abs(" * 100 + "a" + ")" * 100, "-" * 100 + "a", "9" * 5000],
)  # fmt: skip
def test_nothing_but_arithmetic_is_a_formula(api: Caller, formula: str) -> None:
    """What is not arithmetic is not evaluated."""
    assert raised(api.grade(multi(formula, a=YES, b=NO))) == ["formula_parse_error"]


def test_failing_member_counts_as_zero(api: Caller) -> None:
    """A member that fails gives 0 to the formula, and its flag is raised."""
    answer = api.grade(multi("a + b", a=YES, b=string_check("{{item.zz}}", "")))

    assert answer["reward"] == 1
    assert raised(answer) == ["invalid_variable_error"]


def test_python_grader_sees_sample_and_item(api: Caller) -> None:
    """The function gets both, and what it prints disturbs nothing."""
    source = """
def grade(sample, item):
    print("noise")
    return len(sample["output_text"]) + item["bonus"] + sample["output_json"]["a"]
"""
    answer = api.grade(python(source), '{"a": 0.5}', bonus=10)

    assert answer["reward"] == 20.5


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import os; assert os.environ.get('PATH') is None", id="environment"),
        pytest.param("import socket; socket.create_connection(('127.0.0.1', 80), 1)", id="network"),
        pytest.param("open('/etc/grader', 'w')", id="file system"),
        pytest.param("open('big', 'wb').write(bytes(2 ** 28))", id="disk"),
        pytest.param("bytes(2 ** 32)", id="memory"),
        pytest.param(
            "import os, time; [os.fork() or time.sleep(60) for _ in range(100)]", id="processes"
        ),
    ],
)
def test_python_grader_can_reach_nothing(api: Caller, source: str) -> None:
    """The environment is empty, there is no network, and all that it may use is limited."""
    grader = python(f"def grade(sample, item):\n    {source}\n    return 7.0")
    answer = api.grade(grader)

    wanted = 7.0 if "environ" in source else 0.0
    assert answer["reward"] == wanted


def test_python_grader_that_never_ends_is_ended(serve: Serve) -> None:
    """Time runs out for the grader, not for the server."""
    served = serve(python_grader_seconds=0.5)
    with served.client("sk-test") as http:
        answer = Caller(http).grade(python("def grade(sample, item):\n    while True: pass"))

    assert raised(answer) == ["unresponsive_reward_error"]


def test_python_graders_can_be_turned_off(serve: Serve) -> None:
    """A server that may not run code says so by a flag."""
    served = serve(python_grader=False)
    with served.client("sk-test") as http:
        answer = Caller(http).grade(python("def grade(sample, item): return 1.0"))

    assert raised(answer) == ["python_grader_server_error"]
    errors = answer["metadata"]["errors"]
    assert errors["python_grader_server_error_type"] == "python_grader_disabled"


@pytest.mark.parametrize(
    ("grader", "param"),
    [
        pytest.param(multi("a +", a=YES), "grader.calculate_output", id="formula"),
        pytest.param(multi("b", a=YES), "grader.calculate_output", id="unknown variable"),
        pytest.param(python("x = 1"), "grader.source", id="no function"),
        pytest.param(python("def grade(sample): return 1"), "grader.source", id="one argument"),
        pytest.param(python("def grade("), "grader.source", id="no Python"),
        pytest.param(string_check("{{ env.x }}", ""), "grader", id="namespace"),
        pytest.param(multi("a", a=string_check("{{x}}", "")), "grader.graders.a", id="member"),
        pytest.param(judge(range=[1, 0]), "grader.range", id="range"),
        pytest.param(
            multi("a", a=judge("label_model", labels=["x"], passing_labels=["y"])),
            "grader.graders.a.passing_labels",
            id="labels",
        ),
        pytest.param({"type": "label_model"}, "grader.type", id="label at the top"),
        pytest.param({"name": "x"}, "grader.type", id="no type"),
        pytest.param(string_check("a", "b", "gt"), "grader.operation", id="operation"),
    ],
)
def test_grader_that_cannot_work_is_not_valid(api: Caller, grader: Json, param: str | None) -> None:
    """Validation refuses what would fail every time, and names the place."""
    answer = api.post("/fine_tuning/alpha/graders/validate", {"grader": grader})

    assert answer.status_code == 400
    assert answer.json()["error"]["param"].startswith(param.split(".type")[0])


def test_valid_grader_comes_back_with_its_defaults(api: Caller) -> None:
    """What a grader leaves unsaid is filled in."""
    answer = api.post("/fine_tuning/alpha/graders/validate", {"grader": judge()})

    assert answer.json() == {"grader": {**judge(), "range": [0, 1]}}


def completion(content: bytes, **more: Any) -> Any:
    """Return a chat completion."""
    message = {"role": "assistant", "content": content}
    return {
        "model": "gpt-4o-2024-08-06",
        "choices": [{"message": message, "finish_reason": "stop", **more}],
        "usage": {"total_tokens": 42},
    }


@pytest.mark.parametrize(
    ("grader", "reply", "score"),
    [
        pytest.param(judge(), completion("0.7"), 0.7, id="number"),
        pytest.param(judge(), completion("7"), 1.0, id="clipped"),
        pytest.param(judge(range=[0, 10]), completion("7"), 7.0, id="range"),
        pytest.param(judge(), completion('{"result": 0.5}'), 0.5, id="JSON"),
        pytest.param(
            multi("a", a=judge("label_model", labels=["x", "y"], passing_labels=["y"])),
            completion("y"),
            1.0,
            id="label",
        ),
    ],
)
def test_model_graders_ask_the_endpoint(
    serve: Serve, endpoint: str, grader: Json, reply: Json, score: float
) -> None:
    """A model's reply is the score, and its tokens are counted."""
    url, asked = endpoint(reply)
    served = serve(grader_endpoint=GraderEndpoint(url, "sk-judge"))
    with served.client("sk-test") as http:
        answer = Caller(http).grade(grader, "my text")

    assert answer["reward"] == pytest.approx(score)
    assert answer["metadata"]["token_usage"] == 42
    assert answer["model_grader_token_usage_per_model"] == {"gpt-4o-2024-08-06": 42}
    assert asked[0]["messages"] == [{"role": "user", "content": "Rate my text"}]


@pytest.mark.parametrize(
    ("reply", "flag"),
    [
        pytest.param(completion("no idea"), "model_grader_parse_error", id="no number"),
        pytest.param(completion("nan"), "model_grader_parse_error", id="not finite"),
        pytest.param(
            completion("", finish_reason="content_filter"), "model_grader_refusal_error",
            id="refusal",
        ),
        pytest.param(
            completion("0.", finish_reason="length"), "truncated_observation_error", id="cut off"
        ),
        pytest.param({"choices": []}, "model_grader_server_error", id="no completion"),
        pytest.param(None, "model_grader_server_error", id="status 500"),
    ],
)  # fmt: skip
def test_bad_replies_of_a_model_raise_flags(
    serve: Serve, endpoint: str, reply: Json, flag: str
) -> None:
    """What the endpoint does wrong is told by the flag for it."""
    url, _ = endpoint(reply)
    served = serve(grader_endpoint=GraderEndpoint(url))
    with served.client("sk-test") as http:
        answer = Caller(http).grade(judge())

    assert raised(answer) == [flag]
