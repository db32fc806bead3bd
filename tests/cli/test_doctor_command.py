"""`doctor` tells what is there, what is missing, and what to do about it."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from fine_tuning_contract.commands import doctor

Run = Callable[..., Result]
Write = Callable[[str, str], Path]


def test_all_is_well_where_all_is_installed(run: Run) -> None:
    """It ends with 0 and a line for each thing; keys are not shown."""
    result = run("doctor", env={"OPENAI_API_KEY": "sk-secret"})

    assert result.exit_code == 0, result.output
    assert "✓ OPENAI_API_KEY" in result.stdout
    assert "sk-secret" not in result.output


def test_missing_extra_comes_with_its_remedy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an extra lacks is named, and the line to type; that is no failure."""
    monkeypatch.setattr(doctor, "extras", lambda: {"fast": ["no-such-package"]})

    result = run("doctor", "--json")

    found = {each["subject"]: each for each in json.loads(result.stdout)}
    assert result.exit_code == 0
    assert found["[fast]"]["state"] == "missing"
    assert "pip install 'fine-tuning-contract[fast]'" in found["[fast]"]["told"]


def test_wrong_configuration_is_found(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would stop every command ends with 3."""
    place = write("pyproject.toml", "[tool.fine-tuning-contract\n")
    monkeypatch.chdir(place.parent)

    result = run("doctor")

    assert result.exit_code == 3
    assert str(place) in result.stdout


def test_folder_that_cannot_be_written_is_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary folder that is not there is told, with the variable to set."""
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")

    result = run("doctor")

    assert result.exit_code == 3
    assert "TMPDIR" in result.stdout


def test_every_extra_is_known() -> None:
    """The extras are those that the package states."""
    assert {"cli", "fast", "contract", "emulator", "generate"} <= doctor.extras().keys()
