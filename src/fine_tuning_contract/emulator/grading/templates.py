"""Templates such as `{{ item.answer }}`, filled from an item and a model's sample."""

import json
import re
from collections.abc import Iterator
from typing import Any

import attrs

from fine_tuning_contract.emulator.grading.flags import GradingError

_PATH = re.compile(r"(?:item|sample)(?:\.[^\s.\[\]{}]+|\[[0-9]{1,6}\])*")
_STEP = re.compile(r"\.([^\s.\[\]{}]+)|\[([0-9]+)\]")
LONGEST_TEXT = 1_000_000


@attrs.frozen
class Namespace:
    """What templates can refer to."""

    item: dict[str, Any]
    sample_text: str

    def value(self, path: str) -> Any:
        """Return what a path such as `item.messages[0].content` leads to."""
        root, steps = _parsed(path)
        found: Any = self.item if root == "item" else self._sample(steps)
        for step in steps:
            found = _step(found, step, path)
        return found

    def _sample(self, steps: list[str | int]) -> dict[str, Any]:
        sample: dict[str, Any] = {
            "output_text": self.sample_text,
            "output_tools": [],
            "output_audio": None,
            "choices": [{"message": {"role": "assistant", "content": self.sample_text}}],
        }
        if steps[:1] == ["output_json"]:
            sample["output_json"] = self._parsed_sample()
        return sample

    def _parsed_sample(self) -> Any:
        try:
            return json.loads(self.sample_text)
        except (ValueError, RecursionError) as fault:
            raise GradingError("sample_parse_error", str(fault)) from fault

    def as_python_sample(self) -> dict[str, Any]:
        """Return the sample that a Python grader sees."""
        sample = self._sample([])
        try:
            sample["output_json"] = json.loads(self.sample_text)
        except (ValueError, RecursionError):
            sample["output_json"] = None
        return sample


def render(template: str, namespace: Namespace) -> str:
    """Return a template with every place filled; raises GradingError."""
    filled = (
        _text(namespace.value(piece)) if is_place else piece
        for piece, is_place in _pieces(template)
    )
    text = "".join(filled)
    if len(text) > LONGEST_TEXT:
        raise GradingError("truncated_observation_error", f"more than {LONGEST_TEXT} characters")
    return text


def unreadable_places(template: str) -> Iterator[str]:
    """Yield the places of a template that can never be filled."""
    for piece, is_place in _pieces(template):
        if is_place and not _PATH.fullmatch(piece):
            yield piece


def _pieces(template: str) -> Iterator[tuple[str, bool]]:
    """
    Yield the texts of a template and what stands in its places, in one walk.

    A pattern for both would look for the end again and again where there is none.
    """
    start = 0
    while True:
        opening = template.find("{{", start)
        closing = template.find("}}", opening + 2) if opening >= 0 else -1
        if closing < 0:
            yield template[start:], False
            return
        yield template[start:opening], False
        yield template[opening + 2 : closing].strip(), True
        start = closing + 2


def _parsed(path: str) -> tuple[str, list[str | int]]:
    if not _PATH.fullmatch(path):
        raise GradingError("invalid_variable_error", path)
    root = path[:4] if path.startswith("item") else path[:6]
    steps: list[str | int] = [
        int(step[2]) if step[1] is None else step[1] for step in _STEP.finditer(path, len(root))
    ]
    return root, steps


def _step(found: Any, step: str | int, path: str) -> Any:
    # An index into a text would find a letter, which nobody means.
    if isinstance(found, str):
        raise GradingError("invalid_variable_error", path)
    try:
        return found[step]
    except (KeyError, IndexError, TypeError) as fault:
        raise GradingError("invalid_variable_error", path) from fault


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
