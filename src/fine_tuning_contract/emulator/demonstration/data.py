"""The files of the demonstration: small, and the same every time."""

import json
from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]
_CITIES = ("Lima", "Oslo", "Accra", "Hanoi", "Quito", "Riga", "Perth", "Dakar", "Turin", "Leeds")
_TOPICS = ("weather", "trains", "opening hours", "museums", "markets", "parks")


def file_content(name: str) -> bytes:
    """Return the content of a file by its name."""
    return "".join(f"{json.dumps(line)}\n" for line in _FILES[name]()).encode()


def _pairs() -> list[tuple[str, str]]:
    return [(city, topic) for city in _CITIES for topic in _TOPICS]


def _chats() -> list[Json]:
    return [
        {"messages": [*_question(city, topic), _reply(f"Gladly! Here are the {topic} of {city}.")]}
        for city, topic in _pairs()
    ]


def _few_chats() -> list[Json]:
    return _chats()[::5]


def _preferences() -> list[Json]:
    return [
        {
            "input": {"messages": _question(city, topic)},
            "preferred_output": [_reply(f"Gladly! Here are the {topic} of {city}.")],
            "non_preferred_output": [_reply("Look it up.")],
        }
        for city, topic in _pairs()
    ]


def _tasks() -> list[Json]:
    return [{"messages": _question(city, topic), "answer": city} for city, topic in _pairs()]


def _broken() -> list[Json]:
    return [*_chats()[:11], {"messages": _question("Lima", "trains")}]


def _question(city: str, topic: str) -> list[Json]:
    return [{"role": "user", "content": f"What about the {topic} of {city}?"}]


def _reply(text: str) -> Json:
    return {"role": "assistant", "content": text}


_FILES: Mapping[str, Callable[[], list[Json]]] = {
    "chats.jsonl": _chats,
    "few-chats.jsonl": _few_chats,
    "preferences.jsonl": _preferences,
    "tasks.jsonl": _tasks,
    "broken.jsonl": _broken,
}
NAMES = tuple(_FILES)
