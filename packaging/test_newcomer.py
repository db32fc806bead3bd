"""Someone who has nothing but the wheel, in an empty folder, does what the tutorial says."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import CHECKOUT, Fresh

PAGE = (CHECKOUT / "docs/tutorial.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/v1")
_PATIENCE = 300


@pytest.fixture
def commands(fresh: Fresh) -> Path:
    """Install the wheel with all its extras and return the folder of its commands."""
    return fresh("all")


@pytest.fixture
def address(commands: Path, tmp_path: Path) -> Iterator[str]:
    """Start the emulator as a command, and return the address that it tells."""
    asked = [commands / "fine-tuning-contract", "serve", "--port", "0", "--speed", "50"]
    server = subprocess.Popen(
        asked, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path
    )
    assert server.stdout is not None
    found = None
    while found is None and (line := server.stdout.readline()):
        found = _ADDRESS.search(line)
    assert found, "the emulator told no address"
    yield found[0]
    server.terminate()
    server.communicate()


def test_tutorial_is_done_with_the_wheel_alone(
    commands: Path, address: str, tmp_path: Path
) -> None:
    """Data, upload, job, metrics, a test, and the check: each command of the page succeeds."""
    folder = tmp_path / "empty"
    folder.mkdir()
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")},
        "OPENAI_BASE_URL": address,
        "OPENAI_API_KEY": "sk-test",
        "PATH": os.pathsep.join([str(commands), os.environ["PATH"]]),
    }

    def ran(*words: str) -> str:
        done = subprocess.run(
            words,
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
        assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    programs = [found for found in _BLOCK.findall(PAGE) if found[0] == "python"]
    (folder / "tutorial.py").write_text("\n".join(p[2] for p in programs if not p[1]))
    for _, name, text in (program for program in programs if program[1]):
        (folder / name).write_text(text)

    told = ran("python", "tutorial.py")
    valid = ran("fine-tuning-contract", "validate-data", "train.jsonl")
    tested = ran("pytest", "test_retries.py")
    checked = ran(
        "fine-tuning-contract", "check", address, "--profile", "core", "--report", "report"
    )

    assert "succeeded ft:gpt-4o-mini" in told
    assert "valid: 0 errors" in valid
    assert "1 passed" in tested
    assert "rules kept" in checked
    assert "<html" in (folder / "report/report.html").read_text(encoding="utf-8")
