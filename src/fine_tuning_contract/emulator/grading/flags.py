"""What can go wrong while grading, told by flags in an answer that is still a 200."""

from typing import Any, Literal

import attrs

Flag = Literal[
    "formula_parse_error",
    "sample_parse_error",
    "truncated_observation_error",
    "unresponsive_reward_error",
    "invalid_variable_error",
    "other_error",
    "python_grader_server_error",
    "python_grader_runtime_error",
    "model_grader_server_error",
    "model_grader_refusal_error",
    "model_grader_parse_error",
]
_FLAGS: tuple[Flag, ...] = (
    "formula_parse_error",
    "sample_parse_error",
    "truncated_observation_error",
    "unresponsive_reward_error",
    "invalid_variable_error",
    "other_error",
    "python_grader_server_error",
    "python_grader_runtime_error",
    "model_grader_server_error",
    "model_grader_refusal_error",
    "model_grader_parse_error",
)
# Flags that come with a text, and the member that holds it.
_DETAILS: dict[Flag, str] = {
    "python_grader_server_error": "python_grader_server_error_type",
    "python_grader_runtime_error": "python_grader_runtime_error_details",
    "model_grader_server_error": "model_grader_server_error_details",
}


@attrs.define(eq=False)
class GradingError(Exception):
    """Something that makes a grader give 0 and raise a flag."""

    flag: Flag
    details: str = ""


def flags(raised: dict[Flag, str]) -> dict[str, Any]:
    """Return all flags as the API lists them, with those raised set."""
    listed: dict[str, Any] = {flag: flag in raised for flag in _FLAGS}
    for flag, member in _DETAILS.items():
        listed[member] = raised.get(flag)
    return listed
