"""Every one of the fourteen members in which a run tells what went wrong can be set."""

from collections.abc import Callable
from typing import Any

import pytest
from callers import Caller, Json, Serve

from fine_tuning_contract.emulator.settings import GraderEndpoint


def check(text: str) -> Json:
    """Return a string check of a text."""
    return {
        "type": "string_check",
        "name": "check",
        "input": text,
        "reference": "x",
        "operation": "eq",
    }


def multi(formula: str) -> Json:
    """Return a combination of one check."""
    graders = {"a": check("x")}
    return {"type": "multi", "name": "all", "graders": graders, "calculate_output": formula}


def code(body: str) -> Json:
    """Return a Python grader."""
    source = f"def grade(sample, item):\n    {body}"
    return {"type": "python", "name": "code", "source": source}


JUDGE: Json = {
    "type": "score_model",
    "name": "judge",
    "model": "gpt-4o",
    "input": [{"role": "user", "content": "Rate {{ sample.output_text }}"}],
}


def reply(content: str, **more: Any) -> Json:
    """Return a chat completion."""
    message = {"role": "assistant", "content": content}
    return {"choices": [{"message": message, "finish_reason": "stop", **more}]}


# The member, the grader that sets it, and what the chat endpoint replies if there is one.
CASES: list[tuple[str, Json, Any]] = [
    ("formula_parse_error", multi("a +"), None),
    ("sample_parse_error", check("{{ sample.output_json.x }}"), None),
    ("truncated_observation_error", JUDGE, reply("0.", finish_reason="length")),
    ("unresponsive_reward_error", code("while True: pass"), None),
    ("invalid_variable_error", check("{{ item.missing }}"), None),
    ("other_error", multi("a / 0"), None),
    ("python_grader_server_error", code("return 1"), "no sandbox"),
    ("python_grader_server_error_type", code("return 1"), "no sandbox"),
    ("python_grader_runtime_error", code("raise ValueError('oh')"), None),
    ("python_grader_runtime_error_details", code("raise ValueError('oh')"), None),
    ("model_grader_server_error", JUDGE, None),
    ("model_grader_server_error_details", JUDGE, None),
    ("model_grader_refusal_error", JUDGE, reply("", finish_reason="content_filter")),
    ("model_grader_parse_error", JUDGE, reply("no idea")),
]


@pytest.mark.parametrize(("member", "grader", "replied"), CASES, ids=[case[0] for case in CASES])
def test_member_is_set(
    serve: Serve, endpoint: Callable[..., Any], member: str, grader: Json, replied: Any
) -> None:
    """The answer is a 200 with a reward of 0 and the member that says why."""
    settings: Json = {"python_grader_seconds": 1.0, "python_grader": replied != "no sandbox"}
    if isinstance(replied, dict):
        settings["grader_endpoint"] = GraderEndpoint(endpoint(replied)[0])
    with serve(**settings).client("sk-test") as http:
        answer = Caller(http).grade(grader)

    errors = answer["metadata"]["errors"]
    assert answer["reward"] == 0
    assert errors[member]
    assert {*errors} == {case[0] for case in CASES}
