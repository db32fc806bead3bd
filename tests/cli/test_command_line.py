"""Commands are found, explain themselves, and say what is missing."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from fine_tuning_contract.cli import main

Run = Callable[..., Result]
COMMANDS = ["check", "rules", "serve", "normalize", "overlay", "generate", "examples", "watch"]

# What each extra brings, as it is imported; none of it is needed by the client.
EXTRAS = {
    "description": ["jsonpath_rfc9535"],
    "generate": ["openapi_python_client"],
    "emulator": ["uvicorn", "sqlalchemy", "python_multipart", "httptools"],
    "contract": ["schemathesis", "hypothesis", "hypothesis_jsonschema", "pytest", "uvicorn"],
}

# A module that cannot be imported stands for an extra that was not installed.
WITHOUT = """
import sys
sys.modules.update(dict.fromkeys({modules!r}))
sys.argv = ["fine-tuning-contract", *{arguments!r}]
from fine_tuning_contract.cli import main
main()
"""


def test_help_lists_every_command(run: Run) -> None:
    """The first thing that a stranger calls names all there is to call."""
    result = run("--help")

    assert result.exit_code == 0
    assert not [name for name in COMMANDS if f"  {name} " not in result.stdout]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    """Each command has a sentence of help, and a line for every option."""
    result = run(command, "--help")

    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {command}")


def test_version_is_told(run: Run) -> None:
    """The version is one line."""
    result = run("--version")

    assert result.exit_code == 0
    assert result.stdout.startswith("fine-tuning-contract, version ")


@pytest.mark.parametrize("call", [["nope"], ["--nope"], ["normalize", "--nope"], ["overlay", "x"]])
def test_unknown_word_is_told(run: Run, call: list[str]) -> None:
    """A command or an option that there is not ends with 2 and its name."""
    result = run(*call)

    assert result.exit_code == 2
    assert call[-1] in result.stderr
    assert "--help" in result.stderr


def without(checkout: Path, modules: list[str], *arguments: str) -> tuple[int, str]:
    """Return how a command ends where some modules are not installed, and what it says."""
    script = WITHOUT.format(modules=modules, arguments=arguments)
    places = f"import sys; sys.path[:0] = [{str(checkout / 'src')!r}]\n"

    done = subprocess.run(
        [sys.executable, "-c", places + script], capture_output=True, text=True, check=False
    )

    assert "Traceback" not in done.stderr
    return done.returncode, " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("extra", "arguments"),
    [
        ("description", ["normalize"]),
        ("description", ["overlay", "validate", "x"]),
        ("generate", ["generate"]),
        ("emulator", ["serve"]),
        ("contract", ["check"]),
        ("contract", ["rules"]),
    ],
    ids=["normalize", "overlay", "generate", "serve", "check", "rules"],
)
def test_missing_extra_is_told(checkout: Path, extra: str, arguments: list[str]) -> None:
    """A command whose packages are not installed names one of them, and what to install."""
    code, told = without(checkout, EXTRAS[extra], *arguments)

    assert code == 2
    assert any(module in told for module in EXTRAS[extra])
    assert f"pip install 'fine-tuning-contract[{extra}]'" in told


def test_command_line_without_click_is_told(checkout: Path) -> None:
    """With the client alone, the command says what to install instead of failing."""
    code, told = without(checkout, ["click"], "check")

    assert code != 0
    assert "pip install 'fine-tuning-contract[all]'" in told


def test_reader_that_goes_away_is_no_failure_of_ours(checkout: Path) -> None:
    """A pipe that is closed early, as by `head`, ends the command without a traceback."""
    call = f"'{sys.executable}' -m fine_tuning_contract.cli normalize | head -n 1"
    places = {"PYTHONPATH": str(checkout / "src"), "PATH": "/usr/bin:/bin"}

    done = subprocess.run(
        ["sh", "-c", call], capture_output=True, text=True, check=False, env=places
    )

    assert done.stdout == "openapi: 3.1.0\n"
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_every_command_can_be_imported() -> None:
    """No command is listed whose module is not there."""
    names = main.list_commands(None)  # type: ignore[arg-type] # the context is not looked at

    assert set(COMMANDS) <= set(names)
