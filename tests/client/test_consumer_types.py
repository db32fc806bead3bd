"""What a type checker says about programs that use the client."""

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fine_tuning_client import FineTuningClient

_HERE = Path(__file__).parent
_CONSUMER = _HERE / "consumer.py"
_WRONG = _HERE / "wrong_calls.py"
_FOUND = re.compile(r"(?P<file>\w+\.py):(?P<line>\d+): error: .*\[(?P<code>[\w-]+)\]$")
_EXPECTED = re.compile(r"# error: ([\w-]+)$")


@pytest.fixture(scope="module")
def findings(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, str]]:
    """Return what mypy in its strict mode finds in each program, by line."""
    cache = tmp_path_factory.mktemp("mypy")
    arguments = ["--strict", "--config-file=", f"--cache-dir={cache}", "--no-error-summary"]
    result = subprocess.run(
        [sys.executable, "-m", "mypy", *arguments, _CONSUMER.name, _WRONG.name],
        capture_output=True,
        text=True,
        check=False,
        cwd=_HERE,
        env={**os.environ, "MYPYPATH": str(checkout / "generated")},
    )
    found: dict[str, dict[int, str]] = {_CONSUMER.name: {}, _WRONG.name: {}}
    for match in filter(None, map(_FOUND.search, result.stdout.splitlines())):
        found[match["file"]][int(match["line"])] = match["code"]
    assert result.returncode in {0, 1}, result.stdout + result.stderr
    return found


def test_program_that_uses_every_method_has_no_error(
    findings: dict[str, dict[int, str]],
) -> None:
    """A program that uses every method, and says which types it expects, has no error."""
    assert findings[_CONSUMER.name] == {}


def test_every_mistake_is_found(findings: dict[str, dict[int, str]]) -> None:
    """Every wrong argument, misspelt name and forgotten `await` is found, and nothing else is."""
    lines = _WRONG.read_text(encoding="utf-8").splitlines()
    expected = {
        number: match[1]
        for number, line in enumerate(lines, start=1)
        if (match := _EXPECTED.search(line))
    }

    assert findings[_WRONG.name] == expected


def test_program_uses_every_method() -> None:
    """The program that has no error leaves no method out."""
    text = _CONSUMER.read_text(encoding="utf-8")
    methods = set(_methods(FineTuningClient(api_key="sk-test")))

    assert {name for name in methods if f".{name}(" not in text} == set()
    assert "retrieve" in methods


def _methods(resource: Any) -> Iterator[str]:
    for name, member in inspect.getmembers(type(resource)):
        if name.startswith("_") or name == "with_raw_response":
            continue
        if inspect.isfunction(member):
            yield name
        elif isinstance(member, property) and name != "base_url":
            yield from _methods(getattr(resource, name))
