"""Options stand once in a project's pyproject.toml, and the command line goes before them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[[str, str], Path]


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder below the project's own."""
    below = tmp_path / "src"
    below.mkdir()
    monkeypatch.chdir(below)


@pytest.fixture
def example(write: Write) -> Path:
    """Return a file of training data whose lines are for another method."""
    line = '{"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]}\n'
    return write("train.jsonl", line * 10)


def test_options_of_the_project_are_taken(run: Run, write: Write, example: Path) -> None:
    """A command finds its options, and files as seen from the file that names them."""
    write(
        "pyproject.toml",
        f"""
        [tool.fine-tuning-contract.validate-data]
        file = "{example.name}"
        method = "reinforcement"
        json = true
        """,
    )

    result = run("validate-data")

    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["method"] == "reinforcement"


def test_command_line_goes_first(run: Run, write: Write, example: Path) -> None:
    """What is said on the line counts, whatever the project says."""
    write("pyproject.toml", '[tool.fine-tuning-contract.validate-data]\nmethod = "reinforcement"\n')

    result = run("validate-data", example, "--method", "supervised")

    assert result.exit_code == 1
    assert "supervised examples" in result.stdout


def test_options_of_commands_below_commands_are_taken(run: Run, write: Write) -> None:
    """Options of `jobs list` stand below `jobs.list`."""
    write("pyproject.toml", "[tool.fine-tuning-contract.jobs.list]\nmetadata = ['no pair']\n")

    result = run("jobs", "list")

    assert result.exit_code == 2
    assert "KEY=VALUE" in result.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tool.fine-tuning-contract.serve]\nprot = 1\n", "prot: not known; there are"),
        ("[tool.fine-tuning-contract.serve]\nport = [1]\n", "port: a text or a number is wanted"),
        ("[tool.fine-tuning-contract.serve]\nmanual-clock = 'x'\n", "true or false is wanted"),
        ("[tool.fine-tuning-contract]\nport = 1\n", "options stand below their command's name"),
        ("[tool.fine-tuning-contract\n", "no TOML"),
        ("[tool.fine-tuning-contract.serve]\nport = 99999\n", "99999"),
    ],
    ids=["unknown", "a list", "no flag", "no table", "no TOML", "out of range"],
)
def test_wrong_sections_are_told(run: Run, write: Write, text: str, told: str) -> None:
    """A section that cannot be used ends with 2, and the file and what is wrong there."""
    place = write("pyproject.toml", text)

    result = run("serve")

    assert result.exit_code == 2
    assert told in result.stderr
    assert str(place) in result.stderr or told == "99999"


def test_wrong_section_does_not_keep_help_away(run: Run, write: Write) -> None:
    """Help is given whatever the project says."""
    write("pyproject.toml", "[tool.fine-tuning-contract.serve]\nprot = 1\n")

    assert run("serve", "--help").exit_code == 0
