"""Graders that ask a model, through whatever chat endpoint the emulator was given."""

import json
import math
import re
from typing import TYPE_CHECKING, Any, cast

import attrs

from fine_tuning_contract.emulator.grading.flags import GradingError
from fine_tuning_contract.emulator.grading.templates import Namespace, render
from fine_tuning_contract.emulator.settings import GraderEndpoint, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_SAMPLING = {"max_completions_tokens": "max_completion_tokens"}


@attrs.frozen
class Verdict:
    """What a model made of a sample."""

    score: float
    model: str
    tokens: int


def score(grader: Json, namespace: Namespace, settings: Settings) -> Verdict:
    """Return the number that a model gives, kept within the grader's range."""
    reply = _reply(grader, namespace, settings)
    low, high = grader.get("range") or (0, 1)
    number = _number(reply.text)
    return Verdict(min(max(number, low), high), reply.model, reply.tokens)


def label(grader: Json, namespace: Namespace, settings: Settings) -> Verdict:
    """Return 1 if a model gives a passing label, else 0."""
    reply = _reply(grader, namespace, settings)
    chosen = reply.text.strip()
    if chosen not in grader["labels"]:
        raise GradingError("model_grader_parse_error", "the reply is not one of the labels")
    return Verdict(float(chosen in grader["passing_labels"]), reply.model, reply.tokens)


@attrs.frozen
class _Reply:
    text: str
    model: str
    tokens: int


def _reply(grader: Json, namespace: Namespace, settings: Settings) -> _Reply:
    messages = [
        {"role": message["role"], "content": _content(message["content"], namespace)}
        for message in grader["input"]
    ]
    if settings.grader_endpoint is None:
        message = "no endpoint for model graders is configured"
        raise GradingError("model_grader_server_error", message)
    given: Json = grader.get("sampling_params") or {}
    sampling = {
        _SAMPLING.get(name, name): value for name, value in given.items() if value is not None
    }
    body: Json = {"model": grader["model"], "messages": messages, **sampling}
    return _read(asked(settings.grader_endpoint, "chat/completions", body), grader["model"])


def _content(content: Any, namespace: Namespace) -> Any:
    if isinstance(content, str):
        return render(content, namespace)
    if isinstance(content, list):
        return [_content(part, namespace) for part in cast("Sequence[Any]", content)]
    part: Json = content
    return {**part, "text": render(part["text"], namespace)} if "text" in part else part


def asked(endpoint: GraderEndpoint, path: str, body: Json) -> Json:
    """Return what the endpoint answers at a path; raises GradingError."""
    import httpx  # noqa: PLC0415 - only emulators with an endpoint need it

    headers = {"authorization": f"Bearer {endpoint.api_key}"} if endpoint.api_key else {}
    url = f"{endpoint.url.rstrip('/')}/{path}"
    try:
        answer = httpx.post(url, json=body, headers=headers, timeout=endpoint.timeout)
        answer.raise_for_status()
        return cast("Json", answer.json())
    except httpx.TimeoutException as fault:
        raise GradingError("unresponsive_reward_error", "the model did not answer") from fault
    except (httpx.HTTPError, ValueError) as fault:
        raise GradingError("model_grader_server_error", str(fault)[:500]) from fault


def _read(answer: Json, asked: str) -> _Reply:
    try:
        choice = answer["choices"][0]
        message = choice["message"]
        if message.get("refusal") or choice.get("finish_reason") == "content_filter":
            raise GradingError("model_grader_refusal_error", "the model refused")
        if choice.get("finish_reason") == "length":
            raise GradingError("truncated_observation_error", "the model's reply was cut off")
        usage: Json = answer.get("usage") or {}
        tokens = int(usage.get("total_tokens", 0))
        return _Reply(str(message["content"]), str(answer.get("model", asked)), tokens)
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as fault:
        message = "the endpoint's answer is not a chat completion"
        raise GradingError("model_grader_server_error", message) from fault


def _number(text: str) -> float:
    found = text.strip()
    if found.startswith("{"):
        found = _result_member(found)
    if not _NUMBER.fullmatch(found) or not math.isfinite(float(found)):
        raise GradingError("model_grader_parse_error", "the reply is not a number")
    return float(found)


def _result_member(text: str) -> str:
    try:
        content: Any = json.loads(text)
    except ValueError:
        return text
    members = cast("Json", content)
    return str(members.get("result", members.get("score", "")))
