"""Graders that are asked for too much: each ends soon, with a flag, and holds nobody up."""

from typing import Any

import pytest
from callers import Caller, Json

FLAGS = 14


def similarity(metric: str, text: str) -> Json:
    """Return a text similarity between two long texts."""
    return {
        "type": "text_similarity",
        "name": "alike",
        "input": text,
        "reference": text,
        "evaluation_metric": metric,
    }


def raised(answer: Any) -> list[str]:
    """Return the flags that an answer raises."""
    return [name for name, value in answer["metadata"]["errors"].items() if value is True]


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        ("fuzzy_match", "a" * 200_000),
        ("rouge_l", "a " * 5_000),
        ("meteor", "a " * 5_000),
        ("bleu", "a" * 200_000),
    ],
)
def test_endless_texts_are_not_compared(api: Caller, metric: str, text: str) -> None:
    """What would take minutes is a truncated observation."""
    answer = api.grade(similarity(metric, text))

    assert raised(answer) == ["truncated_observation_error"]
    assert len(answer["metadata"]["errors"]) == FLAGS


@pytest.mark.parametrize("template", ["{{" * 200_000, "{{" + " " * 400_000, "}}{{" * 100_000])
def test_template_without_an_end_is_text(api: Caller, template: str) -> None:
    """Braces that never close cost one walk over the template, however many there are."""
    grader = {"type": "string_check", "name": "g", "operation": "eq", "reference": "x"}
    answer = api.post(
        "/fine_tuning/alpha/graders/validate", {"grader": {**grader, "input": template}}
    )

    assert answer.status_code == (400 if "}}" in template else 200)


@pytest.mark.parametrize(
    ("source", "flag"),
    [
        pytest.param("os.write(3, b'x' * 65536)", "python_grader_runtime_error", id="flood"),
        pytest.param("open('/etc/passwd').read()", "python_grader_runtime_error", id="files"),
        pytest.param("os.listdir('/tmp')", "python_grader_runtime_error", id="folder"),
    ],
)
def test_python_grader_neither_floods_nor_looks_around(api: Caller, source: str, flag: str) -> None:
    """What a grader writes does not fill the memory, and it sees no files but the interpreter's."""
    repeated = "while True: " if "write" in source else ""
    code = f"import os\ndef grade(sample, item):\n    {repeated}{source}\n    return 1.0"
    answer = api.grade({"type": "python", "name": "code", "source": code})

    assert raised(answer) == [flag]


def test_python_grader_has_a_folder_of_its_own(api: Caller) -> None:
    """It may write there, and finds nothing in it."""
    code = (
        "import os\ndef grade(sample, item):\n    before = len(os.listdir('.'))\n"
        "    open('x', 'w').write('1')\n    return float(before * 10 + len(os.listdir('.')))"
    )

    assert api.grade({"type": "python", "name": "code", "source": code})["reward"] == 1.0
