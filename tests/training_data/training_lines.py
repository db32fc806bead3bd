"""Examples for each method, as text and as strategies."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from fine_tuning_contract.codegen.runtime.training_data import Report

Json = dict[str, Any]
Write = Callable[[bytes], Path]
Examine = Callable[..., Report]

_TEXT = st.text(min_size=1, max_size=60)
_CALL = st.fixed_dictionaries(
    {"name": st.just("look_up"), "arguments": st.just('{"place": "Ulm"}')}
)
_TOOL_CALL = st.fixed_dictionaries(
    {"id": st.just("call_1"), "type": st.just("function"), "function": _CALL}
)
_TOOL = st.just(
    {"type": "function", "function": {"name": "look_up", "parameters": {"type": "object"}}}
)
_PART = st.one_of(
    st.fixed_dictionaries({"type": st.just("text"), "text": _TEXT}),
    st.just({"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}),
)
_SYSTEM = st.fixed_dictionaries(
    {"role": st.sampled_from(["system", "developer"]), "content": _TEXT}
)
_USER = st.fixed_dictionaries(
    {"role": st.just("user"), "content": _TEXT | st.lists(_PART, min_size=1, max_size=3)},
    optional={"name": st.just("Eve")},
)
_ANSWER = st.fixed_dictionaries({"role": st.just("assistant"), "content": _TEXT})
_ASKS = st.fixed_dictionaries(
    {"role": st.just("assistant"), "tool_calls": st.lists(_TOOL_CALL, min_size=1, max_size=2)},
    optional={"content": st.none(), "weight": st.sampled_from([0, 1])},
)
_FINDS = st.fixed_dictionaries(
    {"role": st.just("tool"), "tool_call_id": st.just("call_1"), "content": _TEXT}
)
_TURNS = st.builds(
    lambda first, turns, last: [*first, *(one for turn in turns for one in turn), *last],
    st.lists(_SYSTEM, max_size=1),
    st.lists(st.tuples(_USER, _ANSWER) | st.tuples(_USER, _ASKS, _FINDS), max_size=2),
    st.lists(_USER, min_size=1, max_size=1),
)
_OFFERS = {"tools": st.lists(_TOOL, min_size=1, max_size=2), "parallel_tool_calls": st.booleans()}

CHATS: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {"messages": st.builds(lambda turns, last: [*turns, last], _TURNS, _ANSWER)}, optional=_OFFERS
)
COMPLETIONS: st.SearchStrategy[Json] = st.fixed_dictionaries({"prompt": _TEXT, "completion": _TEXT})
_INPUTS = st.fixed_dictionaries({"messages": _TURNS}, optional=_OFFERS)


def _pair(outputs: tuple[str, str], given: Json, better: Json, worse: Json) -> Json:
    worse = {**worse, "content": f"{worse['content']}, not {better['content']}"}
    return {"input": given, outputs[0]: [better], outputs[1]: [worse]}


PREFERENCES: st.SearchStrategy[Json] = st.builds(
    _pair,
    st.sampled_from(
        [
            ("preferred_output", "non_preferred_output"),
            ("preferred_completion", "non_preferred_completion"),
        ]
    ),
    _INPUTS,
    _ANSWER,
    _ANSWER,
)
GRADED: st.SearchStrategy[Json] = st.builds(
    lambda messages, more: {**more, "messages": messages},
    _TURNS,
    st.dictionaries(
        st.text(max_size=8),
        st.none() | st.integers() | st.text(max_size=9) | st.lists(st.text(max_size=3), max_size=2),
        max_size=3,
    ),
)
EXAMPLES: st.SearchStrategy[tuple[str, st.SearchStrategy[Json]]] = st.sampled_from(
    [
        ("supervised", CHATS),
        ("supervised", COMPLETIONS),
        ("dpo", PREFERENCES),
        ("reinforcement", GRADED),
    ]
)


def line(example: object, *, ascii_only: bool = True) -> bytes:
    """Return the line that holds an example."""
    return json.dumps(example, ensure_ascii=ascii_only).encode() + b"\n"


def chat(*, content: str = "A city on the Danube.", **more: Any) -> Json:
    """Return a plain chat: a question and its answer."""
    answer = {"role": "assistant", "content": content, **more}
    return {"messages": [{"role": "user", "content": "What is Ulm?"}, answer]}


def preference() -> Json:
    """Return two answers to a question, of which the first is preferred."""
    return {
        "input": {"messages": [{"role": "user", "content": "What is Ulm?"}]},
        "preferred_output": [{"role": "assistant", "content": "A city on the Danube."}],
        "non_preferred_output": [{"role": "assistant", "content": "A kind of cheese."}],
    }


def graded() -> Json:
    """Return a question whose answer is to be graded."""
    return {"messages": [{"role": "user", "content": "What is Ulm?"}], "reference": "a city"}


PLAIN = {"supervised": chat(), "dpo": preference(), "reinforcement": graded()}
