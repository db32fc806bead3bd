"""The base models that can be fine-tuned, their aliases, and how the names of results are made."""

import re
from collections.abc import Mapping

from fine_tuning_contract.emulator.identifiers import derived

ALIASES: Mapping[str, str] = {
    "gpt-3.5-turbo": "gpt-3.5-turbo-0125",
    "gpt-4": "gpt-4-0613",
    "gpt-4o": "gpt-4o-2024-08-06",
    "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
    "gpt-4.1": "gpt-4.1-2025-04-14",
    "gpt-4.1-mini": "gpt-4.1-mini-2025-04-14",
    "gpt-4.1-nano": "gpt-4.1-nano-2025-04-14",
    "o4-mini": "o4-mini-2025-04-16",
}
_DATED = ("babbage-002", "davinci-002", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-1106")
BASE_MODELS: tuple[str, ...] = tuple(sorted({*_DATED, *ALIASES, *ALIASES.values()}))
BASE_MODEL_CREATED = 1_721_172_717

# What "auto" came to in recorded jobs; models not seen get the first one.
_MULTIPLIERS: Mapping[str, float] = {"gpt-3.5": 2.0, "gpt-4o-mini": 1.8, "gpt-4.1-nano": 1.0}


def dated(model: str) -> str | None:
    """Return the snapshot that a base model's name stands for, or None for another name."""
    return ALIASES.get(model, model) if model in BASE_MODELS else None


def base_of(model: str) -> str:
    """Return the base model of a fine-tuned one; a base model is its own."""
    return model.split(":")[1] if model.startswith("ft:") else model


def automatic_multiplier(model: str) -> float:
    """Return the learning rate multiplier that "auto" comes to."""
    base = base_of(model)
    found = (value for start, value in _MULTIPLIERS.items() if base.startswith(start))
    return next(found, 2.0)


def model_name(base: str, organization: str, suffix: str | None, *origin: object) -> str:
    """Return a fine-tuned model's name; the last part follows from the origin."""
    slug = organization.removeprefix("org-")
    middle = re.sub(r"[^A-Za-z0-9._-]+", "-", suffix or "")
    return f"ft:{base_of(base)}:{slug}:{middle}:{derived('', *origin, length=8)}"
