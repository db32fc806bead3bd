"""The cosine of two texts, by the embeddings of whatever endpoint the emulator was given."""

import math
from typing import Any

from fine_tuning_contract.emulator.grading.flags import GradingError
from fine_tuning_contract.emulator.grading.judges import asked
from fine_tuning_contract.emulator.settings import Settings

Vector = list[float]
_MODEL = "text-embedding-3-large"


def cosine(text: str, reference: str, settings: Settings) -> float:
    """Return how alike the meanings of two texts are, from 0 to 1; raises GradingError."""
    if settings.grader_endpoint is None:
        message = "cosine needs an embedding model, and no endpoint is configured"
        raise GradingError("other_error", message)
    body: dict[str, Any] = {"model": _MODEL, "input": [text, reference]}
    left, right = _vectors(asked(settings.grader_endpoint, "embeddings", body))
    # Texts with opposite meanings would give less than nothing.
    return min(max(_cosine(left, right), 0.0), 1.0)


def _vectors(answer: dict[str, Any]) -> tuple[Vector, Vector]:
    try:
        found = [[float(number) for number in one["embedding"]] for one in answer["data"]]
        left, right = found
    except (KeyError, TypeError, ValueError) as fault:
        message = "the endpoint's answer is not a pair of embeddings"
        raise GradingError("model_grader_server_error", message) from fault
    return left, right


def _cosine(left: Vector, right: Vector) -> float:
    lengths = math.hypot(*left) * math.hypot(*right)
    if len(left) != len(right) or not lengths:
        raise GradingError("model_grader_server_error", "the embeddings cannot be compared")
    return sum(map(_product, left, right)) / lengths


def _product(left: float, right: float) -> float:
    return left * right
