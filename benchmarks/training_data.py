"""Checking training data beside a loop that only decodes its lines."""

import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.processes import FailedProcessError
from benchmarks.rounds import Budget, Work, cpu_rounds, repeated
from benchmarks.rows import Goal, Heading, Row, Wanted, row
from fine_tuning_contract.codegen.runtime import training_data
from fine_tuning_contract.codegen.runtime.training_data import Method

_FLOOR = "json.loads of every line"
_DECODER = "msgspec.json.decode of every line"
_OURS = "validate, with msgspec"
_PLAIN = "validate, without"
_LINES = 100_000
_MOST_GRADED = 50_000
_GOALS = {_OURS: Goal(1 / 5), _PLAIN: Goal(1.0)}
_SAMPLE = (
    "the of a model which is that for this with when you can have not what from they question"
    " answer training please explain how today costs 42 weather, tuned point. it's"
)
_WORDS = _SAMPLE.split()


def rows(wanted: Wanted) -> Iterator[Row]:
    """Yield the time for a line, for each kind of example."""
    count = 2_000 if wanted.quick else _LINES
    kinds: Mapping[str, tuple[str, Method, Callable[[random.Random], Any]]] = {
        "chats": ("check chats", "supervised", _chat),
        "turns": ("check chats of many turns", "supervised", _turns),
        "tools": ("check chats that call tools", "supervised", _calls),
        "pairs": ("check preferences", "dpo", _pair),
        "graded": ("check examples to be graded", "reinforcement", _graded),
    }
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name, (title, method, example) in kinds.items():
            if f"training_data.{name}" in wanted:
                place = Path(folder, f"{name}.jsonl")
                lines = min(count, _MOST_GRADED) if method == "reinforcement" else count
                _write(place, example, lines)
                heading = Heading(
                    f"training_data.{name}",
                    title,
                    "µs/line",
                    _GOALS if name == "chats" else {},
                    f"{lines:,} lines of {place.stat().st_size // lines} bytes",
                )
                yield _row(heading, place, method, lines)


def _row(heading: Heading, place: Path, method: Method, count: int) -> Row:
    works: Mapping[str, Work] = {
        _FLOOR: repeated(partial(_decode_all, place, json.loads)),
        **_with_decoder(place, method),
        _PLAIN: repeated(partial(_validate_without, place, method)),
    }
    found = cpu_rounds(works, Budget(rounds=5))
    samples = {name: [cost / count for cost in costs] for name, costs in found.items()}
    return row(heading, samples, _FLOOR)


def _with_decoder(place: Path, method: Method) -> dict[str, Work]:
    try:
        from msgspec.json import Decoder  # noqa: PLC0415 - an extra
    except ImportError:
        return {}
    return {
        _DECODER: repeated(partial(_decode_all, place, Decoder().decode)),
        _OURS: repeated(partial(_validate, place, method)),
    }


def _decode_all(place: Path, decode: Callable[[bytes], Any]) -> None:
    with place.open("rb") as lines:
        for line in lines:
            decode(line)


def _validate(place: Path, method: Method) -> None:
    report = training_data.validate(place, method)
    if report.problems:
        raise FailedProcessError(f"{place.name}: {report.problems[0]}")


def _validate_without(place: Path, method: Method) -> None:
    with patch.dict(sys.modules, {"msgspec": None}):
        _validate(place, method)


def _write(place: Path, example: Callable[[random.Random], Any], count: int) -> None:
    # The same file in every run, and nothing secret about it.
    chance = random.Random(7)  # noqa: S311
    with place.open("w", encoding="utf-8") as file:
        for _ in range(count):
            file.write(json.dumps(example(chance)) + "\n")


def _text(chance: random.Random, words: int) -> str:
    """Return a text as people write it, with ends of lines and quotes."""
    text = " ".join(chance.choices(_WORDS, k=words)).replace("point. ", "point.\n", 1)
    return text.replace("answer", '"answer"', 1) + "."


def _message(role: str, chance: random.Random, words: int) -> dict[str, Any]:
    accent = " café" if chance.random() < 0.1 else ""
    return {"role": role, "content": _text(chance, words) + accent}


def _asked(chance: random.Random) -> list[dict[str, Any]]:
    system = {"role": "system", "content": "You answer questions about models in plain words."}
    return [system, _message("user", chance, chance.randint(8, 40))]


def _chat(chance: random.Random) -> Any:
    return {"messages": [*_asked(chance), _message("assistant", chance, chance.randint(20, 120))]}


def _turns(chance: random.Random) -> Any:
    more = [
        _message(role, chance, chance.randint(8, 60))
        for _ in range(chance.randint(0, 4))
        for role in ("user", "assistant")
    ]
    return {"messages": [*_chat(chance)["messages"], *more]}


def _calls(chance: random.Random) -> Any:
    place = {"type": "string", "description": _text(chance, 6)}
    parameters = {"type": "object", "properties": {"place": place}, "required": ["place"]}
    tool = {"name": "look_up", "description": _text(chance, 12), "parameters": parameters}
    call = {"name": "look_up", "arguments": '{"place": "Ulm"}'}
    called = [{"id": "call_1", "type": "function", "function": call}]
    return {
        "messages": [
            *_asked(chance),
            {"role": "assistant", "content": None, "tool_calls": called},
            {"role": "tool", "tool_call_id": "call_1", "content": _text(chance, 20)},
            _message("assistant", chance, 40),
        ],
        "tools": [{"type": "function", "function": tool}],
    }


def _pair(chance: random.Random) -> Any:
    better, worse = (_message("assistant", chance, 60) for _ in range(2))
    return {
        "input": {"messages": _asked(chance)},
        "preferred_output": [better],
        "non_preferred_output": [worse],
    }


def _graded(chance: random.Random) -> Any:
    return {"messages": _asked(chance), "reference": _text(chance, 20)}
