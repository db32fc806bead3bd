"""Another repository checks its server by the action: its inputs arrive, its keys stay hidden."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fine_tuning_contract.description import load
from fine_tuning_contract.emulator import RunningEmulator, Settings, start

ROOT = Path(__file__).parents[2]
ACTION = load(ROOT / "action.yml").content
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}
INPUT = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
FIVE_LINES = """
- uses: a-reader/fine-tuning-contract@0123456789012345678901234567890123456789
  with:
    url: http://127.0.0.1:8000/v1
    api-key: secret
    profile: core
"""

Act = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    """Return a running emulator that is fast enough for a test."""
    with start(Settings(speed=20.0)) as running:
        yield running


@pytest.fixture
def act(tmp_path: Path) -> Act:
    """Return a function that runs the action's check as a runner does, after the installation."""
    bin_folder = tmp_path / "fine-tuning-contract" / "bin"
    bin_folder.mkdir(parents=True)
    for name in ("python", "fine-tuning-contract"):
        target = sys.executable if name == "python" else Path(sys.executable).with_name(name)
        wrapper = bin_folder / name
        wrapper.write_text(f'#!/bin/sh\nexec "{target}" "$@"\n')
        wrapper.chmod(0o755)

    def run(**given: str) -> subprocess.CompletedProcess[str]:
        values = {name: str(each.get("default", "")) for name, each in ACTION["inputs"].items()}
        values |= {name.replace("_", "-"): value for name, value in given.items()}
        stated: dict[str, str] = STEPS["Check"]["env"]
        variables = {
            name: INPUT.sub(lambda found: values[found[1]], text) for name, text in stated.items()
        }
        runner = {
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_OUTPUT": str(tmp_path / "output"),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        }
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEPS["Check"]["run"]],
            cwd=tmp_path,
            env={**os.environ, **variables, **runner},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_every_input_is_described_and_used() -> None:
    """No input is only for show, and the two without which nothing works are required."""
    used = set(INPUT.findall(json.dumps(ACTION["runs"]) + json.dumps(ACTION["outputs"])))

    assert set(ACTION["inputs"]) == used
    assert all(each["description"] for each in ACTION["inputs"].values())
    assert [name for name, each in ACTION["inputs"].items() if each["required"]] == [
        "url",
        "api-key",
    ]


def test_five_lines_are_enough(tmp_path: Path) -> None:
    """What another repository writes names inputs that exist, and all that are required."""
    place = tmp_path / "step.yml"
    place.write_text("steps:" + FIVE_LINES)
    (step,) = load(place).content["steps"]

    required = {name for name, each in ACTION["inputs"].items() if each["required"]}
    assert len(FIVE_LINES.strip().splitlines()) == 5
    assert required <= set(step["with"]) <= set(ACTION["inputs"])


def test_keys_are_no_arguments() -> None:
    """A key travels in the environment, where no list of processes shows it."""
    env: dict[str, Any] = STEPS["Check"]["env"]

    keys = [name for name, value in env.items() if "-key }}" in value]
    assert keys == ["CHECKED_API_KEY", "CHECKED_ADMIN_KEY"]
    assert not any(f"${name}" in STEPS["Check"]["run"] for name in keys)


def test_server_that_keeps_the_contract_passes(
    act: Act, emulator: RunningEmulator, tmp_path: Path
) -> None:
    """The verdict is the step's output and its summary, the report stands where it was wanted."""
    done = act(
        url=emulator.url,
        api_key=emulator.api_key,
        admin_key=emulator.admin_key,
        profile="models",
        level="should",
        report="out",
    )

    assert done.returncode == 0, done.stdout + done.stderr
    verdict = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["verdict"]
    assert (tmp_path / "output").read_text() == f"verdict={verdict}\n"
    assert f"**{verdict}**" in (tmp_path / "summary").read_text()
    assert emulator.admin_key not in done.stdout + done.stderr


def test_server_that_is_away_fails(act: Act, tmp_path: Path) -> None:
    """Nothing that listens is no green check."""
    done = act(url="http://127.0.0.1:9/v1", api_key="sk-a", level="should", profile="models")

    assert done.returncode == 3
    assert (tmp_path / "output").read_text() == "verdict=could-not-run\n"


@pytest.mark.parametrize("url", ["--help", "$(touch evil)", "http://a.test/; touch evil"])
def test_input_is_never_taken_for_a_command(act: Act, tmp_path: Path, url: str) -> None:
    """An address that looks like an option or like shell code is an address that is wrong."""
    done = act(url=url, api_key="sk-a", profile="models", level="should")

    assert done.returncode in {2, 3}
    assert not (tmp_path / "evil").exists()


def test_installation_is_from_the_pinned_versions() -> None:
    """The action installs itself, at its own commit, with the versions that were tested."""
    script = STEPS["Install"]["run"]

    assert '--constraint "$ACTION/constraints.txt"' in script
    assert '"$ACTION[contract]"' in script
