"""The tutorial runs from an empty folder, step by step, as it is written."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import Section, differences, sections
from test_samples import run

from fine_tuning_contract.emulator import RunningEmulator, Settings, start

PAGE = Path(__file__).parents[2] / "docs/tutorial.md"
STEPS = {section.title: section for section in sections(PAGE)}


@pytest.fixture(scope="module")
def quick() -> Iterator[RunningEmulator]:
    """Run the emulator, faster than the tutorial says so that nobody waits."""
    with start(Settings(speed=100)) as running:
        yield running


@pytest.fixture
def folder(quick: RunningEmulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with the variables set as the tutorial sets them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_BASE_URL", quick.url)
    monkeypatch.setenv("OPENAI_API_KEY", quick.api_key)
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    monkeypatch.setenv("PATH", beside)
    return tmp_path


def code(step: Section) -> str:
    """Return a step's program."""
    return "\n".join(block.text for block in step.blocks if block.language == "python")


def shown(step: Section) -> str:
    """Return what a step shows as printed."""
    return "".join(block.text for block in step.blocks if block.language == "text").strip()


def command(step: Section) -> str:
    """Return a step's last command."""
    return [block.text for block in step.blocks if block.language == "bash"][-1].strip()


@pytest.mark.usefixtures("folder")
def test_tutorial_leads_to_a_model() -> None:
    """Data, upload, job, events and results follow one another in one program."""
    names: dict[str, Any] = {}
    run(code(STEPS["Write and check some data"]), names)
    checked = subprocess.run(
        command(STEPS["Write and check some data"]).split(),
        capture_output=True,
        text=True,
        check=True,
    )
    titles = ("Upload, and fine-tune", "Watch the curve", "Look at what came of it")
    printed = [run(code(STEPS[title]), names).strip() for title in titles]

    names["client"].close()
    assert not list(differences(shown(STEPS["Write and check some data"]), checked.stdout.strip()))
    for title, text in zip(titles, printed, strict=True):
        assert not list(differences(shown(STEPS[title]), text))


def test_test_of_the_tutorial_passes(folder: Path) -> None:
    """The test that survives refusals is collected, runs and passes."""
    step = STEPS["Write a test that survives a refusal"]
    (folder / "test_retries.py").write_text(code(step), encoding="utf-8")

    done = subprocess.run(
        command(step).split(), capture_output=True, text=True, check=False, cwd=folder
    )

    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


def test_check_of_the_tutorial_writes_its_report(folder: Path, quick: RunningEmulator) -> None:
    """The emulator is checked as any other server, and the report is where the page says."""
    # One rule tells whether the command works; what all of them find is not asked here.
    words = [
        *command(STEPS["Check the server"]).split(),
        "--rule",
        "jobs-echo-what-they-were-given",
    ]
    words = [re.sub(r"http://127.0.0.1:8000/v1", quick.url, word) for word in words]

    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=folder)

    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "report/report.html").is_file()
