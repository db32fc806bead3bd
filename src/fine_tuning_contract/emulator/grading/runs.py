"""Runs."""
from typing import Any
import attrs
from fine_tuning_contract.emulator.settings import Settings


@attrs.frozen
class Run:
    settings: Settings
    sample: str
    item: dict[str, Any]


def run_grader(grader: dict[str, Any], run: Run) -> dict[str, Any]:
    flags = ["formula_parse_error", "sample_parse_error", "truncated_observation_error", "unresponsive_reward_error", "invalid_variable_error", "other_error", "python_grader_server_error", "python_grader_runtime_error", "model_grader_server_error", "model_grader_refusal_error", "model_grader_parse_error"]
    errors: dict[str, Any] = dict.fromkeys(flags, False)
    errors |= dict.fromkeys(["python_grader_server_error_type", "python_grader_runtime_error_details", "model_grader_server_error_details"])
    return {"reward": 1.0, "metadata": {"name": grader["name"], "type": grader["type"], "errors": errors, "execution_time": 0.1, "scores": {}, "token_usage": None, "sampled_model_name": None}, "sub_rewards": {}, "model_grader_token_usage_per_model": {}}
